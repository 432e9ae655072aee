"""Changing who comes and who looks after it, inside the capacity of the date."""

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from bookings.actions.requesting import refuse_jumping_the_line
from bookings.actions.settling import advance, hold_booking
from bookings.messages import tell_handed_over, tell_size_changed
from bookings.models import Booking, BookingState
from bookings.models.booking import CANCELLABLE, HOLDING_PLACES
from bookings.places import give_back, places_for, take
from bookings.refusals import AlreadyBegun, AlreadyEnded, NotAColleague, NotBookable, Refusal, TooLargeForDate
from bookings.rules import refuse_adults, refuse_pupils, schools_to_book_for


def change_group_size(*, booking: Booking, pupils: int, adults: int, by: User) -> Booking:
    """Another number of pupils or adults; more pupils only while there is room that nobody waits for."""
    with transaction.atomic(durable=True):
        now = timezone.now()
        held = hold_booking(booking, now)
        refused = _why_not_changed(held)
        outcome = refused or _resize(held, pupils, adults, by)
        if outcome is None:
            advance(held.occurrence, now)
    if outcome is not None:
        raise outcome
    return held


def _why_not_changed(booking: Booking) -> Refusal | None:
    if booking.state not in CANCELLABLE:
        return AlreadyEnded(booking.state)
    return AlreadyBegun() if booking.occurrence.starts_at <= timezone.now() else None


def _resize(booking: Booking, pupils: int, adults: int, by: User) -> NotBookable | None:
    try:
        with transaction.atomic():
            refuse_pupils(booking.occurrence.offer, pupils)
            refuse_adults(booking.occurrence.offer, adults, pupils=pupils)
            _change_places(booking, places_for(booking.occurrence, pupils))
            _write_size(booking, pupils, adults, by)
    except NotBookable as refusal:
        booking.occurrence.refresh_from_db(fields=["taken", "version"])
        return refusal
    return None


def _change_places(booking: Booking, places: int) -> None:
    more = places - booking.places
    if booking.state == BookingState.WAITLISTED and places > booking.occurrence.capacity:
        raise TooLargeForDate(booking.occurrence.capacity)
    if booking.state in HOLDING_PLACES and more > 0:
        refuse_jumping_the_line(booking.occurrence)
        take(booking.occurrence, more)
    if booking.state in HOLDING_PLACES and more < 0:
        give_back(booking.occurrence, -more)
    booking.places = places


def _write_size(booking: Booking, pupils: int, adults: int, by: User) -> None:
    before = booking.pupils
    booking.pupils, booking.adults, booking.sequence = pupils, adults, booking.sequence + 1
    booking.save(update_fields=["pupils", "adults", "places", "sequence"])
    facts = {"before": before, "pupils": pupils, "adults": adults}
    record("changed group size", booking, by=by, organisation=booking.school.organisation, **facts)
    tell_size_changed(booking, by)


def hand_over(*, booking: Booking, to: User, by: User) -> Booking:
    """Another colleague looks after the visit: it belongs to the class. Both are told, and the host."""
    with transaction.atomic(durable=True):
        held = hold_booking(booking, timezone.now())
        refused: Refusal | None = _why_not_changed(held)
        if refused is None and held.school not in schools_to_book_for(to):
            refused = NotAColleague()
        if refused is None and held.contact_id != to.pk:
            _give(held, to, by)
    if refused is not None:
        raise refused
    return held


def _give(booking: Booking, to: User, by: User) -> None:
    before = booking.contact
    booking.contact, booking.contact_phone = to, to.phone or booking.contact_phone
    booking.sequence += 1
    booking.save(update_fields=["contact", "contact_phone", "sequence"])
    record("handed over", booking, by=by, organisation=booking.school.organisation, to=to.pk)
    tell_handed_over(booking, before)
