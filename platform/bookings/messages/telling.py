"""Who is told what: outbox rows in the transaction of the change, each in its reader's language."""

from typing import Any

from accounts.models import Membership, User
from accounts.models.membership import COMPANY_ROLES
from bookings.calendars import calendar_for
from bookings.messages.facts import facts_for_host, facts_for_teacher
from bookings.models import Booking
from bookings.where import contact_of
from outbox.actions import post

REQUEST, CANCEL = "REQUEST", "CANCEL"


def tell_requested(booking: Booking) -> None:
    """The host is asked, the teacher has it in writing."""
    _tell_hosts("booking_requested", booking)
    _tell_teacher("booking_received", booking)


def tell_confirmed(booking: Booking) -> None:
    """Both sides get the visit into their calendars."""
    _tell_teacher("booking_confirmed", booking, method=REQUEST)
    _tell_hosts("booking_agreed", booking, method=REQUEST)


def tell_declined(booking: Booking) -> None:
    """The teacher reads why, and where to look instead."""
    _tell_teacher("booking_declined", booking)


def tell_cancelled(booking: Booking, *, was_agreed: bool) -> None:
    """Both sides are told, and a visit that was agreed leaves their calendars."""
    method = CANCEL if was_agreed else ""
    by_host = booking.ended_by == Booking.EndedBy.HOST
    _tell_teacher("booking_cancelled_by_host" if by_host else "booking_cancelled", booking, method=method)
    _tell_hosts("booking_cancelled_for_host" if by_host else "booking_cancelled_by_school", booking, method=method)


def tell_expired(booking: Booking) -> None:
    """Nobody answered in time: the teacher looks elsewhere, the host knows."""
    _tell_teacher("booking_expired", booking)
    _tell_hosts("booking_expired_for_host", booking)


def _tell_teacher(kind: str, booking: Booking, *, method: str = "") -> None:
    teacher = booking.contact
    if teacher is not None and teacher.is_active:
        answers_to = contact_of(booking.occurrence.offer)[2]
        _post(kind, booking, teacher, facts_for_teacher(booking, teacher), method=method, reply_to=answers_to)


def _tell_hosts(kind: str, booking: Booking, *, method: str = "") -> None:
    answers_to = booking.contact.email if booking.contact else ""
    for person in _hosts(booking):
        _post(kind, booking, person, facts_for_host(booking, person), method=method, reply_to=answers_to)


def _hosts(booking: Booking) -> list[User]:
    """Everybody who works for the company here."""
    rows = Membership.objects.active().filter(organisation=booking.occurrence.offer.host_id, role__in=COMPANY_ROLES)
    return [row.person for row in rows.select_related("person").order_by("pk") if row.person]


def _post(kind: str, booking: Booking, to: User, facts: dict[str, Any], *, method: str, reply_to: str) -> None:
    entry = calendar_for(booking, language=to.language, attendee=to.email, method=method) if method else ""
    post(
        kind=kind,
        to=to,
        payload=facts,
        dedupe_key=f"{kind}-{booking.pk}-{to.pk}-{booking.sequence}",
        reply_to=reply_to,
        calendar=entry,
        calendar_method=method,
    )
