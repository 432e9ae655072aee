"""Starts a Redis for the cache: it keeps nothing on disk and wants a password."""

import secrets
import shutil
import signal
import socket
import subprocess

from tools.services.keeping import HOME, Remember, Started
from tools.services.processes import born, folder, free_ports, hand_over, unprivileged, wait_for

LOG = HOME / "redis.log"


def start(remember: Remember) -> dict[str, str]:
    """Start it; gives the variable."""
    program = shutil.which("redis-server")
    if program is None:
        raise SystemExit("Redis is not installed. On Debian or Ubuntu: apt-get install redis-server")
    [port], password, data = free_ports(1), secrets.token_hex(12), folder("redis")
    settings = data / "redis.conf"
    lines = ["bind 127.0.0.1", f"port {port}", f"dir {data}", f"requirepass {password}", 'save ""', "appendonly no"]
    settings.write_text("\n".join(lines) + "\n")
    hand_over(settings)
    with LOG.open("ab") as log:
        command = [*unprivileged(), program, str(settings)]
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", start_new_session=True)
    remember(Started("Redis", server.pid, born(server.pid), str(data), signal.SIGTERM))
    wait_for(lambda: _listens(port), f"Redis did not start: {LOG}")
    return {"CACHE_URL": f"redis://:{password}@127.0.0.1:{port}/0"}


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
