"""Measures both engines at growing volumes, each beside its raw query in the same run, and indexing beside raw bulk.

`SIZES=1000,10000 python benchmarks/search.py`, with DATABASE_URL or without (then SQLite under var/bench), and with
ELASTICSEARCH_URL for the cluster. Larger sizes are slow and run only when they are named. Above 100,000 offers
(MOST_IN_DATABASE) only the cluster is measured, and the copies have no postings. A million:

    ELASTICSEARCH_HEAP_MB=2048 make services
    export $(grep -o ELASTICSEARCH_URL=.* var/services/env)
    SIZES=1000,1000000 nice .venv/bin/python benchmarks/search.py
"""

import os
import resource
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import quantiles
from typing import Any

BASE = Path(__file__).resolve().parent.parent
HOME = BASE / "var" / "bench"
SIZES = [int(size) for size in os.environ.get("SIZES", "1000,10000").split(",")]
MOST_IN_DATABASE = int(os.environ.get("MOST_IN_DATABASE", "100000"))
FIRST = min(SIZES[0], 1000)
HOME.mkdir(parents=True, exist_ok=True)
for name, value in {
    "DATABASE_URL": f"sqlite:///{HOME / 'search.sqlite3'}",
    "DJANGO_SETTINGS_MODULE": "config.settings.development",
    "SEARCH_ENGINE": "elasticsearch" if os.environ.get("ELASTICSEARCH_URL") else "database",
    "ELASTICSEARCH_PREFIX": "bench",
    "ELASTICSEARCH_TIMEOUT": "30",
}.items():
    os.environ.setdefault(name, value)
sys.path[:0] = [str(BASE), str(BASE / "platform")]

import django  # noqa: E402  the settings must be known first

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from elasticsearch.dsl import MultiSearch, Search  # noqa: E402
from elasticsearch.helpers import parallel_bulk  # noqa: E402
from tqdm import tqdm  # noqa: E402

from benchmarks.offers_file import write  # noqa: E402
from benchmarks.volumes import grow_to  # noqa: E402
from offers.models import Occurrence, Offer  # noqa: E402
from search.analysis.planning import make_plan  # noqa: E402
from search.cluster.connection import client  # noqa: E402
from search.cluster.documents import alias, aliases, create  # noqa: E402
from search.cluster.renewing import renew  # noqa: E402
from search.cluster.sending import actions, versions  # noqa: E402
from search.cluster.site import KEYS  # noqa: E402
from search.engines.database import DatabaseEngine  # noqa: E402
from search.engines.elasticsearch import ElasticsearchEngine  # noqa: E402
from search.engines.scoring import score  # noqa: E402
from search.projection import LANGUAGES  # noqa: E402
from search.query import CatalogueQuery  # noqa: E402
from search.reading import reader  # noqa: E402
from search.rebuilding import rebuild  # noqa: E402
from tests.factories.catalogue import occurrence  # noqa: E402

TEXTS = ("vindmølle", "robotter", "havnens vand i 7. klasse", "genbrug matematik", "broed", "træhus svendborg")
FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"chosen": {"fag": ("matematik",), "klassetrin": ("7", "8")}},
    {"chosen": {"form": ("company_visit",)}, "bookable": True},
)
ROUNDS = 4
MOST_RAW = 10_000
MEGABYTE = 1_000_000


def questions() -> list[CatalogueQuery]:
    """Every text with every filter, and every filter without a text."""
    return [CatalogueQuery(text=text, **more) for text in ("", *TEXTS) for more in FILTERS]


def prepare() -> None:
    """The first thousand offers through the importer, with dates; the rest are copies of them."""
    call_command("migrate", verbosity=0)
    if not Offer.objects.exists():
        call_command("import_offers", write(HOME / f"search-{FIRST}.csv", FIRST))
        for offer in Offer.objects.all()[::2]:
            occurrence(offer, days=10 + offer.pk % 60)
        rebuild()


def measured(name: str, ask: Callable[[Any], object], asked: Iterable[Any]) -> None:
    """Print median and 95th percentile in milliseconds."""
    taken = []
    for one in [each for each in asked for _ in range(ROUNDS)]:
        began = time.perf_counter()
        ask(one)
        taken.append(1000 * (time.perf_counter() - began))
    cuts = quantiles(taken, n=20)
    print(f"  {name:<34} p50 {cuts[9]:8.1f} ms   p95 {cuts[18]:8.1f} ms   {len(taken)} asked", flush=True)


def database() -> None:
    """The engine, and its scoring query alone."""
    measured("database", lambda query: DatabaseEngine().search(query), questions())
    plans = [make_plan(text, reader("da")) for text in TEXTS]
    measured("  raw: the scoring query alone", score, plans)


def cluster() -> None:
    """Indexing and searching, each beside the same requests sent by the client alone."""
    began = time.perf_counter()
    number = renew(progress=lambda offers: tqdm(offers, unit=" documents", mininterval=2))
    speed = number / (time.perf_counter() - began)
    raw = raw_bulk()
    print(f"  indexing {number} documents: {speed:.0f} a second; raw parallel_bulk {raw:.0f}, {raw / speed:.1f} times")
    print(f"  {on_disk() / MEGABYTE:.0f} MB in the cluster, {memory():.0f} MB of memory here, with SQLite's pages")
    measured("elasticsearch", lambda query: ElasticsearchEngine().search(query), questions())
    measured("  raw: the same requests alone", lambda many: many.execute(), raw_requests())


def on_disk() -> int:
    """Bytes of the indices in use."""
    return int(client().indices.stats(index=aliases(), metric="store")["_all"]["primaries"]["store"]["size_in_bytes"])


def memory() -> float:
    """The most this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def raw_requests() -> list[MultiSearch[Any]]:
    """What the engine asks, written beforehand."""
    made = []
    for query in questions():
        engine = ElasticsearchEngine()
        searches: list[Search[Any]] = [engine._main(query), *engine._text_languages(query)]
        many: MultiSearch[Any] = MultiSearch(using=client())
        for search in searches:
            many = many.add(search)
        many.execute()
        made.append(_Again(many))
    return made  # type: ignore[return-value]  # executes like one


class _Again:
    """Executes a MultiSearch each time anew."""

    def __init__(self, many: MultiSearch[Any]) -> None:
        self.searches = many.to_dict()

    def execute(self) -> object:
        """Send it."""
        return client().msearch(searches=self.searches)


def raw_bulk() -> float:
    """Documents a second when ready documents are only sent."""
    found = dict(list(versions().items())[:MOST_RAW])
    made = {language: create(client(), language) for language in LANGUAGES}
    rows = list(actions(found, made, deletes=False))
    began = time.perf_counter()
    for _row in parallel_bulk(client(timeout=60), rows, 2, 500):
        pass
    speed = len(rows) / (time.perf_counter() - began)
    for name in made.values():
        client().indices.delete(index=name)
    return speed


def main() -> None:
    """All sizes, growing."""
    prepare()
    for size in SIZES:
        is_small = size <= MOST_IN_DATABASE
        grow_to(size, postings=is_small)
        print(f"{Offer.objects.count()} offers, {Occurrence.objects.count()} dates, {connection.vendor}")
        if is_small:
            database()
        if settings.SEARCH_ENGINE == "elasticsearch":
            cluster()
    if settings.SEARCH_ENGINE == "elasticsearch":
        for key in (*LANGUAGES, *KEYS):
            for name in client().indices.get(index=f"{alias(key)}-*"):
                client().indices.delete(index=name)


if __name__ == "__main__":
    main()
