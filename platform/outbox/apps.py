"""Tells Django about the app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    """Messages that must reach people: rows first, delivery later."""

    name = "outbox"

    def ready(self) -> None:
        """Let every room name its mails (`messages.py`) and its periodic work (`tasks.py`)."""
        autodiscover_modules("checks", "messages", "tasks")
