"""Ask the catalogue from a terminal: `external_id TAB score TAB title`, best first."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.explaining import explain
from search.ranking import Ranked, named_engine, ranked, renew_when_stale


class Command(BaseCommand):
    """`manage.py search_catalogue TEXT` or `--file FILE.csv`."""

    help = "Search the offers as the catalogue does: hits first, then what merely resembles the question."

    def add_arguments(self, parser: CommandParser) -> None:
        """One text, or many in a file."""
        parser.add_argument("text", nargs="?", default="")
        parser.add_argument("--language", choices=["da", "sv", "en"], default="da")
        parser.add_argument("--engine", default="", help="database or elasticsearch; else what the settings name")
        parser.add_argument("--limit", type=int, default=50)
        parser.add_argument("--explain", action="store_true", help="say how the question was understood, and why")
        parser.add_argument("--file", type=Path, help="a CSV file with the columns query_id, language, query")

    def handle(self, *args: Any, text: str, file: Path | None, **options: Any) -> None:
        """Print the ranked offers."""
        if renew_when_stale():
            self.stderr.write("The index had outgrown its words and was rebuilt.")
        using = named_engine(options["engine"])
        if file:
            self._many(file, using, options["limit"])
            return
        rows = ranked(using, text, options["language"], options["limit"])
        if options["explain"]:
            self.stdout.write(explain(text, options["language"], [row.entry_id for row in rows[:10]]))
        for row in rows:
            self.stdout.write(f"{row.external_id}\t{row.score:.4f}\t{row.title}")

    def _many(self, file: Path, using: Any, limit: int) -> None:
        try:
            with file.open(encoding="utf-8-sig", newline="") as opened:
                questions = list(csv.DictReader(opened))
        except OSError as error:
            raise CommandError(f"{file}: {error}") from error
        for asked in questions:
            rows: list[Ranked] = ranked(using, asked["query"], asked["language"], limit)
            for rank, row in enumerate(rows, start=1):
                self.stdout.write(f"{asked['query_id']}\t{row.external_id}\t{rank}\t{row.score:.4f}")
