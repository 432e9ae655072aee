"""The site in several processes of its own, on the test's database: what people's requests really meet."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import connection

from tools.services.processes import free_ports

BASE = Path(__file__).resolve().parent.parent.parent
WORKERS = 4
PATIENCE = 90


def database_url(settings: dict[str, Any]) -> str:
    """The address of the database a connection uses."""
    if settings["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{settings['NAME']}"
    who = f"{settings['USER']}:{quote(settings['PASSWORD'])}"
    return f"postgres://{who}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


def environment(**more: str) -> dict[str, str]:
    """What a process of ours is told."""
    path = os.pathsep.join((str(BASE), str(BASE / "platform")))
    own = {"DJANGO_SETTINGS_MODULE": "tests.proofs.settings", "DATABASE_URL": database_url(connection.settings_dict)}
    return {**os.environ, "PYTHONPATH": path, **own, **more}


@dataclass
class Site:
    """A gunicorn with its workers."""

    master: "subprocess.Popen[bytes]"
    port: int

    def workers(self) -> list[int]:
        """Process ids of the workers that serve now."""
        children = Path(f"/proc/{self.master.pid}/task/{self.master.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def kill_worker(self, number: int) -> None:
        """End one worker at once, in the middle of whatever it does."""
        pids = self.workers()
        if pids:
            os.kill(pids[number % len(pids)], signal.SIGKILL)

    def answers(self) -> bool:
        """Whether it serves."""
        try:
            talk = HTTPConnection("127.0.0.1", self.port, timeout=5)
            talk.request("GET", "/was/")
            return talk.getresponse().status < 500
        except OSError:
            return False


@contextmanager
def serving(folder: Path, **more: str) -> Iterator[Site]:
    """The site with four worker processes, ended by process id whatever happens."""
    [port] = free_ports(1)
    command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "tests.proofs.wsgi:application"]
    told = environment(PORT=str(port), WEB_CONCURRENCY=str(WORKERS), **more)
    with (folder / "site.log").open("ab") as log:
        master = subprocess.Popen([*command, "--preload"], cwd=BASE, env=told, stdout=log, stderr=log)
    site = Site(master, port)
    try:
        _wait_for(site, folder)
        yield site
    finally:
        master.terminate()
        try:
            master.wait(timeout=20)
        except subprocess.TimeoutExpired:
            master.kill()
            master.wait()


def _wait_for(site: Site, folder: Path) -> None:
    until = time.monotonic() + PATIENCE
    while site.master.poll() is None and time.monotonic() < until:
        if site.answers():
            return
        time.sleep(0.2)
    raise AssertionError(f"The site does not answer: {(folder / 'site.log').read_text()[-3000:]}")
