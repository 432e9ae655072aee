"""Write the whole projection anew, in batches, with progress."""

from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from offers.models import Offer
from search.models import Entry
from search.projection import refresh_offers

BATCH = 200


class Command(BaseCommand):
    """`manage.py rebuild_index`."""

    help = "Write the search index anew from the live offers. May be interrupted and run again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refresh every offer; entries of offers without a live page go."""
        ids = list(Offer.objects.values_list("pk", flat=True))
        for start in tqdm(range(0, len(ids), BATCH), unit=f"×{BATCH} offers"):
            refresh_offers(ids[start : start + BATCH])
        self.stdout.write(f"{Entry.objects.count()} entries of {len(ids)} offers")
