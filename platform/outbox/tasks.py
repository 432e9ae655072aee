"""What the worker does for the outbox itself, beside sending."""

from django.utils import timezone

from outbox.actions import drop_old_bodies
from outbox.models import WorkerBeat
from outbox.schedule import every

HOUR = 60 * 60


@every(10, "beat", about_worker=True)
def beat() -> None:
    """Note that a worker is alive."""
    WorkerBeat.objects.update_or_create(name="worker", defaults={"at": timezone.now()})


@every(HOUR, "drop old bodies")
def forget() -> int:
    """Keep texts no longer than we said."""
    return drop_old_bodies()
