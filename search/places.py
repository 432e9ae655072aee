"""What the card of an offer says beside its first free date: how many places are left, in words."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.utils.translation import ngettext

from offers.models import Occurrence
from search.query import Hit


def with_places(hits: Iterable[Hit]) -> list[Hit]:
    """The hits of one page with the places of the date each shows; one question for all of them."""
    shown = list(hits)
    starts = {hit.next_start for hit in shown if hit.next_start}
    dates = Occurrence.objects.filter(offer__in={hit.entry.offer_id for hit in shown}, starts_at__in=starts)
    left: dict[tuple[int, datetime | None], int]
    left = {(row.offer_id, row.starts_at): row.capacity - row.taken for row in dates} if starts else {}
    return [replace(hit, places=_words(left.get((hit.entry.offer_id, hit.next_start), 0))) for hit in shown]


def _words(left: int) -> str:
    return ngettext("%(n)s place", "%(n)s places", left) % {"n": left} if left > 0 else ""
