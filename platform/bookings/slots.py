"""Dates as a page offers them: places left in words, full or closed, and which one is chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.places import left_now
from offers.models import CapacityUnit, Occurrence, Offer


@dataclass(frozen=True)
class Slot:
    """One date; `left` is a hint, the booking itself decides."""

    occurrence: Occurrence
    left: int

    @property
    def is_full(self) -> bool:
        """No place left."""
        return self.left <= 0

    @property
    def words(self) -> str:
        """Places left, in words."""
        if self.is_full:
            return _("Full")
        if self.occurrence.unit == CapacityUnit.PUPILS:
            return ngettext("Room for %(n)s pupil", "Room for %(n)s pupils", self.left) % {"n": self.left}
        return ngettext("Room for %(n)s class", "Room for %(n)s classes", self.left) % {"n": self.left}

    @property
    def taken(self) -> int:
        """Places taken, for the pips."""
        return self.occurrence.capacity - max(self.left, 0)

    @property
    def shows_pips(self) -> bool:
        """Pips are for a handful of classes."""
        return self.occurrence.unit == CapacityUnit.GROUPS and self.occurrence.capacity <= 8


def slots(occurrences: Iterable[Occurrence], now: datetime) -> list[Slot]:
    """Dates with places left; two queries whatever their number."""
    rows = list(occurrences)
    left = left_now(rows, now)
    return [Slot(row, left[row.pk]) for row in rows]


def bookable_slots(offer: Offer, now: datetime, number: int = 12) -> list[Slot]:
    """The coming dates of an offer, full ones too."""
    return slots(offer.occurrences.bookable(now).order_by("starts_at", "pk")[:number], now)
