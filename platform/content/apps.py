"""Tells Django about the app."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    """Pages that editors own: home, municipality, strategy, stories, articles, guides."""

    name = "content"
