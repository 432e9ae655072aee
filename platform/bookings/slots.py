"""Dates as pages offer them: how many places are left, in words, and which can be chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.days_out import DayOut
from bookings.places import places_for, room_now
from bookings.rules import opening
from content.words import day_long
from offers.models import CapacityUnit, Occurrence, Offer


def places_in_words(number: int, unit: str, waiting: int = 0) -> str:
    """«Plads til 3 klasser», «Fuldt», «Fuldt, 2 i kø»."""
    if number <= 0:
        return _("Full, %(n)s in line") % {"n": waiting} if waiting else _("Full")
    if unit == CapacityUnit.PUPILS:
        return ngettext("Room for %(n)s pupil", "Room for %(n)s pupils", number) % {"n": number}
    return ngettext("Room for %(n)s class", "Room for %(n)s classes", number) % {"n": number}


@dataclass(frozen=True)
class Slot:
    """One date; `left` is a hint, the booking itself decides. `opens_at` is there until booking has begun."""

    occurrence: Occurrence
    left: int
    waiting: int = 0
    opens_at: datetime | None = None
    day_out: DayOut | None = None  # where the reader's school is known

    @property
    def is_full(self) -> bool:
        """No place left."""
        return self.left <= 0

    def fits(self, pupils: int) -> bool:
        """Whether a class of so many would find room."""
        return places_for(self.occurrence, pupils) <= self.left

    @property
    def can_be_chosen(self) -> bool:
        """Booking has begun and there is room."""
        return self.opens_at is None and not self.is_full

    @property
    def words(self) -> str:
        """Places left, in words."""
        if self.opens_at is not None:
            return _("Booking opens %(day)s") % {"day": day_long(self.opens_at)}
        return places_in_words(self.left, self.occurrence.unit, self.waiting)

    @property
    def pips(self) -> tuple[int, int] | None:
        """Classes taken and classes in all; None where pupils are counted."""
        if self.occurrence.unit == CapacityUnit.PUPILS:
            return None
        return self.occurrence.capacity - max(self.left, 0), self.occurrence.capacity


def slots(occurrences: Iterable[Occurrence], now: datetime) -> list[Slot]:
    """Dates with places left; one query more, whatever their number."""
    rows = list(occurrences)
    room = room_now(rows, now)
    return [Slot(row, room[row.pk].left, room[row.pk].waiting, _opens_at(row, now)) for row in rows]


def _opens_at(occurrence: Occurrence, now: datetime) -> datetime | None:
    opens = opening(occurrence)
    return opens if opens is not None and opens > now else None


def bookable_slots(offer: Offer, now: datetime) -> list[Slot]:
    """The coming dates of an offer that have not closed, full ones too."""
    return slots(offer.occurrences.bookable(now), now)
