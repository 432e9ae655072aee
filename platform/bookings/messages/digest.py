"""The mail of the day for a host: what is said, and to whom."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership
from accounts.signing import digest_token
from bookings.digests import News
from content.words import clock, day_long
from outbox.actions import post
from outbox.links import link
from outbox.registry import TemplateMessage, register

KIND = "host_digest"


def digest_key(membership: Membership, now: datetime) -> str:
    """One mail for each day and membership."""
    return f"{KIND}-{membership.pk}-{timezone.localtime(now):%Y%m%d}"


def tell_news(membership: Membership, news: News, now: datetime) -> int:
    """One colleague's mail; gives one."""
    person = membership.person
    assert person is not None
    facts = {
        **news.payload(person.language),
        "host": membership.organisation.name,
        "desk_url": link("desks:start", language=person.language),
        "leave_url": link("accounts:stop_digest", digest_token(membership), language=person.language),
    }
    post(kind=KIND, to=person, payload=facts, dedupe_key=digest_key(membership, now))
    return 1


def _at(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return _("%(day)s at %(clock)s") % {"day": day_long(moment), "clock": clock(moment)}


def _line(row: dict[str, str], *, asks: bool) -> dict[str, str]:
    who = _("%(group)s from %(school)s") % row
    words = [f"{who}: {row['title']}", _at(row["at"]) if row["at"] else _("the class suggests days")]
    if asks and row["by"]:
        words.append(_("answer by %(when)s") % {"when": _at(row["by"])})
    return {"text": ", ".join(words), "url": row["url"]}


def words_of(payload: dict[str, Any]) -> dict[str, Any]:
    """The names that the templates read, in the active language."""
    headings = {"answers": _("Awaits your answer"), "agreed": _("New visits"), "coming": _("The coming week")}
    sections = [
        {"heading": heading, "rows": [_line(row, asks=name == "answers") for row in payload[name]]}
        for name, heading in headings.items()
        if payload[name]
    ]
    return {
        "heading": _("The day at %(host)s") % payload,
        "sections": sections,
        "button": {"label": _("Go to your desk"), "url": payload["desk_url"]},
        "cancel": {"label": _("Stop the daily mail"), "url": payload["leave_url"]},
        "why": _("You get this mail on working days, when there is something, because you asked for it."),
    }


register(KIND, TemplateMessage(KIND, subject=gettext_lazy("The day at %(host)s"), more=words_of))
