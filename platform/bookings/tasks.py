"""What the worker and `run_due` do for bookings: what the clock says happens, whether or not somebody looks."""

from bookings.actions import remind, send_digests, sweep, tend_wishes
from bookings.checking import check_and_log
from outbox.schedule import every


@every(30, "lapsed requests")
def settle_lapsed() -> int:
    """Free the places of requests nobody answered in time, and ask who waits."""
    return sweep()


@every(300, "wishes for a day")
def remind_of_wishes() -> int:
    """Remind hosts, tell the coordinator, end the wishes nobody answered."""
    return tend_wishes()


@every(300, "reminders of visits")
def remind_of_visits() -> int:
    """A week before and the day before, both sides, once."""
    return remind()


@every(900, "mails of the day")
def send_mails_of_the_day() -> int:
    """On the morning of a working day, to hosts who asked for it, when there is something."""
    return send_digests()


@every(24 * 60 * 60, "hold counters against bookings")
def check_bookings() -> int:
    """Whatever differs is an error in the log, for whoever watches it."""
    return check_and_log()
