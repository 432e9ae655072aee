"""Start the demo portal: database, demo data, server and worker; Ctrl-C stops both."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

BASE = Path(__file__).resolve().parent.parent
PORT = int(os.environ.get("PORT") or "8000")
HOST = "127.0.0.1"
MANAGE = [sys.executable, str(BASE / "manage.py")]
STARTUP_SECONDS = 60


def refuse_busy_port() -> None:
    """Say which port is taken and how to choose another."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, PORT))
        except OSError:
            raise SystemExit(
                f"Port {PORT} is taken. Stop what uses it, or choose another: make run PORT=8001"
            ) from None


def prepare() -> None:
    """Migrate and load the demo portal; both do nothing when they are done already."""
    subprocess.run([*MANAGE, "migrate", "--verbosity", "0"], check=True, cwd=BASE)
    subprocess.run([*MANAGE, "load_demo"], check=True, cwd=BASE)


def answers() -> bool:
    """Whether the server answers yet."""
    try:
        urllib.request.urlopen(f"http://{HOST}:{PORT}/was/", timeout=2)
    except (URLError, OSError):
        return False
    return True


def wait_until_up(server: "subprocess.Popen[bytes]") -> None:
    """Wait for the first answer, then say where it is and who can sign in."""
    deadline = time.monotonic() + STARTUP_SECONDS
    while server.poll() is None and not answers():
        if time.monotonic() > deadline:
            raise SystemExit("The server does not answer")
        time.sleep(0.3)
    subprocess.run([*MANAGE, "load_demo", "--who"], check=True, cwd=BASE)


def stop(*_signal: object) -> None:
    """Turn a signal into the end of the main loop."""
    raise KeyboardInterrupt


def main() -> int:
    """Run server and worker until one ends or somebody stops them; both end together."""
    refuse_busy_port()
    prepare()
    signal.signal(signal.SIGTERM, stop)
    commands = ([*MANAGE, "runserver", f"{HOST}:{PORT}", "--noreload"], [*MANAGE, "run_worker"])
    children = [subprocess.Popen(command, cwd=BASE) for command in commands]
    try:
        wait_until_up(children[0])
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(timeout=20)


if __name__ == "__main__":
    sys.exit(main())
