"""What the worker does for search."""

from django.conf import settings

from outbox.schedule import every
from search.asked_texts import forget_old
from search.cluster.renewing import keep_up
from search.ranking import renew_when_stale

HOUR = 60 * 60
HALF_A_SECOND = 0.5


@every(HALF_A_SECOND, "send to the search cluster")
def send() -> None:
    """Send what is ahead of the index; make the index first where there is none."""
    if settings.SEARCH_ENGINE == "elasticsearch":
        keep_up()


@every(HOUR, "renew the words of search")
def renew() -> None:
    """Count the catalogue's words again when it has grown a lot, so that new words split and are spelled."""
    renew_when_stale()


@every(24 * HOUR, "forget old counts of searches")
def forget() -> None:
    """Thirteen months are enough to compare a season with the last."""
    forget_old()
