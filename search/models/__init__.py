"""What is searched: offers, and the other pages of the site."""

from search.models.catalogue import (
    AskedText,
    Beginning,
    Concept,
    ConceptKind,
    Entry,
    FacetValue,
    IndexState,
    LaterWord,
    LexiconRow,
    NameKind,
    Posting,
    free_occurrences,
    with_places,
)
from search.models.site import SiteKind, SitePosting, SiteState, SiteText

__all__ = [
    "AskedText",
    "Beginning",
    "Concept",
    "ConceptKind",
    "Entry",
    "FacetValue",
    "IndexState",
    "LaterWord",
    "LexiconRow",
    "NameKind",
    "Posting",
    "SiteKind",
    "SitePosting",
    "SiteState",
    "SiteText",
    "free_occurrences",
    "with_places",
]
