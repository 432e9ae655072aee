"""Who is told what: outbox rows in the transaction of the change, each in its reader's language."""

from datetime import datetime
from typing import Any

from accounts.models import Membership, User
from accounts.models.membership import COMPANY_ROLES
from bookings.calendars import calendar_for
from bookings.messages.facts import facts_for_host, facts_for_teacher
from bookings.models import Booking, BookingState
from bookings.models.booking import HOLDING_PLACES
from bookings.where import contact_of
from offers.models import Occurrence
from outbox.actions import letter, post_all
from outbox.models import Message

REQUEST, CANCEL = "REQUEST", "CANCEL"


def tell_requested(booking: Booking) -> None:
    """The host is asked, the teacher has it in writing."""
    post_all([*_to_hosts("booking_requested", booking), *_to_teacher("booking_received", booking)])


def tell_confirmed(booking: Booking) -> None:
    """Both sides get the visit into their calendars."""
    to_teacher = _to_teacher("booking_confirmed", booking, method=REQUEST)
    post_all([*to_teacher, *_to_hosts("booking_agreed", booking, method=REQUEST)])


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


def tell_lapsed(booking: Booking) -> None:
    """What the clock has ended, told by what it was: a request, a place offered, a place in line, a wish to move."""
    if booking.moves is not None:
        tell_move_refused(booking.moves, booking)
    elif booking.was == BookingState.WAITLISTED:
        _tell_teacher("booking_line_closed", booking)
    elif booking.was == BookingState.OFFERED:
        _tell_teacher("booking_place_lapsed", booking)
    else:
        tell_expired(booking)


def tell_waiting(booking: Booking) -> None:
    """The class stands in line."""
    _tell_teacher("booking_waiting", booking)


def tell_place_offered(booking: Booking) -> None:
    """The head of the line is asked, with a deadline."""
    _tell_teacher("booking_place_offered", booking)


def tell_moved(booking: Booking, before: Occurrence) -> None:
    """Both sides read the old and the new time, and their calendars follow."""
    method = REQUEST if booking.state == BookingState.CONFIRMED else ""
    was = {"was": before.starts_at.isoformat()}
    _tell_teacher("booking_moved", booking, method=method, **was)
    _tell_hosts("booking_moved_for_host", booking, method=method, **was)


def tell_move_asked(booking: Booking, wish: Booking) -> None:
    """The side that did not ask answers; the other has it in writing at its desk."""
    asked: dict[str, Any] = {
        "wanted": wish.occurrence.starts_at.isoformat(),
        "answer_by": _iso(wish.expires_at),
        "about": wish.pk,
    }
    if wish.asked_by == Booking.EndedBy.HOST:
        _tell_teacher("booking_move_asked", booking, **asked)
    else:
        _tell_hosts("booking_move_asked_of_host", booking, **asked)


def tell_move_refused(booking: Booking, wish: Booking) -> None:
    """Who asked to move hears that the visit stands where it was."""
    facts: dict[str, Any] = {"wanted": wish.occurrence.starts_at.isoformat(), "reason": wish.reason, "about": wish.pk}
    if wish.asked_by == Booking.EndedBy.HOST:
        _tell_hosts("booking_not_moved_for_host", booking, **facts)
    else:
        _tell_teacher("booking_not_moved", booking, **facts)


def tell_handed_over(booking: Booking, before: User | None) -> None:
    """The new teacher, the one before, and the host."""
    method = REQUEST if booking.state == BookingState.CONFIRMED else ""
    _tell_teacher("booking_handed_to_you", booking, method=method)
    _tell_hosts("booking_new_contact", booking, method=method)
    if before is not None and before.is_active and before != booking.contact:
        facts = {**facts_for_teacher(booking, before), "by": str(booking.contact)}
        cancel = CANCEL if method else ""
        post_all([_letter("booking_handed_on", booking, before, facts, method=cancel, reply_to="")])


def tell_size_changed(booking: Booking, by: User) -> None:
    """The host plans for another number; the teacher too, when somebody else changed it."""
    method = REQUEST if booking.state == BookingState.CONFIRMED else ""
    if booking.state in HOLDING_PLACES:
        _tell_hosts("booking_size_changed", booking, method=method)
    if booking.contact_id != by.pk:
        _tell_teacher("booking_size_changed_for_teacher", booking, method=method)


def tell_date_moved(booking: Booking, before: datetime, reason: str) -> None:
    """The host has moved the whole date: the teacher may cancel free of charge until it begins."""
    method = REQUEST if booking.state == BookingState.CONFIRMED else ""
    facts = {"was": before.isoformat(), "reason": reason}
    _tell_teacher("booking_date_moved", booking, method=method, **facts)
    _tell_hosts("booking_moved_for_host", booking, method=method, **facts)


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _tell_teacher(kind: str, booking: Booking, **more: Any) -> None:
    post_all(_to_teacher(kind, booking, **more))


def _tell_hosts(kind: str, booking: Booking, **more: Any) -> None:
    post_all(_to_hosts(kind, booking, **more))


def _to_teacher(kind: str, booking: Booking, *, method: str = "", **more: Any) -> list[Message]:
    teacher = booking.contact
    if teacher is None or not teacher.is_active:
        return []
    answers_to = contact_of(booking.occurrence.offer)[2]
    facts = {**facts_for_teacher(booking, teacher), **more}
    return [_letter(kind, booking, teacher, facts, method=method, reply_to=answers_to)]


def _to_hosts(kind: str, booking: Booking, *, method: str = "", **more: Any) -> list[Message]:
    answers_to = booking.contact.email if booking.contact else ""
    each = [(person, {**facts_for_host(booking, person), **more}) for person in hosts_of(booking)]
    return [_letter(kind, booking, person, facts, method=method, reply_to=answers_to) for person, facts in each]


def hosts_of(booking: Booking) -> list[User]:
    """Everybody who works for the company here."""
    rows = Membership.objects.active().filter(organisation=booking.occurrence.offer.host_id, role__in=COMPANY_ROLES)
    return [row.person for row in rows.select_related("person").order_by("pk") if row.person]


def _letter(kind: str, booking: Booking, to: User, facts: dict[str, Any], *, method: str, reply_to: str) -> Message:
    entry = calendar_for(booking, language=to.language, attendee=to.email, method=method) if method else ""
    return letter(
        kind=kind,
        to=to,
        payload=facts,
        dedupe_key=f"{kind}-{booking.pk}-{to.pk}-{facts.get('about', booking.sequence)}",
        reply_to=reply_to,
        calendar=entry,
        calendar_method=method,
    )


tell_teacher, tell_hosts = _tell_teacher, _tell_hosts  # for the other files that tell of a booking
