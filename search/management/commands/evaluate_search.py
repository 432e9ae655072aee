"""Judge an engine by the judged queries: nDCG@10, recall@50 and zero-hit rate, by kind of query."""

import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from search.judging import JUDGED, RECALLED, Measured, measured, read
from search.models import Entry
from search.ranking import named_engine, ranked, renew_when_stale


class Command(BaseCommand):
    """`manage.py evaluate_search`."""

    help = "Measure search by judged queries over demo offers; those whose offers are not loaded are left out."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which engine and queries, and whether to list what went wrong."""
        parser.add_argument("--engine", default="")
        parser.add_argument("--queries", type=Path, default=JUDGED, help="a folder with one CSV file per language")
        parser.add_argument("--below", type=float, default=0.0, help="list queries whose nDCG@10 is below this")

    def handle(self, *args: Any, engine: str, queries: Path, below: float, **options: Any) -> None:
        """Print one line per kind and language, and one for all."""
        renew_when_stale()
        using = named_engine(engine)
        by_kind: defaultdict[tuple[str, str], list[Measured]] = defaultdict(list)
        loaded = set(Entry.objects.values_list("language", "offer__external_id"))
        started = time.perf_counter()
        for asked in read(queries):
            there = {offer: grade for offer, grade in asked.grades.items() if (asked.language, offer) in loaded}
            if not there:
                continue
            asked = replace(asked, grades=there)
            rows = ranked(using, asked.query, asked.language, RECALLED)
            row = measured(asked, [r.external_id for r in rows], hits=sum(r.is_hit for r in rows))
            by_kind[asked.language, asked.kind].append(row)
            if row.ndcg < below:
                first = ", ".join(r.external_id for r in rows[:5])
                self.stdout.write(f"{row.ndcg:.2f} {asked.query_id} {asked.query}: {first} for {there}")
        self._table(by_kind)
        self.stdout.write(f"{time.perf_counter() - started:.1f} s")

    def _table(self, by_kind: dict[tuple[str, str], list[Measured]]) -> None:
        self.stdout.write(f"{'language kind':<24}{'queries':>8}{'nDCG@10':>9}{'recall@50':>11}{'zero hits':>11}")
        for (language, kind), rows in sorted(by_kind.items()):
            self._line(f"{language} {kind}", rows)
        for language in sorted({language for language, _kind in by_kind}):
            self._line(
                f"{language} all", [row for (of, _k), rows in by_kind.items() if of == language for row in rows]
            )
        self._line("all", [row for rows in by_kind.values() for row in rows])

    def _line(self, name: str, rows: list[Measured]) -> None:
        means = fmean(r.ndcg for r in rows), fmean(r.recall for r in rows), fmean(r.is_empty for r in rows)
        self.stdout.write(f"{name:<24}{len(rows):>8}{means[0]:>9.3f}{means[1]:>11.3f}{means[2]:>11.3f}")
