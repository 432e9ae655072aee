"""Measures the catalogue at 10,000 offers beside a trivial view and a plain page: requests a second, and the median.

`make bench`. Loads the offers into a database of its own under var/bench (minutes, the first time), starts gunicorn
with two sync workers on a free port and asks it from this process, a bounded number of times.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from urllib.parse import quote

BASE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BASE))

from benchmarks.offers_file import write  # noqa: E402  found only with the folder above on the path

HOME = BASE / "var" / "bench"
ROWS = int(os.environ.get("OFFERS", "10000"))
DATABASE = HOME / f"catalogue-{ROWS}.sqlite3"
HOST, AT_ONCE, SECONDS, MOST = "127.0.0.1", 4, 8.0, 3000
ENVIRONMENT = {
    **os.environ,
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "DATABASE_URL": f"sqlite:///{DATABASE}",
    "SECRET_KEY": "only-for-a-measurement-on-this-machine-" + "x" * 20,
    "ALLOWED_HOSTS": HOST,
    "SECURE_SSL_REDIRECT": "no",
    "WEB_CONCURRENCY": "2",
}
PATHS = {
    "trivial view": "/.well-known/security.txt",
    "plain page": "/privatliv/",
    "catalogue": "/tilbud/",
    "catalogue, one word": "/tilbud/?q=vindm%C3%B8lle",
    "catalogue, a sentence": "/tilbud/?q=" + quote("m\u00e5l havnens vand i 7. klasse"),
    "catalogue, facets": "/tilbud/?fag=matematik&klassetrin=7&klassetrin=8&form=company_visit",
    "catalogue, word and facets": "/tilbud/?q=robotter&klassetrin=7&kommune=dk-0479",
    "catalogue, free places": "/tilbud/?ledig=1",
    "catalogue, near a postcode": "/tilbud/?postnr=5700&km=20&sorter=afstand",
}


def manage(*words: str) -> None:
    """Run one of Django's commands against the benchmark's database."""
    subprocess.run([sys.executable, str(BASE / "manage.py"), *words], cwd=BASE, env=ENVIRONMENT, check=True)


def prepare() -> None:
    """Load the offers, unless an earlier run did; a half-loaded file is taken up where it stopped."""
    done = DATABASE.with_suffix(".done")
    manage("collectstatic", "--noinput", "--verbosity", "0")
    if done.is_file():
        return
    source = write(HOME / f"offers-{ROWS}.csv", ROWS)
    manage("migrate", "--verbosity", "0")
    began = time.monotonic()
    manage("import_offers", str(source))
    manage("shell", "--no-imports", "--command", "from benchmarks import dates; dates.add()")
    done.write_text(f"{time.monotonic() - began:.0f} seconds\n")
    print(f"{ROWS} offers loaded in {time.monotonic() - began:.0f} s")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def ask(port: int, path: str) -> float:
    """Seconds until the whole answer is here; anything but 200 ends the measurement."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    connection.request("GET", path, headers={"Accept-Language": "da"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}")
    return time.perf_counter() - began


def wait_until_up(port: int) -> None:
    """Until the first answer."""
    for _ in range(150):
        try:
            ask(port, PATHS["trivial view"])
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("gunicorn does not answer")


def spent(server: int) -> float:
    """Seconds of processor time the server's workers have used: what it costs on a machine that is busy otherwise."""
    workers = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    fields = (Path(f"/proc/{worker}/stat").read_text().rsplit(")", 1)[1].split() for worker in workers)
    return sum(int(row[11]) + int(row[12]) for row in fields) / os.sysconf("SC_CLK_TCK")


def measure(port: int, path: str, server: int) -> tuple[float, float, float]:
    """Requests a second with four asking at once; the median in milliseconds when one asks alone; processor time."""
    for _ in range(4):
        ask(port, path)
    alone = median(ask(port, path) for _ in range(15))
    asked = int(max(40, min(MOST, SECONDS / alone)))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        began, before = time.perf_counter(), spent(server)
        list(pool.map(lambda _: ask(port, path), range(asked)))
        taken = time.perf_counter() - began
        return asked / taken, alone * 1000, 1000 * (spent(server) - before) / asked


def report(port: int, server: int) -> None:
    """The table: each page, and how many times fewer requests than the trivial view and than a plain page."""
    print(f"\n{'':28}{'requests/s':>12}{'p50 ms':>9}{'cpu ms':>9}{'trivial ÷':>11}{'page ÷':>8}")
    rates: dict[str, float] = {}
    for name, path in PATHS.items():
        rates[name], middle, cpu = measure(port, path, server)
        trivial, page = (rates.get(base, rates[name]) / rates[name] for base in ("trivial view", "plain page"))
        print(f"{name:28}{rates[name]:12.1f}{middle:9.1f}{cpu:9.1f}{trivial:11.1f}{page:8.1f}", flush=True)


def main() -> None:
    """Load, serve, measure, stop."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server ends too
    HOME.mkdir(parents=True, exist_ok=True)
    prepare()
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", str(BASE / "gunicorn.conf.py"), "--log-level", "error"]
    server = subprocess.Popen(command, cwd=BASE, env={**ENVIRONMENT, "PORT": str(port)})
    try:
        wait_until_up(port)
        report(port, server.pid)
    finally:
        server.terminate()
        server.wait(timeout=20)


if __name__ == "__main__":
    main()
