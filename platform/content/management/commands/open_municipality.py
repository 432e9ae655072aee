"""`manage.py open_municipality NAME [--editor EMAIL]`: everything a municipality needs to begin."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from content.municipalities import open_municipality
from reference.models import Municipality


class Command(BaseCommand):
    """Opens a municipality; running it again mends what is missing."""

    help = "Open a municipality: pages in all languages, editors' group and rights, review, collection."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which one, and who edits."""
        parser.add_argument("name")
        parser.add_argument("--editor", default="", help="e-mail address of the first editor")

    def handle(self, *args: Any, name: str, editor: str, **options: Any) -> None:
        """Find the municipality by name and open it."""
        municipality = Municipality.objects.named(name).first()
        if municipality is None:
            raise CommandError(f"there is no Danish or Swedish municipality called {name!r}")
        page = open_municipality(municipality=municipality, editor_email=editor)
        self.stdout.write(f"{page.title} is open at {page.url}")
