"""`manage.py import_schools FILE`: the Danish register of institutions, exactly as it comes."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reference.imports import Import, Refused, decode, refused_path, table
from schools.register import store_school


class Command(BaseCommand):
    """Takes the export of the register; running it again updates by institution number."""

    help = "Import schools from an export of the Danish register of institutions (UTF-16, semicolons)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and whether to only look."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, store nothing")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        """Read, store, and say how many rows were new, changed, unchanged and refused."""
        try:
            rows = table(decode(file.read_bytes()), needs="INST_NR")
        except (OSError, Refused) as error:
            raise CommandError(f"{file}: {error}") from error
        self.stdout.write(Import(store_school, refused_path(file), dry_run=dry_run).run(rows))
