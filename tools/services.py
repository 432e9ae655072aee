"""Start and stop a PostgreSQL of our own: on loopback, on a free port, under a user that is not root."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
HOME = BASE / "var" / "services"
ENV = HOME / "env"
PIDS = HOME / "pids"
INSTALLED = Path("/usr/lib/postgresql")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def binaries() -> Path:
    """Where the newest PostgreSQL has its programs."""
    versions = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    raise SystemExit("PostgreSQL is not installed. On Debian or Ubuntu: apt-get install postgresql")


def unprivileged() -> list[str]:
    """The prefix that leaves root behind; nothing where we are not root."""
    if os.getuid() != 0:
        return []
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        subprocess.run(["useradd", "--system", "--create-home", "postgres"], check=True)
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]


def folder() -> Path:
    """A data folder the unprivileged user can reach, outside a checkout it may not enter."""
    place = Path("/var/tmp") / f"skolebro-postgres-{secrets.token_hex(4)}"  # noqa: S108  removed by `stop`
    place.mkdir(mode=0o700)
    if os.getuid() == 0:
        shutil.chown(place, "postgres", "postgres")
    return place


def start() -> None:
    """Start PostgreSQL, make the database, print and keep the variables."""
    if ENV.is_file():
        raise SystemExit(f"Already started: see {ENV.relative_to(BASE)}, or run make services-stop first")
    HOME.mkdir(parents=True, exist_ok=True)
    port, password, data, programs, user = free_port(), secrets.token_hex(12), folder(), binaries(), unprivileged()
    secret = data / "password"
    secret.write_text(password)
    if user:
        shutil.chown(secret, "postgres", "postgres")
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": "/"}
    initdb = [*user, str(programs / "initdb"), "-D", str(data / "db"), "-U", "skolebro", "-A", "scram-sha-256"]
    subprocess.run([*initdb, f"--pwfile={secret}", "-E", "UTF8", "--locale=C.UTF-8"], **quiet)
    options = ["-D", str(data / "db"), "-p", str(port), "-h", "127.0.0.1", "-k", str(data)]
    tuned = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "max_connections=300"]
    with (HOME / "postgres.log").open("ab") as log:
        server = subprocess.Popen(
            [*user, str(programs / "postgres"), *options, *tuned],
            stdout=log,
            stderr=log,
            cwd="/",
            start_new_session=True,
        )
    PIDS.write_text(f"{server.pid} {data}\n")
    _wait(programs, port)
    environment = {**os.environ, "PGPASSWORD": password}
    create = [str(programs / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "skolebro", "skolebro"]
    subprocess.run(create, check=True, env=environment, cwd="/")
    ENV.write_text(f"export DATABASE_URL=postgres://skolebro:{password}@127.0.0.1:{port}/skolebro\n")
    print(ENV.read_text(), end="")


def _wait(programs: Path, port: int) -> None:
    for _ in range(100):
        ready = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
        if subprocess.run(ready, check=False, cwd="/").returncode == 0:
            return
        time.sleep(0.2)
    raise SystemExit(f"PostgreSQL did not start; see {HOME / 'postgres.log'}")


def stop() -> None:
    """Stop exactly what `start` started, by its process id, and remove its data."""
    if PIDS.is_file():
        pid, data = PIDS.read_text().split(maxsplit=1)
        _end(int(pid))
        shutil.rmtree(data.strip(), ignore_errors=True)
    for path in (PIDS, ENV):
        path.unlink(missing_ok=True)


def _end(pid: int) -> None:
    for number, tries in ((signal.SIGINT, 50), (signal.SIGKILL, 10)):
        for attempt in range(tries):
            try:
                os.kill(pid, number if attempt == 0 else 0)
            except ProcessLookupError:
                return
            if Path(f"/proc/{pid}/stat").is_file() and " Z " in Path(f"/proc/{pid}/stat").read_text():
                return
            time.sleep(0.1)


if __name__ == "__main__":
    {"start": start, "stop": stop}[sys.argv[1]]()
