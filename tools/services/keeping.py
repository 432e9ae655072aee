"""Remembers which processes were started and where their data is, in var/services."""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent.parent
HOME = BASE / "var" / "services"
ENV = HOME / "env"
STARTED = HOME / "started.json"


@dataclass(frozen=True)
class Started:
    """A process of ours. `born` is the kernel's start time, so that a reused number is not taken for it."""

    name: str
    pid: int
    born: str
    data: str
    signal: int

    def remove_data(self) -> None:
        """Its folder goes with it."""
        shutil.rmtree(self.data, ignore_errors=True)


Remember = Callable[[Started], None]


def started() -> list[Started]:
    """What was started and not yet stopped."""
    if not STARTED.is_file():
        return []
    return [Started(**row) for row in json.loads(STARTED.read_text())]


def remember(row: Started) -> None:
    """Note a process as soon as it runs."""
    STARTED.write_text(json.dumps([asdict(known) for known in [*started(), row]], indent=1))


def forget() -> None:
    """Nothing is running any more."""
    for path in (STARTED, ENV):
        path.unlink(missing_ok=True)
