"""Pages that editors own: home, municipality, strategy, stories, articles, guides."""
