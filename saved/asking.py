"""A saved search as a question: what it asks, in words, and which offers fit it now."""

from dataclasses import replace

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import override

from accounts.permissions import working_membership
from saved.models import SavedSearch
from search.chips import chips
from search.engines import engine
from search.filters import Asked
from search.query import FACETS, Hit

KEPT = frozenset({"q", *FACETS, "postnr", "km", "fra", "til", "ledig", "gratis"})
MOST_FOUND = 100


def question_of(data: QueryDict) -> str:
    """What is worth keeping of an address, always in the same order; pages and sorting are not."""
    kept = QueryDict(mutable=True)
    for name in sorted(KEPT & set(data)):
        kept.setlist(name, sorted({value.strip() for value in data.getlist(name) if value.strip()}))
    return kept.urlencode()


def asked_of(search: SavedSearch) -> Asked:
    """The question as the catalogue reads it for this person."""
    membership = working_membership(search.person)
    return Asked(
        QueryDict(search.question),
        language=search.language,
        school_place=membership.organisation.point if membership else None,
    )


def words_of(search: SavedSearch) -> str:
    """The text and the ticked filters; blank when everything is asked for."""
    asked = asked_of(search)
    text = [f"“{asked.query.text.strip()}”"] if asked.query.text.strip() else []
    return ", ".join(text + [chip.label for chip in chips(asked.form, QueryDict(search.question), asked.query.chosen)])


def address_of(search: SavedSearch) -> str:
    """Where the catalogue answers it."""
    with override(search.language):
        return f"{reverse('search:catalogue')}?{search.question}".rstrip("?")


def found_by(search: SavedSearch) -> list[Hit]:
    """The newest offers that fit now."""
    query = replace(asked_of(search).query, sort="nyeste", page=1, page_size=MOST_FOUND)
    return engine().search(query).hits
