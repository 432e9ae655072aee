"""The engine that is always there: one SQL scoring query on SQLite and PostgreSQL alike."""

from dataclasses import replace
from datetime import datetime, time
from typing import Any

from django.db.models import F, FloatField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import ACos, Cos, Greatest, Least, Radians, Sin
from django.utils import timezone

from offers.models import Occurrence
from reference.geography import EARTH_RADIUS_KM, Point, bounding_box
from search.analysis.planning import make_plan
from search.completing import Completion, completed
from search.engines.asked import UNIT, AskedText, Read
from search.engines.found import Found
from search.engines.site import find
from search.exposure import PARTS, is_unbooked, lifted
from search.models import Entry, FacetValue, with_places
from search.query import FACETS, CatalogueQuery, CatalogueResult, Hit, SiteQuery, SiteResult
from search.reading import reader

FEW = 5
MOST_ALSO = 6
NEAR = 0.5


def free_dates(query: CatalogueQuery, now: datetime) -> QuerySet[Occurrence]:
    """The dates with free places that the question allows, of an offer that is known to be open."""
    free = with_places(Occurrence.objects.not_closed(now), now)
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


def hit_of(row: Any, score: float) -> Hit:
    """A row of `annotated` as a hit."""
    return Hit(row, score, row.distance_km, row.next_start, is_unbooked=row.is_unbooked)


def near_enough(hits: list[Hit]) -> list[Hit]:
    """Of what merely resembles the question that which comes near the best of it."""
    return [hit for hit in hits if hit.score >= NEAR * hits[0].score]


