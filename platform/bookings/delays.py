"""Who is late, as both sides read it on the day."""

from dataclasses import dataclass
from datetime import datetime

from accounts.audit import history
from bookings.day_pass import opens_at
from bookings.models import Booking, Side


@dataclass(frozen=True)
class Delay:
    """One side says that it is late; the minutes stand in the audit, what it wrote on the booking."""

    side: str
    minutes: int
    note: str
    at: datetime

    @property
    def is_hosts(self) -> bool:
        """Whether it is the host who is late."""
        return self.side == Side.HOST


def delay_of(booking: Booking) -> Delay | None:
    """The delay that was said last, for this day; one query where there is one."""
    if booking.late_at is None or booking.late_at < opens_at(booking.occurrence):
        return None
    said = history(booking).filter(verb="is late").first()
    if said is None:
        return None
    return Delay(said.facts["side"], said.facts["minutes"], booking.late_note, booking.late_at)
