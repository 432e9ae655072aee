"""The pass to the day of a visit: a link for each side that needs no sign-in and is good for about a day.

It opens at six the evening before, when a teacher tells pupils what to wear and a host looks who comes, and closes at
six on the day itself: twenty-four hours. A visit that ends late keeps it open for two hours more, so that who came can
still be noted. The link in a mail may lie there for a week without being good for anything.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from bookings.models import Booking, BookingState, Side
from bookings.signing import DAY, booking_of, token_for
from offers.models import Occurrence
from outbox.links import link

SIX = time(18)
AFTERWARDS = timedelta(hours=2)
ON_THE_DAY = frozenset({BookingState.CONFIRMED, BookingState.ATTENDED, BookingState.NO_SHOW})
ARRIVAL = "arrival"


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


def opens_at(occurrence: Occurrence) -> datetime:
    """Six the evening before."""
    return _at(timezone.localtime(occurrence.starts_at).date() - timedelta(days=1), SIX)


def closes_at(occurrence: Occurrence) -> datetime:
    """Six on the day, or two hours after a visit that ends later."""
    return max(_at(timezone.localtime(occurrence.ends_at).date(), SIX), occurrence.ends_at + AFTERWARDS)


def is_open(booking: Booking, now: datetime) -> bool:
    """Whether the day's page of an agreed visit can be used now."""
    return booking.state in ON_THE_DAY and opens_at(booking.occurrence) <= now < closes_at(booking.occurrence)


@dataclass(frozen=True)
class DayPass:
    """What a link gives: one side's page of one visit."""

    booking: Booking
    side: Side

    @property
    def is_host(self) -> bool:
        """Whether the reader receives the class."""
        return self.side == Side.HOST

    @property
    def token(self) -> str:
        """The token of its link."""
        return pass_for(self.booking, self.side)


def pass_for(booking: Booking, side: str) -> str:
    """The token of one side's link."""
    return token_for(booking, f"{DAY}.{side}")


def day_url(booking: Booking, side: str, *, language: str) -> str:
    """The whole address of one side's page of the day."""
    return link("bookings:day", pass_for(booking, side), language=language)


def pass_of(token: str) -> DayPass | None:
    """What a token gives, or None for one that was tampered with or made for something else."""
    for side in Side:
        booking = booking_of(token, f"{DAY}.{side}")
        if booking is not None:
            return DayPass(booking, side)
    return None


def arrival_token(booking: Booking) -> str:
    """The token behind the QR code that a host shows: who stands there has arrived."""
    return token_for(booking, ARRIVAL)


def arriving(token: str) -> Booking | None:
    """The booking of a scanned code."""
    return booking_of(token, ARRIVAL)