class DatabaseEngine:
    """Answers from the projection, the facet values and the postings."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self._asked: dict[object, AskedText] = {}
        self._read: Read = {}

    def search(self, query: CatalogueQuery) -> CatalogueResult:
        """Hits of one page, the total and the honest counts."""
        asked = self.asked(query)
        found = Found.of(self._found(query))
        return CatalogueResult(
            hits=self._hits(query, found) if found.total else [],
            total=found.total,
            facets=self._facets(query, found),
            bookable_total=self._bookable(query, found),
            suggestion=asked.corrected if found.total else "",
            also=self._also(query) if asked.has_text and found.total <= FEW and query.page == 1 else [],
            is_loose=bool(found.total) and asked.is_loose,
        )

    def total(self, query: CatalogueQuery) -> int:
        """Only how many would be found."""
        return int(self._found(query).count())

    def ranked(self, query: CatalogueQuery) -> list[tuple[int, float, bool]]:
        """Entries by rank: hits first, then what resembles; with score and whether it is a hit."""
        hits = [(pk, score, True) for pk, score in self._order_by_score(query, self._found(query))]
        return hits + [(pk, score, False) for pk, score in self._order_by_score(query, self._resembling(query))]

    def completions(self, text: str, language: str) -> list[Completion]:
        """At most eight names that begin as typed, grouped by what they name."""
        return completed(text, language)

    def site(self, query: SiteQuery) -> SiteResult:
        """The site's other pages that have all that was asked."""
        return find(query, make_plan(query.text, reader(query.language)))

    def asked(self, query: CatalogueQuery) -> "AskedText":
        """What the text of a question means in the languages it is asked in; worked out once."""
        key = (query.text, query.language, query.chosen.get("tekstsprog", ()))
        if key not in self._asked:
            self._asked[key] = AskedText(query, self._read)
        return self._asked[key]

    def _found(self, query: CatalogueQuery) -> Any:
        found = self._filtered(query)
        asked = self.asked(query)
        return found.filter(asked.hits()) if asked.has_text else found

    def _bookable(self, query: CatalogueQuery, found: Found) -> int:
        if query.wants_dates or not found.total:
            return found.total
        return found.entries().with_free_places(free_dates(query, self.now)).count()

    def _resembling(self, query: CatalogueQuery) -> Any:
        return self._filtered(query).filter(self.asked(query).resembling())

    def _also(self, query: CatalogueQuery) -> list[Hit]:
        ranked = self._order_by_score(query, self._resembling(query))[:MOST_ALSO]
        return near_enough(self._as_hits(query, ranked))

    def _filtered(self, query: CatalogueQuery) -> Any:
        found = Entry.objects.listed_in(query.language)
        for facet, values in query.chosen.items():
            ticked = FacetValue.objects.filter(facet=facet, value__in=values).values("entry")
            found = found.filter(pk__in=ticked)  # read once from the index, where Exists would look at each entry
        if query.free_of_charge:
            found = found.filter(price=0)
        if query.wants_dates:
            found = found.with_free_places(free_dates(query, self.now))
        if query.near and query.radius_km:
            found = self._within(found, query.near, query.radius_km)
        return found

    def _within(self, found: Any, near: Point, radius_km: int) -> Any:
        south, west, north, east = bounding_box(near, radius_km)
        boxed = found.filter(latitude__range=(south, north), longitude__range=(west, east))
        return boxed.annotate(away=distance_to(near)).filter(away__lte=radius_km)

    def _hits(self, query: CatalogueQuery, found: Found) -> list[Hit]:
        first = (query.page - 1) * query.page_size
        shown = slice(first, first + query.page_size)
        if query.is_by_relevance:
            return self._as_hits(query, self._order_by_score(query, found.entries())[shown])
        rows = self.annotated(query, found.entries()).order_by(*self._order(query))
        points = self.asked(query).for_ranking().points
        return self._as_hits(query, [(pk, points.get(pk, 0)) for pk in rows.values_list("pk", flat=True)[shown]])

    def _order_by_score(self, query: CatalogueQuery, found: Any) -> list[tuple[int, float]]:
        """Entries with their scores, best first; the title decides between equals."""
        asked = self.asked(query).for_ranking()
        rows = found.annotate(new=is_unbooked())
        rows = rows.values_list("pk", "language", "grade_min", "grade_max", "title_key", "new")
        scored = [
            (lifted(asked.score(pk, language, low, high), unbooked=new), key, pk)
            for pk, language, low, high, key, new in rows
        ]
        return [
            (pk, points / (UNIT * PARTS))
            for points, _key, pk in sorted(scored, key=lambda row: (-row[0], row[1], row[2]))
        ]

    def _as_hits(self, query: CatalogueQuery, ranked: list[tuple[int, float]]) -> list[Hit]:
        rows = {row.pk: row for row in self.annotated(query, Entry.objects.filter(pk__in=[pk for pk, _s in ranked]))}
        return [hit_of(rows[pk], score) for pk, score in ranked if pk in rows]

    def annotated(self, query: CatalogueQuery, found: Any) -> Any:
        """Entries with their distance, first free date, and whether nobody has booked yet."""
        return found.annotate(
            distance_km=distance_to(query.near) if query.near else Value(None, output_field=FloatField()),
            next_start=Subquery(self._next_start(query)),
            is_unbooked=is_unbooked(),
        ).select_related("offer")

    def _next_start(self, query: CatalogueQuery) -> Any:
        dates = free_dates(query, self.now).filter(offer=OuterRef("offer_id"))
        return dates.order_by("starts_at").values("starts_at")[:1]

    def _order(self, query: CatalogueQuery) -> list[Any]:
        soonest = [F("next_start").asc(nulls_last=True), "-is_unbooked", "title_key", "pk"]
        orders: dict[str, list[Any]] = {
            "dato": soonest,
            "afstand": [F("distance_km").asc(nulls_last=True), *soonest],
            "nyeste": [F("published_at").desc(nulls_last=True), "-pk"],
            "titel": ["title_key", "pk"],
        }
        chosen = query.sort if query.sort != "afstand" or query.near else ""
        return orders.get(chosen, soonest)

    def _other_languages(self, query: CatalogueQuery) -> dict[str, int]:
        """Ticking a language also reads the text in that language: each that has offers is counted by itself."""
        others = FacetValue.objects.filter(facet="tekstsprog").exclude(value=query.language)
        values = others.values_list("value", flat=True).distinct()
        asked = {value: replace(query, chosen={**query.chosen, "tekstsprog": (value,)}) for value in values}
        totals = {value: self.total(ticked) for value, ticked in asked.items() if self._filtered(ticked).exists()}
        return {value: total for value, total in totals.items() if total}

    def _facets(self, query: CatalogueQuery, found: Found) -> dict[str, dict[str, int]]:
        """Counts by facet: one list of entries for all facets without a choice, one more for each with a choice."""
        counts = found.counts(facet for facet in FACETS if not query.chosen.get(facet))
        for facet in query.chosen:
            counts |= Found.of(self._found(query.without_facet(facet))).counts([facet])
        if self.asked(query).has_text:
            counts["tekstsprog"] = counts.get("tekstsprog", {}) | self._other_languages(query)
        return {facet: counts.get(facet, {}) for facet in FACETS}
