"""Addresses in mails: whole, with the site's own host, in the reader's language."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation


def absolute(path: str) -> str:
    """The path behind the site's address."""
    return f"{settings.SITE_URL}{path}"


def link(name: str, *args: Any, language: str) -> str:
    """The whole address of a named page, in the language the mail is written in."""
    with translation.override(language):
        return absolute(reverse(name, args=args))
