"""Ports, folders, a user without rights, and ending a process for certain."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from tools.services.keeping import Started

USER = "postgres"
PATIENCE = 300
TICK = 0.1


def free_ports(number: int) -> list[int]:
    """Ports nobody listens on, all different."""
    probes = [socket.socket() for _ in range(number)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def unprivileged() -> list[str]:
    """The prefix that leaves root behind; nothing where we are not root."""
    if os.getuid() != 0:
        return []
    try:
        pwd.getpwnam(USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--create-home", USER], check=True)
    return ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--init-groups"]


def folder(name: str) -> Path:
    """A data folder the user without rights can reach, outside a checkout it may not enter."""
    place = Path("/var/tmp") / f"skolebro-{name}-{secrets.token_hex(4)}"  # noqa: S108  removed by `stop`
    place.mkdir(mode=0o700)
    hand_over(place)
    return place


def hand_over(*places: Path) -> None:
    """Give files to the user without rights."""
    if os.getuid() == 0:
        unprivileged()
        for place in places:
            shutil.chown(place, USER, USER)


def born(pid: int) -> str:
    """When the process started, in the kernel's words; empty when there is none, or only its remains."""
    try:
        facts = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return "" if facts[0] in "ZX" else facts[19]


def wait_for(answers: Callable[[], bool], failed: str, seconds: float = 60) -> None:
    """Ask until it answers."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if answers():
            return
        time.sleep(TICK)
    raise SystemExit(failed)


def end(row: Started) -> bool:
    """Ask the process to end, insist after half a minute; tells whether there was one."""
    if not born(row.pid) or born(row.pid) != row.born:
        return False
    for number in (row.signal, signal.SIGKILL):
        os.kill(row.pid, number)
        for _ in range(PATIENCE):
            if born(row.pid) != row.born:
                return True
            time.sleep(TICK)
    raise SystemExit(f"{row.name} (process {row.pid}) does not end")
