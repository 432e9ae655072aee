"""Places of one date: locked, settled, taken and given back. Every change of places goes through here.

The date's row is locked before anything is read (README.md). SQLite has no row locks, so there every transaction
begins IMMEDIATE and is alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, Prefetch, Q, Sum

from bookings.models import Booking, BookingState
from bookings.models.booking import HOLDING_PLACES, LAPSING
from bookings.refusals import OccurrenceFull
from bookings.rules import closing
from offers.models import CapacityUnit, Occurrence, Offer, OfferPage
from offers.models.occurrence import OccurrenceQuerySet

READ_OF_PAGES = (
    "locale__language_code",
    "offer",
    "live",
    "title",
    "draft_title",
    "form",
    "industry",
    "bring",
    "address",
    "postcode",
    "contact_name",
    "contact_phone",
    "contact_email",
)


def rows_to_lock() -> OccurrenceQuerySet:
    """Dates, locked as they are read; the control of the race test reads them without the lock."""
    return Occurrence.objects.select_for_update()


def lock(occurrence_id: int, now: datetime) -> Occurrence:
    """The date's row, held until the transaction ends, with its offer, texts and host.

    They are read after the lock is ours: rows joined to a locked one may be older than what we waited for. The same
    read tells whether anything on the date may have lapsed and whether somebody waits.
    """
    occurrence = rows_to_lock().get(pk=occurrence_id)
    own = Booking.objects.filter(occurrence=occurrence_id).order_by()
    lapsed, line = own.filter(state__in=LAPSING, expires_at__lte=now), own.filter(state=BookingState.WAITLISTED)
    offers = Offer.objects.select_related("host__municipality").prefetch_related(pages_in_brief("pages"))
    offer = offers.annotate(lapsed=Exists(lapsed), line=Exists(line)).get(pk=occurrence.offer_id)
    occurrence.offer, occurrence.has_line = offer, offer.line
    occurrence.has_lapsed = offer.lapsed or (offer.line and closing(occurrence) <= now)
    return occurrence


def pages_in_brief(path: str) -> Prefetch:
    """What rules and mails read of an offer's pages; the long texts stay where they are."""
    return Prefetch(path, OfferPage.objects.select_related("locale").only(*READ_OF_PAGES))


def lock_all(occurrence_ids: Iterable[int], now: datetime) -> dict[int, Occurrence]:
    """Several dates, locked in ascending order of their ids so that two callers never wait for each other."""
    return {pk: lock(pk, now) for pk in sorted(set(occurrence_ids))}


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
    """End what the clock has ended on a locked date and free its places; gives those bookings, to be told.

    `was` on each is the state it lapsed from.
    """
    late = list(Booking.objects.lapsed(now).in_full().filter(occurrence=occurrence).order_by("pk"))
    for booking in late:
        booking.occurrence, booking.was = occurrence, booking.state
        booking.state, booking.ended_by, booking.expires_at = BookingState.EXPIRED, Booking.EndedBy.CLOCK, None
        booking.save(update_fields=["state", "ended_by", "expires_at"])
    held = sum(booking.places for booking in late if booking.was in HOLDING_PLACES)
    if held:
        give_back(occurrence, held)
    return late


@dataclass(frozen=True)
class Room:
    """What a page says of a date: places left for a newcomer, and how many classes wait for one."""

    left: int
    waiting: int


def room_now(occurrences: Iterable[Occurrence], now: datetime) -> dict[int, Room]:
    """Room by date, lapsed claims not counted: a hint for pages, never for a decision. One query.

    Where somebody waits, nothing is left for others: the list goes first.
    """
    rows = list(occurrences)
    lapsed = Q(state__in=LAPSING, expires_at__lte=now)
    counted = Booking.objects.filter(occurrence__in=[row.pk for row in rows]).order_by().values("occurrence")
    found = counted.annotate(
        late=Sum("places", filter=lapsed, default=0), waiting=Count("pk", filter=Q(state=BookingState.WAITLISTED))
    )
    by_date = {row["occurrence"]: (row["late"], row["waiting"]) for row in found}
    return {row.pk: _room(row, *by_date.get(row.pk, (0, 0))) for row in rows}


def _room(occurrence: Occurrence, late: int, waiting: int) -> Room:
    return Room(0 if waiting else occurrence.capacity - occurrence.taken + late, waiting)


def differences() -> list[tuple[int, int, int]]:
    """Dates whose counter differs from their bookings, as (id, counted, held): empty when all is well."""
    held = Sum("bookings__places", filter=Q(bookings__state__in=HOLDING_PLACES), default=0)
    wrong = Occurrence.objects.annotate(held=held).exclude(taken=F("held"))
    return list(wrong.order_by("pk").values_list("pk", "taken", "held"))
