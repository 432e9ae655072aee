"""The host answers a request."""

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from bookings.actions.moving import agree_to_move, refuse_to_move
from bookings.actions.settling import advance, hold_booking
from bookings.messages import tell_confirmed, tell_declined
from bookings.models import Booking, BookingState
from bookings.places import give_back, note_reason
from bookings.refusals import NotPending, ReasonMissing


def confirm(*, booking: Booking, by: User) -> Booking:
    """Say yes, to a wish to move too; saying it twice changes nothing."""
    if booking.moves is not None:
        return agree_to_move(booking=booking.moves, by=by)
    with transaction.atomic(durable=True):
        held = hold_booking(booking, timezone.now())
        is_open = held.state == BookingState.PENDING
        if is_open:
            _say_yes(held, by)
    if not is_open and held.state != BookingState.CONFIRMED:
        raise NotPending(held.state)
    return held


def _say_yes(booking: Booking, by: User) -> None:
    booking.state, booking.expires_at, booking.answered_at = BookingState.CONFIRMED, None, timezone.now()
    booking.save(update_fields=["state", "expires_at", "answered_at"])
    note_reason(booking.occurrence)
    record("confirmed", booking, by=by, organisation=booking.occurrence.offer.host)
    tell_confirmed(booking)


def decline(*, booking: Booking, reason: str, by: User) -> Booking:
    """Say no with a reason; the places are free again. Saying it twice changes nothing."""
    if not reason.strip():
        raise ReasonMissing
    if booking.moves is not None:
        return refuse_to_move(booking=booking.moves, reason=reason, by=by)
    with transaction.atomic(durable=True):
        held = hold_booking(booking, timezone.now())
        is_open = held.state == BookingState.PENDING
        if is_open:
            _say_no(held, reason.strip(), by)
            advance(held.occurrence, timezone.now())
    if not is_open and held.state != BookingState.DECLINED:
        raise NotPending(held.state)
    return held


def _say_no(booking: Booking, reason: str, by: User) -> None:
    booking.state, booking.expires_at, booking.reason = BookingState.DECLINED, None, reason
    booking.answered_at, booking.ended_by = timezone.now(), Booking.EndedBy.HOST
    booking.save(update_fields=["state", "expires_at", "reason", "answered_at", "ended_by"])
    give_back(booking.occurrence, booking.places)
    record("declined", booking, by=by, organisation=booking.occurrence.offer.host)
    tell_declined(booking)
