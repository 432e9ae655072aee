"""Work that comes round again, done by the worker or by `run_due`: rooms name it in their `tasks.py`."""

import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass
class Job:
    """A piece of work, how many seconds apart, and when it is next due (monotonic clock).

    `about_worker`: it says that a worker lives, so nobody else may do it.
    """

    name: str
    seconds: float
    run: Work
    due: float = 0.0
    about_worker: bool = False

    def is_due(self) -> bool:
        """Whether its time has come; a new job is due at once."""
        return self.due <= time.monotonic()

    def put_off(self) -> None:
        """Wait for the next time."""
        self.due = time.monotonic() + self.seconds


_jobs: dict[str, Job] = {}


def every(seconds: float, name: str, *, about_worker: bool = False) -> Callable[[Work], Work]:
    """Decorate what the worker should call about every `seconds`; several workers may call it at once.

    What the work gives back is a count, which `run_due` prints.
    """

    def keep(run: Work) -> Work:
        _jobs[name] = Job(name, seconds, run, about_worker=about_worker)
        return run

    return keep


def jobs() -> list[Job]:
    """All registered jobs."""
    return list(_jobs.values())


def shared_jobs() -> list[Job]:
    """The jobs that the worker and `run_due` both do."""
    return [job for job in jobs() if not job.about_worker]
