"""What somebody has kept, as cards: in the reader's language, without what has been withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from accounts.models import User
from offers.models import Offer
from saved.models import Favourite, SavedSearch, Seen
from search.models import Entry, free_occurrences
from search.places import with_places
from search.query import Hit

RECENT = 6


@dataclass(frozen=True)
class Kept:
    """The favourites that can be booked, those that are no longer offered, and what was looked at last."""

    favourites: list[Hit]
    gone: list[Offer]
    recent: list[Hit]
    searches: list[SavedSearch]


def kept_by(person: User, language: str) -> Kept:
    """Everything; a fixed number of queries."""
    kept = list(Favourite.objects.filter(person=person).values_list("offer", flat=True))
    seen = [pk for pk in Seen.objects.filter(person=person).values_list("offer", flat=True) if pk not in kept]
    cards = _cards([*kept, *seen], language)
    missing = [pk for pk in kept if pk not in cards]
    return Kept(
        favourites=[cards[pk] for pk in kept if pk in cards],
        gone=list(Offer.objects.filter(pk__in=missing).prefetch_related("pages__locale")),
        recent=[cards[pk] for pk in seen if pk in cards][:RECENT],
        searches=list(SavedSearch.objects.filter(person=person).select_related("person")),
    )


def _cards(offers: Iterable[int], language: str) -> dict[int, Hit]:
    soonest = free_occurrences(timezone.now()).filter(offer=OuterRef("offer")).order_by("starts_at")
    entries = Entry.objects.listed_in(language).filter(offer__in=offers)
    rows: Any = entries.annotate(next_start=Subquery(soonest.values("starts_at")[:1]))
    hits = [Hit(entry=row, score=0.0, distance_km=None, next_start=row.next_start) for row in rows]
    return {hit.entry.offer_id: hit for hit in with_places(hits)}
