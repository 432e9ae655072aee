"""What the worker does for bookings: lapsed requests are settled soon, not only when somebody looks."""

from bookings.actions import sweep, tend_wishes
from outbox.schedule import every


@every(30, "lapsed requests")
def settle_lapsed() -> None:
    """Free the places of requests nobody answered in time."""
    sweep()


@every(300, "wishes for a day")
def remind_of_wishes() -> None:
    """Remind hosts, tell the coordinator, end the wishes nobody answered."""
    tend_wishes()
