"""Saving a search, and telling of what is new."""

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from saved.asking import found_by
from saved.messages import tell_new_offers
from saved.models import Rhythm, SavedSearch, SavedSearchQuerySet

MOST_SEARCHES = 20
MOST_KNOWN = 1000
FROM_HOUR = 6


class TooMany(ValueError):
    """Nobody looks after more than twenty searches."""


@transaction.atomic(durable=True)
def save_search(*, question: str, language: str, every: Rhythm, by: User) -> SavedSearch:
    """Keep a question; what fits already is known, only what comes later is told. `TooMany` after twenty."""
    same = SavedSearch.objects.filter(person=by, language=language, question=question).first()
    if same is None and by.saved_searches.count() >= MOST_SEARCHES:
        raise TooMany
    search = same or SavedSearch(person=by, language=language, question=question)
    search.every, search.looked_on = every, timezone.localdate()
    if same is None:
        search.known = [hit.entry.offer_id for hit in found_by(search)]
    search.save()
    return search


def change_rhythm(*, search: SavedSearch, every: Rhythm) -> None:
    """How often a mail may come from now on."""
    search.every = every
    search.save(update_fields=["every"])


def forget_search(*, search: SavedSearch) -> None:
    """Keep it no longer."""
    search.delete()


def tell_of_new_offers(*, now: datetime | None = None) -> int:
    """Ask each search that is due again and mail what is new; safe on two machines at once. Gives how many mails."""
    moment = timezone.localtime(now)
    if moment.hour < FROM_HOUR:
        return 0
    due = SavedSearch.objects.due(moment.date())
    return sum(_look(pk, moment) for pk in due.values_list("pk", flat=True))


def _look(pk: int, moment: datetime) -> bool:
    with transaction.atomic():
        search = _unclaimed(SavedSearch.objects.due(moment.date()).filter(pk=pk)).select_related("person").first()
        if search is None:
            return False
        known = set(search.known)
        fresh = [hit for hit in found_by(search) if hit.entry.offer_id not in known]
        if fresh:
            tell_new_offers(search, fresh, moment.date())
        search.known = [*[hit.entry.offer_id for hit in fresh], *search.known][:MOST_KNOWN]
        search.looked_on = moment.date()
        search.save(update_fields=["known", "looked_on"])
    return bool(fresh)


def _unclaimed(due: SavedSearchQuerySet) -> SavedSearchQuerySet:
    """Those no other machine has in hand; SQLite's IMMEDIATE transaction is alone anyway."""
    if connection.features.has_select_for_update_skip_locked:
        return due.select_for_update(skip_locked=True, of=("self",))
    return due
