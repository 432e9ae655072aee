"""Compare counters, lines, moves and mails with the bookings, and say what does not fit."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bookings.checking import findings, repair
from bookings.models import Booking


class Command(BaseCommand):
    """`manage.py check_bookings`: ends with an error when something is found, or left after `--repair`."""

    help = "Reconcile the places of all dates with their bookings; fails when something does not fit."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to mend what can be counted anew."""
        parser.add_argument(
            "--repair", action="store_true", help="count dates with findings anew under their locks, then look again"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each finding."""
        found = findings()
        if found and options["repair"]:
            self.stdout.write("\n".join(map(str, found)))
            self.stdout.write(f"{repair(found)} dates counted anew")
            found = findings()
        for finding in found:
            self.stderr.write(str(finding))
        if found:
            raise CommandError(f"{len(found)} findings in {Booking.objects.count()} bookings")
        self.stdout.write(f"{Booking.objects.count()} bookings, 0 findings")
