"""What the worker does for bookings: lapsed requests are settled soon, not only when somebody looks."""

from bookings.actions import sweep
from outbox.schedule import every


@every(30, "lapsed requests")
def settle_lapsed() -> None:
    """Free the places of requests nobody answered in time."""
    sweep()
