"""`manage.py check_municipalities`: names what is missing of the municipalities that are open."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from content.gaps import gaps_of, opened


class Command(BaseCommand):
    """Says what `open_municipality` would mend; ends with an error when something is missing."""

    help = "Name what is missing of each open municipality: pages, rights, review, collection."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each gap."""
        organisations = opened()
        found = [f"{each.name}: {gap}" for each in organisations for gap in gaps_of(each)]
        for line in found:
            self.stdout.write(line)
        if found:
            raise CommandError(f"{len(found)} gaps; run open_municipality for those municipalities again")
        self.stdout.write(f"{len(organisations)} municipalities are open, and nothing is missing")
