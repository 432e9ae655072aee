"""A PostgreSQL of a proof's own, with a copy of the test's database, that may be crashed and started again."""

import os
import secrets
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from tools.services import postgres
from tools.services.keeping import Started
from tools.services.processes import born, end, folder, free_ports, unprivileged

# What is committed must survive the crash, so commits wait for the log; only the disk's own cache is trusted.
TUNED = ["-c", "fsync=off", "-c", "synchronous_commit=on", "-c", "max_connections=300"]


class Cluster:
    """One server process after the other on the same files."""

    def __init__(self) -> None:
        self.programs, self.data, self.password = postgres.binaries(), folder("crashing"), secrets.token_hex(12)
        [self.port] = free_ports(1)
        self.crashes = 0
        postgres.initialise(self.programs, self.data, self.password)

    def begin(self) -> None:
        """Start, and wait until it has recovered."""
        with (self.data / "server.log").open("ab") as log:
            self.server = postgres.begin(self.programs, self.data, self.port, TUNED, log)
        postgres.wait_until_ready(self.programs, self.port)

    def crash(self) -> None:
        """What a power cut does to the server: no shutdown, recovery from the log at the next start."""
        stop = [str(self.programs / "pg_ctl"), "-D", str(self.data / "db"), "-m", "immediate", "stop"]
        subprocess.run([*unprivileged(), *stop], check=True, cwd="/", stdout=subprocess.DEVNULL)
        self.server.wait(timeout=30)
        self.crashes += 1

    def copy(self, source: dict[str, Any]) -> None:
        """Bring the tables and rows of a database here."""
        postgres.create(self.programs, self.port, self.password)
        there = ["-h", source["HOST"], "-p", str(source["PORT"]), "-U", source["USER"], source["NAME"]]
        here = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "skolebro", "-q", "-v", "ON_ERROR_STOP=1", "skolebro"]
        dump = subprocess.run(
            [str(self.programs / "pg_dump"), "--no-owner", *there],
            check=True,
            capture_output=True,
            env={**os.environ, "PGPASSWORD": source["PASSWORD"]},
        )
        subprocess.run(
            [str(self.programs / "psql"), *here],
            check=True,
            input=dump.stdout,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PGPASSWORD": self.password},
        )

    def end(self) -> None:
        """By process id; the files go too."""
        end(Started("PostgreSQL", self.server.pid, born(self.server.pid), str(self.data), signal.SIGINT))
        self.server.wait(timeout=30)
        shutil.rmtree(self.data, ignore_errors=True)


@contextmanager
def own_cluster() -> Iterator[Cluster]:
    """The test's connection leads to a copy of its database on a server that may crash; afterwards back again."""
    before = dict(connection.settings_dict)
    cluster = Cluster()
    cluster.begin()
    try:
        cluster.copy(before)
        connection.close()
        address = {"HOST": "127.0.0.1", "PORT": cluster.port, "USER": "skolebro", "NAME": "skolebro"}
        connection.settings_dict.update(address, PASSWORD=cluster.password)
        yield cluster
    finally:
        connection.close()
        connection.settings_dict.update(before)
        cluster.end()
