"""What the worker does for saved searches."""

from outbox.schedule import every
from saved.actions import tell_of_new_offers

QUARTER = 15 * 60


@every(QUARTER, "new offers for saved searches")
def tell() -> None:
    """Mail what is new, in the morning of the days people chose."""
    tell_of_new_offers()
