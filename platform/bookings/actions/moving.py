"""A booking moves to another time: the new place is taken before the old one is freed.

Where the other side has to agree, a booking of its own holds the new place meanwhile (`Booking.moves`).
"""

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from bookings.actions.requesting import refuse_jumping_the_line, unused_reference
from bookings.actions.settling import advance, hold_booking
from bookings.messages import tell_move_asked, tell_move_refused, tell_moved
from bookings.models import Booking, BookingState
from bookings.places import give_back, places_for, take
from bookings.refusals import AlreadyBegun, MoveUnderWay, NotBookable, NotMovable, NotPending, ReasonMissing
from bookings.rules import answer_by, refuse_closed_school, refuse_date, refuse_twice
from offers.models import Occurrence

SCHOOL, HOST = Booking.EndedBy.SCHOOL, Booking.EndedBy.HOST
MOVABLE = frozenset({BookingState.PENDING, BookingState.CONFIRMED})


def move_booking(*, booking: Booking, occurrence_id: int, by: User, as_host: bool = False) -> Booking:
    """Move to another date of the same offer, or ask the other side to agree.

    A teacher's wish is settled at once where the offer needs no approval, or where the host has not answered yet;
    a host's is always put to the school. Gives the booking, moved or not: `replacement` tells a wish under way.
    """
    with transaction.atomic(durable=True):
        now = timezone.now()
        held = hold_booking(booking, now, and_dates=lambda: [occurrence_id])
        target = Occurrence.objects.select_related("offer__host__municipality").get(pk=occurrence_id)
        outcome = _decide(held, target, now, by=by, as_host=as_host)
    if isinstance(outcome, (NotBookable, NotMovable, MoveUnderWay, AlreadyBegun)):
        raise outcome
    return outcome


def _decide(
    booking: Booking, target: Occurrence, now: datetime, *, by: User, as_host: bool
) -> Booking | NotBookable | NotMovable | MoveUnderWay | AlreadyBegun:
    try:
        with transaction.atomic():
            _refuse(booking, target, now)
            take(target, places_for(target, booking.pupils))
            must_ask = as_host or (target.offer.approval_required and booking.state == BookingState.CONFIRMED)
            if must_ask:
                _ask(booking, target, now, by=by, as_host=as_host)
            else:
                _go(booking, target, now, by=by)
            return booking
    except (NotBookable, NotMovable, MoveUnderWay, AlreadyBegun) as refusal:
        return refusal


def _refuse(booking: Booking, target: Occurrence, now: datetime) -> None:
    if booking.state not in MOVABLE or booking.moves_id or target.offer_id != booking.occurrence.offer_id:
        raise NotMovable
    if target.pk == booking.occurrence_id:
        raise NotMovable
    if booking.occurrence.starts_at <= now:
        raise AlreadyBegun
    if Booking.objects.filter(moves=booking, state=BookingState.PENDING).exists():
        raise MoveUnderWay
    refuse_date(target, now)
    refuse_closed_school(target, booking.school)
    refuse_twice(target, booking.group)
    refuse_jumping_the_line(target)


def _ask(booking: Booking, target: Occurrence, now: datetime, *, by: User, as_host: bool) -> None:
    Booking.objects.filter(moves=booking).delete()  # an earlier wish that came to nothing
    wish = Booking.objects.create(
        reference=unused_reference(),
        occurrence=target,
        school=booking.school,
        group=booking.group,
        state=BookingState.PENDING,
        places=places_for(target, booking.pupils),
        pupils=booking.pupils,
        adults=booking.adults,
        needs=booking.needs,
        contact=booking.contact,
        contact_phone=booking.contact_phone,
        idempotency_key=uuid4(),
        submission="",
        expires_at=answer_by(target, now),
        moves=booking,
        asked_by=HOST if as_host else SCHOOL,
    )
    organisation = booking.occurrence.offer.host if as_host else booking.school.organisation
    record("asked to move", booking, by=by, organisation=organisation, to=target.pk)
    tell_move_asked(booking, wish)


def _go(booking: Booking, target: Occurrence, now: datetime, *, by: User | None) -> None:
    """The new place is taken already; now the old one is freed."""
    old = booking.occurrence
    give_back(old, booking.places)
    booking.occurrence, booking.places = target, places_for(target, booking.pupils)
    booking.position = None  # where it once stood in line was the old date's
    booking.sequence += 1
    if booking.state == BookingState.PENDING:
        booking.expires_at = answer_by(target, now)
    booking.save(update_fields=["occurrence", "places", "position", "sequence", "expires_at"])
    record("moved", booking, by=by, organisation=booking.school.organisation, before=old.pk, to=target.pk)
    tell_moved(booking, old)
    advance(old, now)


def agree_to_move(*, booking: Booking, by: User) -> Booking:
    """The other side says yes to the wish of `booking`; doing it twice changes nothing."""
    with transaction.atomic(durable=True):
        now = timezone.now()
        held, wish = _held_with_wish(booking, now)
        if wish is not None:
            target = wish.occurrence
            wish.delete()  # its place goes to the booking itself
            _go(held, target, now, by=by)
    if wish is None:
        raise NotPending(held.state)
    return held


def refuse_to_move(*, booking: Booking, reason: str, by: User) -> Booking:
    """The other side says no with a reason; the booking stands where it is."""
    if not reason.strip():
        raise ReasonMissing
    return _end_wish(booking, BookingState.DECLINED, reason=reason.strip(), by=by)


def withdraw_move(*, booking: Booking, by: User) -> Booking:
    """Who asked thinks better of it."""
    return _end_wish(booking, BookingState.CANCELLED, reason="", by=by)


def _end_wish(booking: Booking, state: BookingState, *, reason: str, by: User) -> Booking:
    with transaction.atomic(durable=True):
        now = timezone.now()
        held, wish = _held_with_wish(booking, now)
        if wish is not None:
            give_back(wish.occurrence, wish.places)
            wish.state, wish.reason, wish.expires_at = state, reason, None
            wish.save(update_fields=["state", "reason", "expires_at"])
            record("did not move", held, by=by, organisation=held.school.organisation, state=str(state))
            if state == BookingState.DECLINED:
                tell_move_refused(held, wish)
            advance(wish.occurrence, now)
    if wish is None:
        raise NotPending(held.state)
    return held


def _held_with_wish(booking: Booking, now: datetime) -> tuple[Booking, Booking | None]:
    wishes = Booking.objects.filter(moves=booking)
    found = hold_booking(booking, now, and_dates=wishes.values_list("occurrence_id", flat=True).all)
    return found, wishes.in_full().filter(state=BookingState.PENDING).first()
