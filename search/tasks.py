"""What the worker does for search: keeps the cluster's index at what the database says."""

from django.conf import settings

from outbox.schedule import every
from search.cluster.connection import asking
from search.cluster.renewing import is_there, renew
from search.cluster.sending import send_ahead

HALF_A_SECOND = 0.5


@every(HALF_A_SECOND, "send to the search cluster")
def send() -> None:
    """Send what is ahead of the index; make the index first where there is none."""
    if settings.SEARCH_ENGINE == "elasticsearch":
        keep_up()


def keep_up() -> int:
    """Bring the index to what the database says; ClusterAway while it cannot be reached. Gives how many offers."""
    with asking():
        return send_ahead() if is_there() else renew()
