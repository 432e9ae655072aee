"""Write the whole projection anew, in batches, with progress."""

from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from search.models import Entry
from search.rebuilding import rebuild


class Command(BaseCommand):
    """`manage.py rebuild_index`."""

    help = "Renew the catalogue's words and write the search index anew. May be interrupted and run again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refresh every offer; entries of offers without a live page go."""
        number = rebuild(progress=lambda batches: tqdm(batches, unit="batch"))
        self.stdout.write(f"{Entry.objects.count()} entries of {number} offers")
