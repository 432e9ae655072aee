"""The waiting list: joining, taking or declining an offered place, leaving."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from bookings.actions.requesting import ClassFacts, Submission, queue_up, same_as_before
from bookings.actions.settling import advance, hold_all, hold_booking
from bookings.line import siblings_of
from bookings.messages import tell_confirmed, tell_requested
from bookings.models import Booking, BookingState
from bookings.places import give_back
from bookings.refusals import NotBookable, NotWaiting
from bookings.rules import answer_by
from offers.models import Occurrence
from schools.models import School


def join_waiting_list(
    *,
    occurrence_ids: Sequence[int],
    school: School,
    facts: ClassFacts,
    idempotency_key: UUID,
    by: User,
    contact: User | None = None,
) -> list[Booking]:
    """Put a class at the back of the lists of the dates that suit it; the first place ends the other entries.

    All or none; the same key with the same answers gives the entries that exist. Raises a subclass of NotBookable.
    """
    dates = list(dict.fromkeys(occurrence_ids))
    with transaction.atomic(durable=True):
        held = hold_all(dates, timezone.now())
        key = uuid5(idempotency_key, "dates") if len(dates) > 1 else None
        submission = Submission(school=school, facts=facts, key=idempotency_key, by=by, contact=contact, queue_key=key)
        outcome = _join_all([held[pk] for pk in dates], submission)
    if isinstance(outcome, NotBookable):
        raise outcome
    return outcome


def _join_all(occurrences: list[Occurrence], submission: Submission) -> list[Booking] | NotBookable:
    try:
        with transaction.atomic():
            return [_join(occurrence, submission) for occurrence in occurrences]
    except NotBookable as refusal:
        return refusal


def _join(occurrence: Occurrence, submission: Submission) -> Booking:
    own = submission.for_date(occurrence.pk)
    before = Booking.objects.filter(idempotency_key=own.key).first()
    if before is not None:
        return same_as_before(before, own.fingerprint(occurrence.pk))
    booking = queue_up(occurrence, own, timezone.now())
    advance(occurrence, timezone.now())
    booking.refresh_from_db()
    return booking


def accept_place(*, booking: Booking, by: User | None) -> Booking:
    """Take the offered place: agreed at once, or asked for where the host answers. Doing it twice changes nothing."""
    with transaction.atomic(durable=True):
        now = timezone.now()
        others = siblings_of(booking).values_list("occurrence_id", flat=True)
        held = hold_booking(booking, now, and_dates=others.all)
        is_open = held.state == BookingState.OFFERED
        if is_open:
            _take_it(held, now, by)
            _end_siblings(held, now, by)
    if not is_open and held.state not in {BookingState.PENDING, BookingState.CONFIRMED}:
        raise NotWaiting(held.state)
    return held


def _take_it(booking: Booking, now: datetime, by: User | None) -> None:
    waits = booking.occurrence.offer.approval_required
    booking.state = BookingState.PENDING if waits else BookingState.CONFIRMED
    booking.expires_at = answer_by(booking.occurrence, now) if waits else None
    booking.answered_at = None if waits else now
    booking.save(update_fields=["state", "expires_at", "answered_at"])
    record("took place", booking, by=by, organisation=booking.school.organisation)
    (tell_requested if waits else tell_confirmed)(booking)


def _end_siblings(booking: Booking, now: datetime, by: User | None) -> None:
    """One wish, one visit: leave the other dates' lists, and free what was offered there."""
    for other in siblings_of(booking).in_full():
        _leave(other, now, by, why="place on another date")


def decline_place(*, booking: Booking, by: User | None) -> Booking:
    """Say no to the offered place; the next in line is asked. Doing it twice changes nothing."""
    return _leave_if(booking, {BookingState.OFFERED}, by)


def leave_waiting_list(*, booking: Booking, by: User | None) -> Booking:
    """Leave the list, or the place offered; who comes back stands at the back. Doing it twice changes nothing."""
    return _leave_if(booking, {BookingState.OFFERED, BookingState.WAITLISTED}, by)


def _leave_if(booking: Booking, states: set[BookingState], by: User | None) -> Booking:
    with transaction.atomic(durable=True):
        now = timezone.now()
        held = hold_booking(booking, now)
        is_open = held.state in states
        if is_open:
            _leave(held, now, by)
    if not is_open and held.state != BookingState.CANCELLED:
        raise NotWaiting(held.state)
    return held


def _leave(booking: Booking, now: datetime, by: User | None, *, why: str = "") -> None:
    before, occurrence = booking.state, booking.occurrence
    booking.state, booking.ended_by, booking.expires_at = BookingState.CANCELLED, Booking.EndedBy.SCHOOL, None
    booking.save(update_fields=["state", "ended_by", "expires_at"])
    facts = {"before": before, "why": why} if why else {"before": before}
    record("left waiting list", booking, by=by, organisation=booking.school.organisation, **facts)
    if before == BookingState.OFFERED:
        give_back(occurrence, booking.places)
    advance(occurrence, now)  # who stood in front and needed more than was free keeps nobody waiting any longer
