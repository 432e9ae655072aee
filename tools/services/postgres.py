"""Starts a PostgreSQL with a database and a password of its own."""

import os
import secrets
import shutil
import signal
import subprocess
from pathlib import Path
from typing import IO

from tools.services.keeping import HOME, Remember, Started
from tools.services.processes import born, folder, free_ports, hand_over, unprivileged, wait_for

INSTALLED = Path("/usr/lib/postgresql")
LOG = HOME / "postgres.log"
TUNED = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "max_connections=300"]


def binaries() -> Path:
    """Where the newest PostgreSQL has its programs."""
    versions = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    raise SystemExit("PostgreSQL is not installed. On Debian or Ubuntu: apt-get install postgresql")


def start(remember: Remember) -> dict[str, str]:
    """Start it, make the database; gives the variables."""
    [port], password, programs, data = free_ports(1), secrets.token_hex(12), binaries(), folder("postgres")
    initialise(programs, data, password)
    with LOG.open("ab") as log:
        server = begin(programs, data, port, TUNED, log)
    remember(Started("PostgreSQL", server.pid, born(server.pid), str(data), signal.SIGINT))
    wait_until_ready(programs, port)
    create(programs, port, password)
    return {"DATABASE_URL": f"postgres://skolebro:{password}@127.0.0.1:{port}/skolebro"}


def initialise(programs: Path, data: Path, password: str) -> None:
    """A cluster's files, with its one user."""
    secret = data / "password"
    secret.write_text(password)
    hand_over(secret)
    initdb = [*unprivileged(), str(programs / "initdb"), "-D", str(data / "db"), "-U", "skolebro"]
    how = ["-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8", "--locale=C.UTF-8"]
    subprocess.run([*initdb, *how], check=True, stdout=subprocess.DEVNULL, cwd="/")


def begin(programs: Path, data: Path, port: int, tuned: list[str], log: IO[bytes]) -> "subprocess.Popen[bytes]":
    """Start the server on those files."""
    options = ["-D", str(data / "db"), "-p", str(port), "-h", "127.0.0.1", "-k", str(data), *tuned]
    command = [*unprivileged(), str(programs / "postgres"), *options]
    return subprocess.Popen(command, stdout=log, stderr=log, cwd="/", start_new_session=True)


def wait_until_ready(programs: Path, port: int) -> None:
    """Until it takes connections."""
    ready = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    wait_for(lambda: subprocess.run(ready, check=False, cwd="/").returncode == 0, f"PostgreSQL did not start: {LOG}")


def create(programs: Path, port: int, password: str) -> None:
    """The database."""
    command = [str(programs / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "skolebro", "skolebro"]
    subprocess.run(command, check=True, env={**os.environ, "PGPASSWORD": password}, cwd="/")
