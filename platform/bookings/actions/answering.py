"""The host answers a request."""

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from bookings.messages import tell_confirmed, tell_declined, tell_expired
from bookings.models import Booking, BookingState
from bookings.places import give_back, lock, settle
from offers.models import Occurrence


class NotPending(Exception):
    """The request was answered, withdrawn or lapsed meanwhile; carries its state."""


def _pending(booking: Booking) -> tuple[Booking, Occurrence]:
    """The request and its date, locked and settled."""
    occurrence = lock(booking.occurrence_id)
    for lapsed in settle(occurrence, timezone.now()):
        tell_expired(lapsed)
    fresh = Booking.objects.select_related("school__organisation", "group", "contact").get(pk=booking.pk)
    fresh.occurrence = occurrence
    return fresh, occurrence


def confirm(*, booking: Booking, by: User) -> Booking:
    """Say yes; saying it twice changes nothing."""
    with transaction.atomic():
        held, _occurrence = _pending(booking)
        answered = held.state
        if answered == BookingState.PENDING:
            held.state, held.expires_at, held.answered_at = BookingState.CONFIRMED, None, timezone.now()
            held.save(update_fields=["state", "expires_at", "answered_at"])
            record("confirmed", held, by=by, organisation=held.occurrence.offer.host)
            tell_confirmed(held)
    if answered not in {BookingState.PENDING, BookingState.CONFIRMED}:
        raise NotPending(answered)
    return held


def decline(*, booking: Booking, reason: str, by: User) -> Booking:
    """Say no with a reason; the places are free again."""
    with transaction.atomic():
        held, occurrence = _pending(booking)
        answered = held.state
        if answered == BookingState.PENDING:
            held.state, held.expires_at, held.reason = BookingState.DECLINED, None, reason
            held.answered_at, held.ended_by = timezone.now(), "host"
            held.save(update_fields=["state", "expires_at", "reason", "answered_at", "ended_by"])
            give_back(occurrence, held.places)
            record("declined", held, by=by, organisation=occurrence.offer.host)
            tell_declined(held)
    if answered not in {BookingState.PENDING, BookingState.DECLINED}:
        raise NotPending(answered)
    return held
