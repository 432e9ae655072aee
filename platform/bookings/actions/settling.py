"""Locking a date and letting the clock have its say first: every action begins here."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.audit import record
from bookings.line import head_of
from bookings.messages import tell_lapsed, tell_place_offered
from bookings.models import Booking, BookingState
from bookings.places import lock_all, settle, take
from bookings.rules import closing, place_offered_until
from offers.models import Occurrence, OccurrenceState, OfferState


def hold(occurrence_id: int, now: datetime) -> Occurrence:
    """Lock a date, end what the clock has ended on it, offer what that freed to who waits, and tell them."""
    return hold_all([occurrence_id], now)[occurrence_id]


def hold_all(occurrence_ids: Iterable[int], now: datetime) -> dict[int, Occurrence]:
    """The same for several dates, locked in ascending order."""
    held = lock_all(occurrence_ids, now)
    for occurrence in held.values():
        if occurrence.has_lapsed:
            _end_lapsed(occurrence, now)
        if occurrence.has_line:
            advance(occurrence, now)
    return held


def _end_lapsed(occurrence: Occurrence, now: datetime) -> None:
    for booking in settle(occurrence, now):
        record("lapsed", booking, by=None, organisation=occurrence.offer.host, before=booking.was)
        tell_lapsed(booking)
    occurrence.has_line = occurrence.has_line and closing(occurrence) > now  # else those who waited have lapsed too


class _ChangedMeanwhile(Exception):
    """While we waited for the locks, the booking came to need others."""


def hold_booking(booking: Booking, now: datetime, *, and_dates: Callable[[], Iterable[int]] = tuple) -> Booking:
    """The booking as it is now, with its locked and settled date; the other dates it needs are locked with it.

    Which dates those are is asked again once they are locked: where the answer has changed (somebody else moved the
    booking), the locks are let go and the right ones taken, so that the order of locking is always kept.
    """
    while (found := _held(booking, now, and_dates)) is None:
        booking.refresh_from_db(fields=["occurrence"])
    return found


def _held(booking: Booking, now: datetime, and_dates: Callable[[], Iterable[int]]) -> Booking | None:
    try:
        with transaction.atomic():
            held = hold_all([booking.occurrence_id, *and_dates()], now)
            found = Booking.objects.in_full().get(pk=booking.pk)
            if not {found.occurrence_id, *and_dates()} <= held.keys():
                raise _ChangedMeanwhile
    except _ChangedMeanwhile:
        return None
    found.occurrence = held[found.occurrence_id]
    return found


def advance(occurrence: Occurrence, now: datetime) -> list[Booking]:
    """Offer free places of a locked date to the head of the list, as long as the head fits; gives who was offered.

    Nobody is passed by: where the head needs more than is free, the places wait for it.
    """
    offered = []
    while _may_offer(occurrence, now) and (head := head_of(occurrence)) is not None:
        if head.places > occurrence.capacity - occurrence.taken:
            break
        offered.append(_offer_place(head, occurrence, now))
    return offered


def _may_offer(occurrence: Occurrence, now: datetime) -> bool:
    is_open = occurrence.state == OccurrenceState.OPEN and occurrence.offer.state == OfferState.OPEN
    return is_open and occurrence.taken < occurrence.capacity and closing(occurrence) > now


def _offer_place(booking: Booking, occurrence: Occurrence, now: datetime) -> Booking:
    take(occurrence, booking.places)
    booking.occurrence = occurrence
    booking.state, booking.expires_at = BookingState.OFFERED, place_offered_until(occurrence, now)
    booking.save(update_fields=["state", "expires_at"])
    occurrence.has_line = None
    record("offered place", booking, by=None, organisation=occurrence.offer.host)
    tell_place_offered(booking)
    return booking


def next_position(occurrence: Occurrence) -> int:
    """A new place at the back of a locked date's list."""
    Occurrence.objects.filter(pk=occurrence.pk).update(waitlist_seq=F("waitlist_seq") + 1)
    occurrence.waitlist_seq += 1
    return occurrence.waitlist_seq


def sweep(now: datetime | None = None) -> int:
    """Settle every date with something lapsed, a transaction each; gives how many dates that were."""
    moment = now or timezone.now()
    dates = Booking.objects.lapsed(moment).order_by("occurrence_id").values_list("occurrence_id", flat=True).distinct()
    for occurrence_id in (found := list(dates)):
        with transaction.atomic(durable=True):
            hold(occurrence_id, moment)
    return len(found)
