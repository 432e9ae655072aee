"""`manage.py import_offers FILE.csv`: a portal moves in with its existing catalogue."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from content.tree import ensure_site
from offers.actions import in_bulk
from offers.moving_in import Catalogue
from reference.imports import Import, Refused, decode, refused_path, table


class Command(BaseCommand):
    """Publishes live offers; running it again updates by external id."""

    help = "Import offers from a CSV file with the columns of docs/operators.md, and publish them."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and whether to only look."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, store nothing")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        """Read, publish, and say how many rows were new, changed, unchanged and refused."""
        ensure_site()
        try:
            rows = table(decode(file.read_bytes()), needs="external_id")
        except (OSError, Refused) as error:
            raise CommandError(f"{file}: {error}") from error
        catalogue = Catalogue()
        taken = Import(
            catalogue.store,
            refused_path(file),
            dry_run=dry_run,
            row_undone=catalogue.forget_row,
            batch_undone=catalogue.forget_all,
        )
        with in_bulk():
            self.stdout.write(taken.run(rows))
