"""Measures how long it takes from publishing an offer until a search of the cluster finds it, a worker running beside.

`make services`, export what it prints, then `python benchmarks/freshness.py`. The offers go into a database of its own
under var/bench. The database engine finds an offer in the same transaction: there is nothing to measure.
"""

import os
import subprocess
import sys
import time
from itertools import product
from pathlib import Path
from statistics import quantiles

BASE = Path(__file__).resolve().parent.parent
HOME = BASE / "var" / "bench"
HOME.mkdir(parents=True, exist_ok=True)
os.environ |= {
    "DATABASE_URL": f"sqlite:///{HOME / 'freshness.sqlite3'}",
    "DJANGO_SETTINGS_MODULE": "config.settings.development",
    "SEARCH_ENGINE": "elasticsearch",
    "ELASTICSEARCH_PREFIX": "freshness",
}
sys.path[:0] = [str(BASE), str(BASE / "platform")]

import django  # noqa: E402  the settings must be known first

django.setup()

from django.core.management import call_command  # noqa: E402

from accounts.models import Organisation  # noqa: E402
from search.cluster.connection import client  # noqa: E402
from search.cluster.documents import alias  # noqa: E402
from search.cluster.renewing import is_there  # noqa: E402
from search.engines.elasticsearch import ElasticsearchEngine  # noqa: E402
from search.query import CatalogueQuery  # noqa: E402
from tests.factories.catalogue import host_in, live_offer  # noqa: E402

PUBLISHED = 60
LOOK_AGAIN = 0.02
LONGEST_WAIT = 30.0


def words() -> list[str]:
    """Words that nobody has written before."""
    return [f"kv{a}l{b}rk{c}bt" for a, b, c in product("aeiouy", repeat=3)][:PUBLISHED]


def total(word: str) -> int:
    """How many offers the cluster finds; the database's answer does not count."""
    found = ElasticsearchEngine().search(CatalogueQuery(text=word))
    return 0 if found.is_substitute else found.total


def wait(word: str, number: int, began: float) -> float:
    """Seconds from `began` until so many offers are found."""
    while total(word) != number:
        if time.perf_counter() - began > LONGEST_WAIT:
            raise SystemExit(f"{word} was not found {number} times within {LONGEST_WAIT:.0f} s")
        time.sleep(LOOK_AGAIN)
    return time.perf_counter() - began


def publish(host: Organisation, word: str) -> float:
    """Seconds from the publishing of an offer until it is found."""
    live_offer(host, title=f"Besøg os og se en {word}")
    return wait(word, 1, time.perf_counter())


def main() -> None:
    """Publish one after the other and print how long each took to be found."""
    call_command("migrate", verbosity=0)
    host = host_in()
    worker = subprocess.Popen([sys.executable, str(BASE / "manage.py"), "run_worker"], cwd=BASE)
    try:
        while not is_there():
            time.sleep(0.2)
        taken = [publish(host, word) for word in words()]
    finally:
        worker.terminate()
        worker.wait()
        for name in client().indices.get(index=f"{alias('')}*"):
            client().indices.delete(index=name)
        (HOME / "freshness.sqlite3").unlink()
    cuts = quantiles(taken, n=20)
    print(f"published → found, {len(taken)} offers: p50 {cuts[9]:.2f} s, p95 {cuts[18]:.2f} s, max {max(taken):.2f} s")


if __name__ == "__main__":
    main()
