"""Places of one date: locked, settled, taken and given back. Every change of places goes through here.

The date's row is locked before anything is read (README.md). SQLite has no row locks, so there every transaction
begins IMMEDIATE and is alone.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Prefetch, Q, Sum

from bookings.models import Booking, BookingState
from bookings.models.booking import HOLDING_PLACES
from bookings.refusals import OccurrenceFull
from offers.models import CapacityUnit, Occurrence, OfferPage
from offers.models.occurrence import OccurrenceQuerySet


def rows_to_lock() -> OccurrenceQuerySet:
    """Dates, locked as they are read; the control of the race test reads them without the lock."""
    return Occurrence.objects.select_for_update()


def lock(occurrence_id: int) -> Occurrence:
    """The date's row, held until the transaction ends, with its offer, texts and host.

    Read once more after the lock is ours: rows joined to a locked one may be older than what we waited for.
    """
    rows_to_lock().get(pk=occurrence_id)
    pages = Prefetch("offer__pages", OfferPage.objects.select_related("locale"))
    rows = Occurrence.objects.select_related("offer__host__municipality").prefetch_related(pages)
    return rows.get(pk=occurrence_id)


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


def note_reason(occurrence: Occurrence) -> None:
    """Raise the version of a locked date whose places stay taken for another reason: search reads it anew."""
    _change(occurrence, 0)


def _change(occurrence: Occurrence, places: int) -> None:
    occurrence.taken += places
    occurrence.version += 1
    occurrence.save(update_fields=["taken", "version"])


def settle(occurrence: Occurrence, now: datetime) -> list[Booking]:
    """Release what has lapsed on a locked date; gives the bookings that lapsed, to be told."""
    late = list(Booking.objects.lapsed(now).in_full().filter(occurrence=occurrence).order_by("pk"))
    for booking in late:
        booking.occurrence = occurrence
        booking.state, booking.ended_by, booking.expires_at = BookingState.EXPIRED, Booking.EndedBy.CLOCK, None
        booking.save(update_fields=["state", "ended_by", "expires_at"])
    if late:
        give_back(occurrence, sum(booking.places for booking in late))
    return late


def left_now(occurrences: Iterable[Occurrence], now: datetime) -> dict[int, int]:
    """Places left by date, lapsed requests not counted: a hint for pages, never for a decision. One query."""
    rows = list(occurrences)
    lapsed = Booking.objects.lapsed(now).filter(occurrence__in=[row.pk for row in rows])
    late = dict(lapsed.order_by().values_list("occurrence").annotate(places=Sum("places")))
    return {row.pk: row.capacity - row.taken + late.get(row.pk, 0) for row in rows}


def differences() -> list[tuple[int, int, int]]:
    """Dates whose counter differs from their bookings, as (id, counted, held): empty when all is well."""
    held = Sum("bookings__places", filter=Q(bookings__state__in=HOLDING_PLACES), default=0)
    wrong = Occurrence.objects.annotate(held=held).exclude(taken=F("held"))
    return list(wrong.order_by("pk").values_list("pk", "taken", "held"))
