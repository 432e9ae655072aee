"""Tells Django about the app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, organisations, memberships, roles and signing in."""

    name = "accounts"

    def ready(self) -> None:
        """Register our mails; the models are loaded now."""
        from accounts.messages import register_messages  # noqa: PLC0415  models exist only from here on

        register_messages()
