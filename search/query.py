"""The one question the catalogue answers, and its answer."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol

from reference.geography import Point
from search.completing import Completion
from search.models import Entry, SiteText

PAGE_SIZE = 12
FACETS = (
    "klassetrin",
    "fag",
    "form",
    "varighed",
    "branche",
    "kommune",
    "erfaring",
    "besoegssprog",
    "tekstsprog",
)
SORTS = ("relevans", "dato", "afstand", "nyeste", "titel")


@dataclass(frozen=True)
class CatalogueQuery:
    """What is asked. `chosen` maps a facet to the ticked values; `radius_km` counts only with `near`."""

    language: str = "da"
    text: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    near: Point | None = None
    radius_km: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    bookable: bool = False
    free_of_charge: bool = False
    sort: str = ""
    page: int = 1
    page_size: int = PAGE_SIZE

    def without_facet(self, facet: str) -> "CatalogueQuery":
        """The same question with nothing ticked in one facet: what its honest counts are of."""
        return replace(self, chosen={name: values for name, values in self.chosen.items() if name != facet})

    @property
    def is_by_relevance(self) -> bool:
        """Whether the list is in the order of its points."""
        return bool(self.text.strip()) and self.sort in ("", "relevans")

    @property
    def wants_dates(self) -> bool:
        """Whether only offers with free places on certain days count."""
        return self.bookable or self.first_day is not None or self.last_day is not None


@dataclass(frozen=True)
class Hit:
    """One offer found. `distance_km` is None without a place; `score` is 0.0 without a text; `places` in words.

    `reason` says why it is shown, where nobody asked for it. `marked_title` and `excerpt` are safe HTML in which the
    words that were asked for are marked; one of them at most is there.
    """

    entry: Entry
    score: float
    distance_km: float | None
    next_start: datetime | None = None
    places: str = ""
    reason: str = ""
    is_unbooked: bool = False
    marked_title: str = ""
    excerpt: str = ""


@dataclass(frozen=True)
class CatalogueResult:
    """What was found: hits of one page, how many in all, and counts by facet and value.

    `suggestion` is the text as it was understood where a spelling was repaired; `also` merely resembles what was asked
    and is not counted; `is_loose` says that no offer has all the words; `is_substitute` that the database
    answered because the cluster did not.
    """

    hits: list[Hit]
    total: int
    facets: dict[str, dict[str, int]]
    bookable_total: int
    suggestion: str = ""
    also: list[Hit] = field(default_factory=list)
    is_loose: bool = False
    is_substitute: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing fits."""
        return self.total == 0


@dataclass(frozen=True)
class SiteQuery:
    """What is asked of the site's other pages, in the language of the reader."""

    text: str
    language: str = "da"
    page: int = 1
    page_size: int = PAGE_SIZE


@dataclass(frozen=True)
class SiteResult:
    """The pages found, of one page of the list, and how many in all."""

    hits: list[SiteText]
    total: int
    scores: list[float] = field(default_factory=list)


class Engine(Protocol):
    """What every engine can do."""

    def search(self, query: CatalogueQuery) -> CatalogueResult:
        """Answer the question."""
        ...

    def total(self, query: CatalogueQuery) -> int:
        """Only how many would be found."""
        ...

    def ranked(self, query: CatalogueQuery) -> list[tuple[int, float, bool]]:
        """Entries by rank: hits first, then what merely resembles; with score and whether it is a hit."""
        ...

    def site(self, query: SiteQuery) -> SiteResult:
        """The site's other pages that have all that was asked."""
        ...

    def completions(self, text: str, language: str) -> list[Completion]:
        """At most eight names that begin as typed, grouped by what they name."""
        ...
