"""Tells Django about the app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finding it: the catalogue, its facets and its engine."""

    name = "search"
