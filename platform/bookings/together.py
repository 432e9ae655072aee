"""What both sides have said to each other about a visit, as its pages show it."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from bookings.expectations import can_be_agreed, newest_of
from bookings.models import Booking, Note
from bookings.permissions import Standing
from bookings.sides import organisation_of, other_side, side_of, writing_ends


def thread_of(booking: Booking) -> QuerySet[Note]:
    """The messages, oldest first, with who wrote them."""
    return booking.notes.select_related("author")


def together_facts(booking: Booking, standing: Standing, now: datetime) -> dict[str, Any]:
    """The last message, how many there are, and whether the reader may write."""
    side = side_of(standing, booking)
    return {
        "last_note": thread_of(booking).order_by("-created_at", "-pk").first(),
        "notes_number": booking.notes.count(),
        **sides_facts(booking, standing, now),
        "expected": newest_of(booking),
        "can_be_agreed": can_be_agreed(booking, now),
        "side": side,
    }


def sides_facts(booking: Booking, standing: Standing, now: datetime) -> dict[str, Any]:
    """Who is across, and until when the reader may write."""
    side = side_of(standing, booking)
    across = organisation_of(other_side(side), booking) if side else None
    ends = writing_ends(booking)
    return {
        "may_write": side is not None and now < ends,
        "across": across,
        "writing_ends": ends,
        "is_over": now >= ends,
    }
