"""What happened to a booking, told to both sides in plain words, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.audit import history
from accounts.models import AuditEntry, Membership, User
from bookings.models import Booking
from content.words import clock, day_long
from offers.models import Occurrence

SENTENCES: dict[str, Any] = {
    "requested places": gettext_lazy("asked for a place"),
    "joined waiting list": gettext_lazy("joined the waiting list"),
    "offered place": gettext_lazy("A place became free and was offered to the class"),
    "took place": gettext_lazy("took the place that was offered"),
    "left waiting list": gettext_lazy("left the waiting list"),
    "confirmed": gettext_lazy("said yes"),
    "declined": gettext_lazy("said no"),
    "cancelled": gettext_lazy("cancelled"),
    "lapsed": gettext_lazy("Nobody answered in time, so the place was given free"),
    "changed group size": gettext_lazy("changed the number who come"),
    "handed over": gettext_lazy("handed the visit over"),
    "asked to move": gettext_lazy("asked to move the visit"),
    "moved": gettext_lazy("moved the visit"),
    "did not move": gettext_lazy("ended the wish to move: the visit stays where it was"),
    "date moved": gettext_lazy("moved the whole date"),
    "cancelled date": gettext_lazy("cancelled the whole date"),
    "moved date": gettext_lazy("moved the whole date"),
    "changed places": gettext_lazy("changed how many can come that day"),
    "wished for a day": gettext_lazy("suggested days for a visit"),
    "proposed a time": gettext_lazy("proposed another time"),
    "agreed on a day": gettext_lazy("agreed on a day"),
    "declined a wish": gettext_lazy("could not find a day"),
    "withdrew a wish": gettext_lazy("withdrew the wish for a day"),
    "checked in": gettext_lazy("checked in with the host's code"),
    "noted who came": gettext_lazy("noted that the class came"),
    "noted that nobody came": gettext_lazy("noted that nobody came"),
    "took back who came": gettext_lazy("took back what was noted of who came"),
    "is late": gettext_lazy("said that they were late"),
    "opened a calendar": gettext_lazy("made a private calendar address"),
    "closed a calendar": gettext_lazy("closed a private calendar address"),
    "changed mail text": gettext_lazy("changed the words of a mail"),
    "asked for transport": gettext_lazy("asked the school to pay for the way"),
    "changed transport": gettext_lazy("changed what the way costs"),
    "withdrew transport": gettext_lazy("no longer asks the school to pay for the way"),
    "approved transport": gettext_lazy("agreed to pay for the way"),
    "refused transport": gettext_lazy("could not pay for the way"),
    "changed last bell": gettext_lazy("changed when the last bell rings"),
    "added free bus": gettext_lazy("added days with a free bus"),
    "changed free bus": gettext_lazy("changed days with a free bus"),
    "removed free bus": gettext_lazy("took away days with a free bus"),
    "told the coordinator": gettext_lazy("Nobody had answered, so the coordinator was told"),
    "wrote a message": gettext_lazy("wrote to the other side"),
    "wrote expectations": gettext_lazy("wrote what is expected of the visit"),
    "ticked expectations": gettext_lazy("agreed to what is expected of the visit"),
}
BY_ITSELF = frozenset({"offered place", "lapsed", "told the coordinator"})


@dataclass(frozen=True)
class Event:
    """One thing that happened: when, who (role and name, or in words), and what."""

    at: datetime
    who: str
    what: str


def events_of(booking: Booking) -> list[Event]:
    """The whole history of a booking; four queries whatever its length."""
    entries = list(history(booking))
    people, names, dates = _roles(entries, booking), _names(entries, booking), _dates(entries)
    return [
        Event(entry.at, people.get(entry.actor_id) or _somebody(entry), _what(entry, names, dates))
        for entry in entries
    ]


def _somebody(entry: AuditEntry) -> str:
    if entry.verb in BY_ITSELF:
        return ""
    if entry.verb == "checked in":
        return _("The code at the host's")
    return _("The link in the mail") if entry.actor_id is None else _("Somebody who helped")


def _roles(entries: Iterable[AuditEntry], booking: Booking) -> dict[int | None, str]:
    """Actors of the two sides by role and name; nobody else is named."""
    actors = {entry.actor_id for entry in entries if entry.actor_id}
    rows = _members(booking).filter(person__in=actors).select_related("person").order_by("pk")
    return {row.person_id: f"{row.get_role_display()} {row.person}" for row in rows}


def _members(booking: Booking) -> QuerySet[Membership]:
    sides = [booking.school.organisation_id, booking.occurrence.offer.host_id]
    return Membership.objects.filter(organisation__in=sides)


def _names(entries: Iterable[AuditEntry], booking: Booking) -> dict[int, str]:
    """Those the visit was handed to, as long as they belong to one of the sides."""
    wanted = {entry.facts.get("to") for entry in entries if entry.verb == "handed over"}
    members = _members(booking).filter(person__in=wanted).values("person")
    return {person.pk: str(person) for person in User.objects.filter(pk__in=members)} if wanted else {}


def _dates(entries: Iterable[AuditEntry]) -> dict[int, Occurrence]:
    moves = [entry.facts for entry in entries if entry.verb in {"moved", "asked to move"}]
    wanted = {facts[side] for facts in moves for side in ("before", "to") if side in facts}
    return Occurrence.objects.in_bulk(wanted) if wanted else {}


def _what(entry: AuditEntry, names: dict[int, str], dates: dict[int, Occurrence]) -> str:
    said = str(SENTENCES.get(entry.verb) or _("changed the booking"))
    more = _more(entry, names, dates)
    return f"{said}: {more}" if more else said


def _more(entry: AuditEntry, names: dict[int, str], dates: dict[int, Occurrence]) -> str:
    """What the facts add: how many, to whom, from when to when."""
    facts = entry.facts
    if entry.verb == "changed group size":
        return _numbers(facts)
    if entry.verb == "handed over":
        return _("to %(name)s") % {"name": names.get(facts.get("to", 0), _("a colleague"))}
    if entry.verb in {"moved", "asked to move"}:
        return _times(dates.get(facts.get("before", 0)), dates.get(facts.get("to", 0)))
    if entry.verb == "date moved" and "before" in facts:
        return _("it was on %(when)s") % {"when": _when(datetime.fromisoformat(facts["before"]))}
    if entry.verb == "joined waiting list" and "position" in facts:
        return _("as number %(n)s in the order in which classes came") % {"n": facts["position"]}
    if entry.verb in {"wrote expectations", "ticked expectations"}:
        return _("version %(n)s") % {"n": facts.get("version", 1)}
    return ""


def _numbers(facts: dict[str, Any]) -> str:
    pupils = facts.get("pupils", 0)
    words = ngettext("from %(before)s to %(n)s pupil", "from %(before)s to %(n)s pupils", pupils)
    return words % {"before": facts.get("before", ""), "n": pupils}


def _times(before: Occurrence | None, to: Occurrence | None) -> str:
    if to is None:
        return ""
    if before is None:
        return _("to %(when)s") % {"when": _when(to.starts_at)}
    return _("from %(before)s to %(when)s") % {"before": _when(before.starts_at), "when": _when(to.starts_at)}


def _when(moment: datetime) -> str:
    return _("%(day)s at %(clock)s") % {"day": day_long(moment), "clock": clock(moment)}
