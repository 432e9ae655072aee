"""Pages about oneself, one's colleagues and who may join."""
