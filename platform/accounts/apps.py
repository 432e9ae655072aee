"""Tells Django about the app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, organisations, memberships, roles and signing in."""

    name = "accounts"
