"""Slugs that an app's own path would shadow."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page

SHADOWED = frozenset(
    {
        "admin",
        "booking",
        "en",
        "for-virksomheder",
        "gemt",
        "historier",
        "konto",
        "maal",
        "maal-og-strategi",
        "materialer",
        "media",
        "post",
        "regler",
        "skrivebord",
        "soeg",
        "static",
        "sv",
        "tema",
        "tilbud",
        "was",
    }
)
FIRST_LEVEL = 3


def refuse_shadowed_slug(page: Page) -> None:
    """A page directly below the front page must not take an address the site uses itself."""
    parent = page.get_parent() if page.pk else None
    depth = parent.depth + 1 if parent else FIRST_LEVEL
    if depth == FIRST_LEVEL and page.slug in SHADOWED:
        message = _("The site uses the address “%(slug)s” itself. Choose another one") % {"slug": page.slug}
        raise ValidationError({"slug": message})
