"""What the worker does for search."""

from outbox.schedule import every
from search.ranking import renew_when_stale

HOUR = 60 * 60


@every(HOUR, "renew the words of search")
def renew() -> None:
    """Count the catalogue's words again when it has grown a lot, so that new words split and are spelled."""
    renew_when_stale()
