"""Measures what search finds among 390 offers that it was never written for: nDCG@10, recall@50 and zero-hit rate.

`python benchmarks/relevance.py`, with ELASTICSEARCH_URL for both engines. Offers and companies under
`benchmarks/relevance` are invented; whoever wrote them, the queries and the judgements had not seen the thesaurus. The
weights of the analysis were chosen with `queries` and those of `search/judged` in view, the thesaurus was not; the
queries in `unseen` were written afterwards, and nothing was changed for them. Keep it so: write new ones to tune with.
"""

import os
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
HOME = BASE / "var" / "bench"
HOME.mkdir(parents=True, exist_ok=True)
DATABASE = HOME / "relevance.sqlite3"
ENGINES = ("database", "elasticsearch") if os.environ.get("ELASTICSEARCH_URL") else ("database",)
os.environ |= {
    "DATABASE_URL": f"sqlite:///{DATABASE}",
    "DJANGO_SETTINGS_MODULE": "config.settings.development",
    "SEARCH_ENGINE": ENGINES[-1],
    "ELASTICSEARCH_PREFIX": "relevance",
    "ELASTICSEARCH_TIMEOUT": "30",
}
sys.path[:0] = [str(BASE), str(BASE / "platform")]

import django  # noqa: E402  the settings must be known first

django.setup()

from django.core.management import call_command  # noqa: E402

from search.cluster.connection import client  # noqa: E402
from search.cluster.documents import alias  # noqa: E402

DATA = BASE / "benchmarks" / "relevance"


def main() -> None:
    """Import the offers into a database of their own, and print a table for each engine."""
    call_command("migrate", verbosity=0)
    for language in ("da", "sv"):
        call_command("import_offers", str(DATA / f"offers_{language}.csv"))
    call_command("rebuild_index")
    for engine in ENGINES:
        for queries in ("queries", "unseen"):
            print(f"\n{engine}, {queries}")
            call_command("evaluate_search", engine=engine, queries=DATA / queries)
    if "elasticsearch" in ENGINES:
        for name in client().indices.get(index=f"{alias('')}*"):
            client().indices.delete(index=name)


if __name__ == "__main__":
    main()
