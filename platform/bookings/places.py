"""Places of one date: locked, settled, taken and given back. Every change of places goes through here.

The occurrence's row is locked before anything is read (docs: platform/bookings/README.md). On SQLite, which has no row
locks, every transaction begins IMMEDIATE, so it is alone.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Q, QuerySet, Sum

from bookings.models import Booking, BookingState
from bookings.models.booking import HOLDING_PLACES
from offers.models import CapacityUnit, Occurrence, Offer


class OccurrenceFull(Exception):
    """There are not enough places left."""

    def __init__(self, left: int) -> None:
        super().__init__(str(left))
        self.left = left


def lock(occurrence_id: int) -> Occurrence:
    """The date's row, held until the transaction ends, with its offer and host."""
    Occurrence.objects.select_for_update().get(pk=occurrence_id)
    return Occurrence.objects.select_related("offer__host__municipality").get(pk=occurrence_id)


def places_for(occurrence: Occurrence, pupils: int) -> int:
    """How many places a class takes, in the unit of the date."""
    return pupils if occurrence.unit == CapacityUnit.PUPILS else 1


def take(occurrence: Occurrence, places: int) -> None:
    """Take places of a locked date, or OccurrenceFull with what is left."""
    left = occurrence.capacity - occurrence.taken
    if places > left:
        raise OccurrenceFull(left)
    _change(occurrence, places)


def give_back(occurrence: Occurrence, places: int) -> None:
    """Free places of a locked date."""
    _change(occurrence, -places)


def _change(occurrence: Occurrence, places: int) -> None:
    occurrence.taken += places
    occurrence.version += 1
    occurrence.save(update_fields=["taken", "version"])


def settle(occurrence: Occurrence, now: datetime) -> list[Booking]:
    """Release what has lapsed on a locked date; gives the bookings that lapsed, to be told."""
    late = list(Booking.objects.lapsed(now).filter(occurrence=occurrence).order_by("pk"))
    for booking in late:
        booking.state, booking.ended_by, booking.expires_at = BookingState.EXPIRED, "clock", None
        booking.sequence += 1
        booking.save(update_fields=["state", "ended_by", "expires_at", "sequence"])
    if late:
        give_back(occurrence, sum(booking.places for booking in late))
    return late


def left_now(occurrences: Iterable[Occurrence], now: datetime) -> dict[int, int]:
    """Places left by date, lapsed requests not counted: a hint for pages, never for a decision. One query."""
    rows = list(occurrences)
    lapsed = Booking.objects.lapsed(now).filter(occurrence__in=[row.pk for row in rows])
    late = dict(lapsed.order_by().values_list("occurrence").annotate(places=Sum("places")))
    return {row.pk: row.capacity - row.taken + late.get(row.pk, 0) for row in rows}


def differences(offers: QuerySet[Offer] | None = None) -> list[tuple[int, int, int]]:
    """Dates whose counter differs from their bookings, as (id, counted, held): empty when all is well."""
    rows = Occurrence.objects.all() if offers is None else Occurrence.objects.filter(offer__in=offers)
    held = Sum("bookings__places", filter=Q(bookings__state__in=HOLDING_PLACES), default=0)
    wrong = rows.annotate(held=held).exclude(taken=F("held"))
    return [(row.pk, row.taken, row.held) for row in wrong]
