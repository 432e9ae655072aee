"""The wish to move of a booking, as its page shows it."""

from dataclasses import dataclass
from datetime import datetime

from bookings.models import Booking, BookingState
from bookings.permissions import Standing, acts_for_school
from bookings.slots import Slot, bookable_slots
from offers.models import Occurrence


@dataclass(frozen=True)
class MoveUnderWay:
    """A wish to move that waits for an answer: the reader `answers` it, or has asked and `withdraws` it."""

    wish: Booking
    by_host: bool
    answers: bool
    withdraws: bool

    @property
    def occurrence(self) -> Occurrence:
        """The time that is wished for."""
        return self.wish.occurrence


def move_under_way(booking: Booking, standing: Standing, now: datetime) -> MoveUnderWay | None:
    """The wish that waits, when there is one; one query."""
    wish = Booking.objects.filter(moves=booking).pending_move(now).select_related("occurrence").first()
    if wish is None:
        return None
    by_host = wish.asked_by == Booking.EndedBy.HOST
    at_school = acts_for_school(standing, booking) and not standing.hosts
    answers = at_school if by_host else standing.hosts
    withdraws = standing.hosts if by_host else at_school
    return MoveUnderWay(wish, by_host, answers, withdraws)


def may_move(booking: Booking, standing: Standing, now: datetime) -> bool:
    """Whether the reader may move a visit that is asked for or agreed and has not begun."""
    if booking.state not in {BookingState.PENDING, BookingState.CONFIRMED} or booking.occurrence.starts_at <= now:
        return False
    if standing.hosts:
        return booking.state == BookingState.CONFIRMED
    return acts_for_school(standing, booking)


def slots_to_move_to(booking: Booking, now: datetime) -> list[Slot]:
    """Other times of the same offer with room for the class."""
    found = bookable_slots(booking.occurrence.offer, now)
    others = [slot for slot in found if slot.occurrence != booking.occurrence and slot.opens_at is None]
    return [slot for slot in others if slot.fits(booking.pupils)]


def asks_first(booking: Booking, *, as_host: bool) -> bool:
    """Whether a move waits for the other side: a host's always, a class's when its visit was agreed by hand."""
    return as_host or (booking.occurrence.offer.approval_required and booking.state == BookingState.CONFIRMED)
