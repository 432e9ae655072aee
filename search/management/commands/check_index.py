"""Compare the cluster's index with the database, document by document, and repair what differs."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.cluster.checking import Drift, compare, repair
from search.cluster.connection import BULK_TIMEOUT, client
from search.cluster.site import compare_site, repair_site


class Command(BaseCommand):
    """`manage.py check_index`."""

    help = "Compare the search index with the database and repair what differs."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether only to look."""
        parser.add_argument("--dry-run", action="store_true", help="say what differs and change nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        """Print the drift; repair it; fail when it remains."""
        if settings.SEARCH_ENGINE != "elasticsearch":
            self.stdout.write("The database engine writes its index in the same transaction: nothing to compare")
            return
        self._site(dry_run=dry_run)
        drift = compare()
        self._say(drift)
        if dry_run or not drift:
            return
        self.stdout.write(f"{repair(drift)} offers sent again")
        left = compare()
        if left:
            raise CommandError(f"Drift {len(left)} is left; is a worker running?")

    def _site(self, *, dry_run: bool) -> None:
        """The other pages of the site, which are few: compared and sent again at once."""
        using = client(timeout=BULK_TIMEOUT)
        pages = compare_site(using)
        self.stdout.write(f"Other pages: drift {len(pages)}")
        if pages and not dry_run:
            repair_site(pages, using)

    def _say(self, drift: Drift) -> None:
        parts = f"{len(drift.missing)} missing, {len(drift.left_over)} left over, {len(drift.outdated)} outdated"
        self.stdout.write(f"{drift.documents} documents, drift {len(drift)} ({parts}, {len(drift.too_new)} too new)")
