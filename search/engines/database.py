"""The engine that is always there: one SQL scoring query on SQLite and PostgreSQL alike."""

import math
from collections import defaultdict
from datetime import datetime, time
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FloatField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import ACos, Cos, Greatest, Least, Radians, Sin
from django.utils import timezone

from offers.models import Occurrence
from reference.geography import EARTH_RADIUS_KM, Point, bounding_box
from search.analysis import query_tokens
from search.models import Entry, FacetValue, Posting, free_occurrences
from search.projection import LANGUAGES
from search.query import FACETS, CatalogueQuery, CatalogueResult, Hit

NEEDED_SHARE = 0.75


def idf(entries: int, having: int) -> float:
    """How much a token tells, from how rare it is (BM25's inverse document frequency)."""
    return math.log(1 + (entries - having + 0.5) / (having + 0.5))


def needed(words: int) -> int:
    """How many of the words typed must be there: all of two, three quarters of more."""
    return words if words <= 2 else math.ceil(words * NEEDED_SHARE)


def free_dates(query: CatalogueQuery, now: datetime) -> QuerySet[Occurrence]:
    """The dates with free places that the question allows."""
    free = free_occurrences(now)
    zone = timezone.get_current_timezone()
    if query.first_day:
        free = free.filter(starts_at__gte=datetime.combine(query.first_day, time.min, zone))
    if query.last_day:
        free = free.filter(starts_at__lte=datetime.combine(query.last_day, time.max, zone))
    return free


def distance_to(point: Point) -> Any:
    """Kilometres from a place to an entry as a database expression (spherical law of cosines)."""
    here, there = Radians(Value(point.latitude)), Radians(F("latitude"))
    angle = Radians(F("longitude")) - Radians(Value(point.longitude))
    cosine = Sin(here) * Sin(there) + Cos(here) * Cos(there) * Cos(angle)
    bounded = Least(Greatest(cosine, Value(-1.0)), Value(1.0))
    return Value(EARTH_RADIUS_KM, output_field=FloatField()) * ACos(bounded)


def _typed(query: CatalogueQuery) -> Q:
    """Postings of any typed token, each in the language whose chain made it."""
    found = Q(pk__in=[])
    for language in LANGUAGES:
        found |= Q(language=language, token__in=query_tokens(query.text, language))
    return found


