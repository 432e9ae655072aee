"""Work that comes round again, done by the one worker: rooms register it when the app is ready."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Job:
    """A piece of work, how many seconds apart, and when it is next due (monotonic clock)."""

    name: str
    seconds: float
    run: Callable[[], object]
    due: float = 0.0


_jobs: dict[str, Job] = {}


def every(seconds: float, name: str, run: Callable[[], object]) -> None:
    """Let the worker call `run` about every `seconds`."""
    _jobs[name] = Job(name, seconds, run)


def jobs() -> list[Job]:
    """All registered jobs."""
    return list(_jobs.values())
