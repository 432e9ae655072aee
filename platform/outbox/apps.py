"""Tells Django about the app."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Messages that must reach people: rows first, delivery later."""

    name = "outbox"
