"""What a host does with a date that classes have asked for: move it, change its places; everybody is told."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from bookings.actions.settling import advance, hold
from bookings.messages import tell_date_moved
from bookings.models import Booking
from bookings.refusals import AlreadyBegun, OccurrenceCancelled, ReasonMissing
from bookings.rules import refuse_closed_day
from offers.actions.dates import AlreadyThere, EndsTooEarly, FewerThanTaken, InThePast
from offers.models import Occurrence, OccurrenceState
from offers.resources import move_uses
from offers.terms import closes_at
from schools.models import School


def move_occurrence(
    *, occurrence: Occurrence, starts_at: datetime, ends_at: datetime, reason: str, by: User
) -> list[Booking]:
    """Move a date with everybody on it, the waiting list too; all are told and may cancel free of charge until then.

    Gives the bookings that were told. Raises the errors of adding a date, and ResourceTaken.
    """
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic(durable=True):
        held = hold(occurrence.pk, timezone.now())
        _refuse_over(held)
        _refuse_time(held, starts_at, ends_at)
        _refuse_closed_schools(held, starts_at)
        before = held.starts_at
        held.moved_from, held.starts_at, held.ends_at = before, starts_at, ends_at
        held.closes_at, held.cancel_by = closes_at(held.offer, starts_at), starts_at
        held.version += 1
        held.save(update_fields=["moved_from", "starts_at", "ends_at", "closes_at", "cancel_by", "version"])
        move_uses(held)
        return _tell_all(held, before, reason.strip(), by)


def _refuse_over(occurrence: Occurrence) -> None:
    if occurrence.state == OccurrenceState.CANCELLED:
        raise OccurrenceCancelled
    if occurrence.starts_at <= timezone.now():
        raise AlreadyBegun


def _refuse_time(occurrence: Occurrence, starts_at: datetime, ends_at: datetime) -> None:
    if starts_at <= timezone.now():
        raise InThePast
    if ends_at <= starts_at:
        raise EndsTooEarly
    same = Occurrence.objects.filter(offer=occurrence.offer_id, starts_at=starts_at).standing()
    if same.exclude(pk=occurrence.pk).exists():
        raise AlreadyThere


def _refuse_closed_schools(occurrence: Occurrence, starts_at: datetime) -> None:
    """No class is moved onto a day on which its school has said that nobody goes anywhere."""
    for school in School.objects.filter(bookings__in=Booking.objects.of_date(occurrence).taking_part()).distinct():
        refuse_closed_day(starts_at, school)


def _tell_all(occurrence: Occurrence, before: datetime, reason: str, by: User) -> list[Booking]:
    told = list(Booking.objects.of_date(occurrence).taking_part().in_full().order_by("pk"))
    for booking in told:
        booking.occurrence, booking.sequence = occurrence, booking.sequence + 1
        if booking.expires_at is not None:  # nobody answers after the visit
            booking.expires_at = min(booking.expires_at, occurrence.starts_at)
        booking.save(update_fields=["sequence", "expires_at"])
        record("date moved", booking, by=by, organisation=occurrence.offer.host, before=before.isoformat())
        tell_date_moved(booking, before, reason)
    record("moved date", occurrence, by=by, organisation=occurrence.offer.host, bookings=len(told))
    return told


def change_capacity(*, occurrence: Occurrence, capacity: int, by: User, note: str | None = None) -> list[Booking]:
    """More or fewer places; never fewer than are taken (FewerThanTaken). Gives who was offered a place by it.

    `note` is what the class should know of the date; None leaves it as it is.
    """
    with transaction.atomic(durable=True):
        now = timezone.now()
        held = hold(occurrence.pk, now)
        _refuse_over(held)
        too_few = capacity < held.taken
        if not too_few:
            before, held.capacity = held.capacity, capacity
            held.note = held.note if note is None else note
            held.version += 1
            held.save(update_fields=["capacity", "note", "version"])
            record("changed places", held, by=by, organisation=held.offer.host, before=before, capacity=capacity)
            offered = advance(held, now)
    if too_few:
        raise FewerThanTaken(held.taken)
    return offered
