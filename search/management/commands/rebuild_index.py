"""Write the whole projection anew, in batches, with progress; then the cluster's index, where a cluster answers."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from tqdm import tqdm

from offers.models import Offer
from search.cluster.renewing import renew
from search.models import Entry, SiteText
from search.rebuilding import rebuild


class Command(BaseCommand):
    """`manage.py rebuild_index`."""

    help = "Renew the catalogue's words and write the search index anew. May be interrupted and run again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refresh every offer; entries of offers without a live page go."""
        number = rebuild(progress=lambda batches: tqdm(batches, unit="batch"))
        self.stdout.write(
            f"{Entry.objects.count()} entries of {number} offers, {SiteText.objects.count()} other pages"
        )
        if settings.SEARCH_ENGINE == "elasticsearch":
            total = Offer.objects.count()
            made = renew(progress=lambda offers: tqdm(offers, unit="document", total=total))
            self.stdout.write(f"{made} documents in the new index")
