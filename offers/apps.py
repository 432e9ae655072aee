"""Tells Django about the app."""

from django.apps import AppConfig


class OffersConfig(AppConfig):
    """What is offered, by whom, for whom and when."""

    name = "offers"
