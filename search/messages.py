"""The mail to a municipality's coordinator about what somebody looked for in vain."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outbox.registry import TemplateMessage, register

KIND = "offer_missed"


def fill(facts: dict[str, Any]) -> dict[str, Any]:
    """The names that `mail/base.html` reads."""
    answer = gettext("Answer this mail, and your answer reaches the one who asks.") if facts["has_address"] else ""
    return {
        "heading": gettext("Somebody misses an offer"),
        "intro": " ".join([gettext("Somebody looked in the catalogue and did not find this:"), answer]).strip(),
        "quote": facts["text"],
        "quoted": gettext("A visitor"),
        "button": {"label": gettext("See what there is"), "url": facts["url"]},
        "why": gettext("You get this mail because you work for %(organisation)s on Skolebro.") % facts,
    }


def register_messages() -> None:
    """Tell the outbox how it is written; called once when the app is ready."""
    register(KIND, TemplateMessage(KIND, subject=_("Somebody misses an offer in the catalogue"), more=fill))