class DatabaseEngine:
    """Answers from the projection, the facet values and the postings."""

    def __init__(self) -> None:
        self.now = timezone.now()

    def search(self, query: CatalogueQuery) -> CatalogueResult:
        """Hits of one page, the total and the honest counts."""
        found = self._found(query)
        total = found.count()
        hits = self._hits(query, found) if total else []
        bookable = found.with_free_places(free_occurrences(self.now)).count() if total else 0
        return CatalogueResult(hits=hits, total=total, facets=self._facets(query), bookable_total=bookable)

    def total(self, query: CatalogueQuery) -> int:
        """Only how many would be found."""
        return self._found(query).count()

    def _found(self, query: CatalogueQuery) -> Any:
        found = Entry.objects.listed_in(query.language)
        for facet, values in query.chosen.items():
            ticked = FacetValue.objects.filter(entry=OuterRef("pk"), facet=facet, value__in=values)
            found = found.filter(Exists(ticked))
        if query.free_of_charge:
            found = found.filter(price=0)
        if query.wants_dates:
            found = found.with_free_places(free_dates(query, self.now))
        if query.near and query.radius_km:
            found = self._within(found, query.near, query.radius_km)
        if query.text.strip():
            found = found.filter(pk__in=self._matching(query).values("entry"))
        return found

    def _within(self, found: Any, near: Point, radius_km: int) -> Any:
        south, west, north, east = bounding_box(near, radius_km)
        boxed = found.filter(latitude__range=(south, north), longitude__range=(west, east))
        return boxed.annotate(away=distance_to(near)).filter(away__lte=radius_km)

    def _rarity(self, query: CatalogueQuery) -> dict[tuple[str, str], float]:
        """How much each typed token tells in each language."""
        entries = dict(Entry.objects.order_by().values_list("language").annotate(n=Count("pk")))
        rows = Posting.objects.filter(_typed(query)).values_list("language", "token").annotate(n=Count("entry"))
        return {(language, word): idf(entries.get(language, 0), n) for language, word, n in rows}

    def _matching(self, query: CatalogueQuery) -> Any:
        """Postings grouped by entry, those with enough of the words kept; scored by `_scores`."""
        typed = {language: query_tokens(query.text, language) for language in LANGUAGES}
        wanted = {language: needed(len(words)) for language, words in typed.items()}
        least = Case(*[When(language=name, then=Value(n)) for name, n in wanted.items()], default=Value(99))
        rows = (
            Posting.objects.filter(_typed(query)).values("entry").annotate(different=Count("token"), least=Min(least))
        )
        return rows.filter(different__gte=F("least"), least__gt=0)

    def _scores(self, query: CatalogueQuery) -> Any:
        """The score of the outer entry as a subquery: weights times rarity, summed."""
        cases = [
            When(language=language, token=word, then=F("weight") * Value(rarity))
            for (language, word), rarity in self._rarity(query).items()
        ]
        if not cases:
            return Value(0.0, output_field=FloatField())
        score = Sum(Case(*cases, default=Value(0.0)), output_field=FloatField())
        of_entry = Posting.objects.filter(entry=OuterRef("pk")).values("entry").annotate(score=score)
        return Subquery(of_entry.values("score")[:1], output_field=FloatField())

    def _hits(self, query: CatalogueQuery, found: Any) -> list[Hit]:
        has_text = bool(query.text.strip())
        rows = found.annotate(
            score=self._scores(query) if has_text else Value(0.0, output_field=FloatField()),
            distance_km=distance_to(query.near) if query.near else Value(None, output_field=FloatField()),
            next_start=Subquery(self._next_start(query)),
        )
        first = (query.page - 1) * query.page_size
        ordered = rows.order_by(*self._order(query))[first : first + query.page_size]
        return [
            Hit(entry=row, score=row.score or 0.0, distance_km=row.distance_km, next_start=row.next_start)
            for row in ordered.select_related("offer")
        ]

    def _next_start(self, query: CatalogueQuery) -> Any:
        dates = free_dates(query, self.now).filter(offer=OuterRef("offer_id"))
        return dates.order_by("starts_at").values("starts_at")[:1]

    def _order(self, query: CatalogueQuery) -> list[Any]:
        soonest = [F("next_start").asc(nulls_last=True), "title_key", "pk"]
        orders: dict[str, list[Any]] = {
            "relevans": ["-score", *soonest],
            "dato": soonest,
            "afstand": [F("distance_km").asc(nulls_last=True), *soonest],
            "nyeste": [F("published_at").desc(nulls_last=True), "-pk"],
            "titel": ["title_key", "pk"],
        }
        default = "relevans" if query.text.strip() else "dato"
        chosen = query.sort if query.sort != "afstand" or query.near else ""
        return orders.get(chosen or default, soonest)

    def _facets(self, query: CatalogueQuery) -> dict[str, dict[str, int]]:
        """Counts by facet: one query for all facets without a choice, one more for each with a choice."""
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        open_facets = [facet for facet in FACETS if not query.chosen.get(facet)]
        questions = [(open_facets, query), *(([f], query.without_facet(f)) for f in FACETS if query.chosen.get(f))]
        for facets, asked in questions:
            entries = self._found(asked).values("pk")
            rows = FacetValue.objects.filter(facet__in=facets, entry__in=entries).values("facet", "value")
            for row in rows.annotate(n=Count("entry")).order_by():
                counts[row["facet"]][row["value"]] = row["n"]
        return {facet: counts[facet] for facet in FACETS}
