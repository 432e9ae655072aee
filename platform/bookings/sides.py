"""Which side of a visit a person speaks for, and how long the two sides write to each other."""

from datetime import datetime, timedelta

from accounts.models import Organisation
from bookings.models import Booking, Side
from bookings.permissions import Standing, acts_for_school

WRITING_ENDS = timedelta(days=60)


def side_of(standing: Standing, booking: Booking) -> Side | None:
    """The host's people, and those who act for the class; None for colleagues who only read."""
    if standing.hosts:
        return Side.HOST
    return Side.SCHOOL if acts_for_school(standing, booking) else None


def other_side(side: str) -> Side:
    """Who is across."""
    return Side.SCHOOL if side == Side.HOST else Side.HOST


def organisation_of(side: str, booking: Booking) -> Organisation:
    """The school's or the host's."""
    return booking.occurrence.offer.host if side == Side.HOST else booking.school.organisation


def writing_ends(booking: Booking) -> datetime:
    """The thread stays open for a while after the visit, for what was forgotten and for thanks."""
    return booking.occurrence.ends_at + WRITING_ENDS
