"""Cancelling: by the school, by the host, or a whole date for everybody who had asked for it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from bookings.actions.settling import advance, hold_all, hold_booking
from bookings.messages import tell_cancelled, tell_move_refused
from bookings.models import Booking, BookingState
from bookings.models.booking import CANCELLABLE, HOLDING_PLACES, BookingQuerySet
from bookings.places import give_back, lock
from bookings.refusals import AlreadyBegun, AlreadyEnded, LinkOver, ReasonMissing, Refusal
from bookings.rules import free_until
from offers.models import Occurrence, OccurrenceState
from offers.resources import release

SCHOOL, HOST = Booking.EndedBy.SCHOOL, Booking.EndedBy.HOST


def cancel_by_school(*, booking: Booking, by: User, reason: str = "") -> Booking:
    """Cancel for the class: late too, until the visit begins, for a class that cannot come should say so."""
    return _cancel(booking, side=SCHOOL, reason=reason.strip(), by=by)


def cancel_by_link(*, booking: Booking, reason: str = "") -> Booking:
    """Cancel for the class with the link in a mail, which works while cancelling is free."""
    return _cancel(booking, side=SCHOOL, reason=reason.strip(), by=None)


def cancel_by_host(*, booking: Booking, reason: str, by: User) -> Booking:
    """Cancel one class's visit with a reason; both sides are told."""
    if not reason.strip():
        raise ReasonMissing
    return _cancel(booking, side=HOST, reason=reason.strip(), by=by)


def _cancel(booking: Booking, *, side: str, reason: str, by: User | None) -> Booking:
    with transaction.atomic(durable=True):
        now = timezone.now()
        held = hold_booking(booking, now, and_dates=lambda: _wished([booking.pk]))
        refused = _why_not(held, now, by_link=by is None)
        if refused is None:
            _end(held, side=side, reason=reason, by=by)
            advance(held.occurrence, now)
    if refused is not None:
        raise refused
    return held


def _wished(bookings: "Iterable[int] | BookingQuerySet") -> list[int]:
    """The dates these bookings would like to move to."""
    wishes = Booking.objects.filter(moves__in=bookings, state=BookingState.PENDING)
    return list(wishes.values_list("occurrence_id", flat=True))


def _end_move_of(booking: Booking) -> None:
    """A cancelled booking moves nowhere: the place held for it is free."""
    for wish in Booking.objects.filter(moves=booking, state=BookingState.PENDING):
        occurrence = lock(wish.occurrence_id, timezone.now())
        give_back(occurrence, wish.places)
        wish.delete()
        advance(occurrence, timezone.now())


def _why_not(booking: Booking, now: datetime, *, by_link: bool) -> Refusal | None:
    if booking.state not in CANCELLABLE:
        return AlreadyEnded(booking.state)
    if booking.occurrence.starts_at <= now:
        return AlreadyBegun()
    return LinkOver() if by_link and free_until(booking.occurrence) <= now else None


def _end(booking: Booking, *, side: str, reason: str, by: User | None) -> None:
    before, host = booking.state, booking.occurrence.offer.host
    booking.state, booking.ended_by, booking.reason = BookingState.CANCELLED, side, reason
    booking.expires_at, booking.sequence = None, booking.sequence + 1
    booking.save(update_fields=["state", "ended_by", "reason", "expires_at", "sequence"])
    if before in HOLDING_PLACES:
        give_back(booking.occurrence, booking.places)
    _end_move_of(booking)
    organisation = booking.school.organisation if side == SCHOOL else host
    record("cancelled", booking, by=by, organisation=organisation, side=side, before=before)
    if booking.moves is not None:
        tell_move_refused(booking.moves, booking)
        return
    tell_cancelled(booking, was_agreed=before == BookingState.CONFIRMED)


def cancel_occurrence(*, occurrence: Occurrence, reason: str, by: User) -> list[Booking]:
    """Call a whole date off with a reason; everybody who had asked for it is told. Doing it twice changes nothing."""
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic(durable=True):
        now = timezone.now()
        held = hold_all([occurrence.pk, *_wished(Booking.objects.of_date(occurrence))], now)[occurrence.pk]
        if held.state == OccurrenceState.CANCELLED:
            return []
        if held.starts_at <= now:
            raise AlreadyBegun
        return _call_off(held, reason.strip(), by)


def _call_off(occurrence: Occurrence, reason: str, by: User) -> list[Booking]:
    ended = list(Booking.objects.of_date(occurrence).taking_part().in_full().order_by("pk"))
    for booking in ended:
        booking.occurrence = occurrence
        _end(booking, side=HOST, reason=reason, by=by)
    occurrence.state, occurrence.cancel_reason = OccurrenceState.CANCELLED, reason
    occurrence.version += 1
    occurrence.save(update_fields=["state", "cancel_reason", "version"])
    release(occurrence)
    record("cancelled date", occurrence, by=by, organisation=occurrence.offer.host, bookings=len(ended))
    return ended
