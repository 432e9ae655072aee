"""Tells Django about the app."""

from django.apps import AppConfig


class DesksConfig(AppConfig):
    """Where people land after signing in: what waits for them."""

    name = "desks"
