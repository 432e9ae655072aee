"""`manage.py import_companies FILE`: a CVR extract, CSV or JSON."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from companies.register import rows_of, store_company
from reference.imports import Import, Refused, decode, refused_path


class Command(BaseCommand):
    """Takes the extract; running it again updates by CVR number."""

    help = "Import companies from a CVR extract (CSV or JSON)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and whether to only look."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, store nothing")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        """Read, store, and say how many rows were new, changed, unchanged and refused."""
        try:
            rows = rows_of(decode(file.read_bytes()))
        except (OSError, Refused) as error:
            raise CommandError(f"{file}: {error}") from error
        self.stdout.write(Import(store_company, refused_path(file), dry_run=dry_run).run(rows))
