"""Tells Django about the app."""

from django.apps import AppConfig


class SavedConfig(AppConfig):
    """What a person keeps of the catalogue: favourites, searches, what was seen last."""

    name = "saved"
