"""Work that comes round again, done by the worker: rooms name it in their `tasks.py`."""

import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass
class Job:
    """A piece of work, how many seconds apart, and when it is next due (monotonic clock)."""

    name: str
    seconds: float
    run: Work
    due: float = 0.0

    def is_due(self) -> bool:
        """Whether its time has come; a new job is due at once."""
        return self.due <= time.monotonic()

    def put_off(self) -> None:
        """Wait for the next time."""
        self.due = time.monotonic() + self.seconds


_jobs: dict[str, Job] = {}


def every(seconds: float, name: str) -> Callable[[Work], Work]:
    """Decorate what the worker should call about every `seconds`; several workers may call it at once."""

    def keep(run: Work) -> Work:
        _jobs[name] = Job(name, seconds, run)
        return run

    return keep


def jobs() -> list[Job]:
    """All registered jobs."""
    return list(_jobs.values())
