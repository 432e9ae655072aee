"""What a receipt says: what has happened in one heading, and what happens next with dates."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.models import Booking, BookingState
from bookings.where import facts_of
from content.words import clock, day_long

HEADINGS: dict[str, Any] = {
    BookingState.PENDING: gettext_lazy("The wish is sent"),
    BookingState.CONFIRMED: gettext_lazy("The visit is agreed"),
    BookingState.WAITLISTED: gettext_lazy("You are on the waiting list"),
    BookingState.OFFERED: gettext_lazy("There is a place for you"),
    BookingState.DECLINED: gettext_lazy("%(host)s cannot receive %(group)s that day"),
    BookingState.CANCELLED: gettext_lazy("The visit is cancelled"),
    BookingState.EXPIRED: gettext_lazy("%(host)s did not answer in time"),
    BookingState.ATTENDED: gettext_lazy("%(group)s has been at %(host)s"),
    BookingState.NO_SHOW: gettext_lazy("%(group)s did not come"),
}


def _names(booking: Booking) -> dict[str, str]:
    occurrence = booking.occurrence
    return {
        "group": booking.group.label,
        "host": occurrence.offer.host.name,
        "title": occurrence.offer.title,
        "day": day_long(occurrence.starts_at),
        "clock": clock(occurrence.starts_at),
    }


def heading_of(booking: Booking) -> str:
    """What has happened."""
    return str(HEADINGS[booking.state]) % _names(booking)


def lead_of(booking: Booking) -> str:
    """One sentence: who, what, when; and until when there is an answer."""
    said = _("%(group)s: %(title)s, %(day)s at %(clock)s.") % _names(booking)
    if booking.state != BookingState.PENDING or booking.expires_at is None:
        return said
    until = {"host": booking.occurrence.offer.host, "day": day_long(booking.expires_at)}
    return f"{said} " + _("%(host)s answers by %(day)s at %(clock)s.") % {**until, "clock": clock(booking.expires_at)}


def next_steps(booking: Booking, now: datetime) -> list[dict[str, str]]:
    """What happens next, with dates; nothing once the visit is over or came to nothing."""
    if booking.state not in {BookingState.PENDING, BookingState.CONFIRMED} or booking.occurrence.starts_at <= now:
        return []
    steps = [_mail(booking), _answer(booking), _preparation(booking), _the_day(booking)]
    return [found for found in steps if found]


def _mail(booking: Booking) -> dict[str, str] | None:
    if booking.contact is None:
        return None
    text = _("A mail with the same information is on its way to %(address)s.") % {"address": booking.contact.email}
    return {"heading": _("Today"), "text": text}


def _answer(booking: Booking) -> dict[str, str] | None:
    if booking.state != BookingState.PENDING or booking.expires_at is None:
        return None
    text = _("%(host)s says yes or no. If nobody answers, the place is given free and you hear from us.")
    heading = _("By %(day)s") % {"day": day_long(booking.expires_at)}
    return {"heading": heading, "text": text % _names(booking)}


def _preparation(booking: Booking) -> dict[str, str] | None:
    facts = facts_of(booking.occurrence.offer)
    return {"heading": _("Before the visit"), "text": facts.before} if facts and facts.before else None


def _the_day(booking: Booking) -> dict[str, str]:
    facts = facts_of(booking.occurrence.offer)
    heading = _("%(day)s at %(clock)s") % _names(booking)
    return {
        "heading": heading[:1].upper() + heading[1:],
        "text": (facts.bring if facts else "") or _("The visit itself."),
    }
