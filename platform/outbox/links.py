"""Addresses in mails: whole, with the site's own host."""

from django.conf import settings


def absolute(path: str) -> str:
    """The path behind the site's address."""
    return f"{settings.SITE_URL}{path}"
