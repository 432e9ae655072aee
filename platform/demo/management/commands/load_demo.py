"""`manage.py load_demo`: the invented portal, the same every time; `--who` prints who can sign in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from demo.loading import is_loaded, load
from demo.organisations import PASSWORD
from demo.reading import people

SHOWN = ("teacher", "school_coordinator", "company", "editor", "administrator")


class Command(BaseCommand):
    """Builds the demo portal once; on a second call there is nothing to do."""

    help = "Load the demo portal: three invented municipalities with companies, schools, offers and bookings."

    def add_arguments(self, parser: CommandParser) -> None:
        """Only say who can sign in."""
        parser.add_argument("--who", action="store_true", help="print the address and who can sign in")

    def handle(self, *args: Any, who: bool, **options: Any) -> None:
        """Load, or tell."""
        if who:
            self._tell()
        elif is_loaded():
            self.stdout.write("The demo portal is loaded already.")
        else:
            load(lambda part: self.stdout.write(f"Loading {part} …"))
            self.stdout.write("The demo portal is loaded.")

    def _tell(self) -> None:
        self.stdout.write(f"\n  Skolebro answers at {settings.SITE_URL}\n  Sign in with the password {PASSWORD}\n")
        for role in SHOWN:
            facts = next(row for row in people() if row["role"] == role)
            self.stdout.write(f"  {role.replace('_', ' '):<20} {facts['email']}")
        self.stdout.write(f"\n  Mails land in {settings.MAIL_FOLDER} and at {settings.SITE_URL}/post/\n")
