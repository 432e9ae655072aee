"""Ranked lists of offers for commands: what `search_catalogue` prints and `evaluate_search` judges."""

from dataclasses import dataclass

from django.core.management.base import CommandError

from search.engines import ENGINES, engine
from search.models import Entry
from search.query import CatalogueQuery, Engine
from search.rebuilding import is_stale, rebuild


@dataclass(frozen=True)
class Ranked:
    """An offer in a ranked list; `is_hit` is False for what merely resembles the question."""

    entry_id: int
    external_id: str
    title: str
    score: float
    is_hit: bool


def named_engine(name: str) -> Engine:
    """The engine of that name; the settings' without one."""
    if not name:
        return engine()
    try:
        return ENGINES[name]()
    except KeyError:
        raise CommandError(f"No engine {name!r}; known are: {', '.join(ENGINES)}") from None


def renew_when_stale() -> bool:
    """Rebuild when many offers have come since the words were counted."""
    if not is_stale():
        return False
    rebuild()
    return True


def ranked(using: Engine, text: str, language: str, limit: int) -> list[Ranked]:
    """The best offers for a text, hits before what resembles; none for a blank text."""
    if not text.strip():
        return []
    found = using.ranked(CatalogueQuery(language=language, text=text))[:limit]
    entries = Entry.objects.select_related("offer").in_bulk([pk for pk, _score, _hit in found])
    return [
        Ranked(pk, entries[pk].offer.external_id or str(entries[pk].offer_id), entries[pk].title, score, is_hit)
        for pk, score, is_hit in found
        if pk in entries
    ]
