"""The mail about new offers that fit a saved search."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from outbox.actions import post
from outbox.links import absolute, link
from outbox.registry import TemplateMessage, register
from saved.asking import address_of, words_of
from saved.models import SavedSearch
from saved.signing import token_for
from search.query import Hit

KIND = "saved_search"
MOST_SHOWN = 8


def tell_new_offers(search: SavedSearch, fresh: list[Hit], day: date) -> None:
    """One mail with the new offers; the same day never a second one."""
    person = search.person
    with override(person.language):
        words = words_of(search) or _("all offers")
    payload = {
        "words": words,
        "number": len(fresh),
        "offers": [_told(hit) for hit in fresh[:MOST_SHOWN]],
        "url": absolute(address_of(search)),
        "leave_url": link("saved:stop", token_for(search), language=person.language),
    }
    post(kind=KIND, to=person, payload=payload, dedupe_key=f"{KIND}-{search.pk}-{day}")


def _told(hit: Hit) -> dict[str, str]:
    entry = hit.entry
    return {"title": entry.title, "host": entry.host_name, "town": entry.town, "url": absolute(entry.url)}


def _shown(payload: dict[str, Any]) -> dict[str, Any]:
    number = payload["number"]
    heading = ngettext("A new offer fits your search", "%(number)s new offers fit your search", number)
    return {
        "heading": heading % {"number": number},
        "intro": _("You saved a search for %(words)s.") % payload,
        "button": {"label": _("See them in the catalogue"), "url": payload["url"]},
        "cancel": {"label": _("No more mails about this search"), "url": payload["leave_url"]},
        "why": _("You get this mail because you saved a search on Skolebro."),
    }


register(KIND, TemplateMessage(KIND, subject=gettext_lazy("New on Skolebro: %(words)s"), more=_shown))
