"""What happens on the day: who came, who did not, who is late. What was noted can be taken back the same day."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import Organisation, User
from bookings.actions.settling import hold_booking
from bookings.day_pass import ON_THE_DAY, closes_at, opens_at
from bookings.messages import tell_late, tell_no_show
from bookings.models import Booking, BookingState, Side
from bookings.refusals import AlreadyEnded, DayOver, NotToday, Refusal

NOTED = frozenset({BookingState.ATTENDED, BookingState.NO_SHOW})


def check_in(*, booking: Booking, pupils: int, by: User | None) -> Booking:
    """The teacher has scanned the host's code and says how many came; what the host has counted stands."""
    with transaction.atomic(durable=True):
        now = timezone.now()
        held = hold_booking(booking, now)
        refused = _not_on_its_day(held, now)
        if refused is None and held.state == BookingState.CONFIRMED:
            _attended(held, pupils, now)
            record("checked in", held, by=by, organisation=held.school.organisation, pupils=pupils)
    return _unless(refused, held)


def note_attended(*, booking: Booking, pupils: int, by: User | None) -> Booking:
    """The host says how many pupils came; saying it again with another number corrects it."""
    with transaction.atomic(durable=True):
        now = timezone.now()
        held = hold_booking(booking, now)
        refused = _not_on_its_day(held, now)
        if refused is None and (held.state, held.attended_pupils) != (BookingState.ATTENDED, pupils):
            _attended(held, pupils, now)
            record("noted who came", held, by=by, organisation=_host(held), pupils=pupils)
    return _unless(refused, held)


def note_no_show(*, booking: Booking, by: User | None) -> Booking:
    """The host says that nobody came, once the visit should have begun; the teacher is told."""
    with transaction.atomic(durable=True):
        now = timezone.now()
        held = hold_booking(booking, now)
        refused = _not_on_its_day(held, now) or (NotToday() if now < held.occurrence.starts_at else None)
        if refused is None and held.state != BookingState.NO_SHOW:
            _write(held, BookingState.NO_SHOW, pupils=None, arrived_at=None)
            record("noted that nobody came", held, by=by, organisation=_host(held))
            tell_no_show(held)
    return _unless(refused, held)


def take_back_attendance(*, booking: Booking, by: User | None) -> Booking:
    """What was noted was wrong: the visit is agreed again, on its own day only."""
    with transaction.atomic(durable=True):
        now = timezone.now()
        held = hold_booking(booking, now)
        refused = DayOver() if _is_past(held, now) else None
        if refused is None and held.state in NOTED:
            before = held.state
            _write(held, BookingState.CONFIRMED, pupils=None, arrived_at=None)
            record("took back who came", held, by=by, organisation=_host(held), before=before)
    return _unless(refused, held)


def say_late(*, booking: Booking, side: Side, minutes: int, note: str, by: User | None) -> Booking:
    """One side is late: the other is told at once, and sees it on its page of the day."""
    with transaction.atomic(durable=True):
        now = timezone.now()
        held = hold_booking(booking, now)
        refused = _not_coming(held, now)
        if refused is None:
            held.late_note, held.late_at = note.strip(), now
            held.save(update_fields=["late_note", "late_at"])
            organisation = _host(held) if side == Side.HOST else held.school.organisation
            record("is late", held, by=by, organisation=organisation, side=side, minutes=minutes)
            tell_late(held, side, minutes)
    return _unless(refused, held)


def _host(booking: Booking) -> Organisation:
    return booking.occurrence.offer.host


def _unless(refused: Refusal | None, booking: Booking) -> Booking:
    """What the clock has ended stays ended; then the rule says no."""
    if refused is not None:
        raise refused
    return booking


def _not_on_its_day(booking: Booking, now: datetime) -> Refusal | None:
    if booking.state not in ON_THE_DAY:
        return AlreadyEnded(booking.state)
    day = timezone.localtime(booking.occurrence.starts_at).date()
    return NotToday() if now < timezone.make_aware(datetime.combine(day, time.min)) else None


def _not_coming(booking: Booking, now: datetime) -> Refusal | None:
    if booking.state != BookingState.CONFIRMED:
        return AlreadyEnded(booking.state)
    return None if opens_at(booking.occurrence) <= now < booking.occurrence.ends_at else NotToday()


def _is_past(booking: Booking, now: datetime) -> bool:
    last = max(booking.occurrence.ends_at, closes_at(booking.occurrence))
    return timezone.localtime(now).date() > timezone.localtime(last).date()


def _attended(booking: Booking, pupils: int, now: datetime) -> None:
    """When they arrived is known only to who says so on the day."""
    arrived_at = booking.arrived_at or (now if now < closes_at(booking.occurrence) else None)
    _write(booking, BookingState.ATTENDED, pupils=pupils, arrived_at=arrived_at)


def _write(booking: Booking, state: BookingState, *, pupils: int | None, arrived_at: datetime | None) -> None:
    booking.state, booking.attended_pupils, booking.arrived_at = state, pupils, arrived_at
    booking.save(update_fields=["state", "attended_pupils", "arrived_at"])
