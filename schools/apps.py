"""Tells Django about the app."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """Who comes: schools and their classes."""

    name = "schools"
