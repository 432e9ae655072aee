"""Holds that every kind of message can be written, and that the worker's transport really sends."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.template import Engine, TemplateDoesNotExist

from outbox.registry import TemplateMessage, renderers


@register
def check_templates(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Every kind has its text and its HTML, and both can be read."""
    missing = list(_missing_templates())
    if not missing:
        return []
    return [Warning(f"Mails without a template: {', '.join(missing)}", id="outbox.W001")]


def _missing_templates() -> Iterator[str]:
    written = [renderer for renderer in renderers() if isinstance(renderer, TemplateMessage)]
    names = (name for message in written for name in (message.text_template, message.html_template))
    return (name for name in names if not _exists(name))


def _exists(name: str) -> bool:
    try:
        Engine.get_default().get_template(name)
    except TemplateDoesNotExist:
        return False
    return True


@register
def check_transport(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """The worker must not hand mails back to the outbox."""
    if settings.OUTBOX_TRANSPORT == settings.EMAIL_BACKEND:
        return [Error("OUTBOX_TRANSPORT must be a backend that sends, not the outbox.", id="outbox.E001")]
    return []
