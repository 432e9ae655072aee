"""Fair exposure: an offer that nobody has booked yet gets a small lift, bounded so that it hides no better match.

With a text its points count 2 % more, so it passes only an offer that has at most 2 % more points itself: a tie or
nearly one. Without a text it comes first among offers whose first free date begins at the same moment. Nothing is
drawn by lot: the same question gives the same list until somebody books.
"""

from django.db.models import Exists, OuterRef
from django.db.models.expressions import Combinable

from bookings.models import Booking
from bookings.models.booking import HOLDING_PLACES

PARTS, MORE = 50, 51
LIFT = MORE / PARTS
EXPLAINED = f"×{LIFT:g}, nobody has booked it yet: passes only what has at most {LIFT - 1:.0%} more points"


def is_unbooked() -> Combinable:
    """Whether no class holds a place on any date of an entry's offer, or ever came."""
    bookings = Booking.objects.filter(occurrence__offer=OuterRef("offer_id"), state__in=HOLDING_PLACES)
    return ~Exists(bookings)


def lifted(points: int, *, unbooked: bool) -> int:
    """Points in fiftieths, with the lift; whole numbers, so that every database ranks alike."""
    return points * (MORE if unbooked else PARTS)


def booked_among(offer_ids: list[int]) -> set[int]:
    """Those of these offers that somebody has booked."""
    rows = Booking.objects.filter(occurrence__offer__in=offer_ids, state__in=HOLDING_PLACES)
    return set(rows.values_list("occurrence__offer", flat=True).distinct())
