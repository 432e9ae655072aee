"""A question and its plan as requests: filters, facets, scores. No scripts: any Elasticsearch 8 answers them."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone
from elasticsearch.dsl import A, Q
from elasticsearch.dsl.query import Bool, Query

from offers.models import OfferState
from search.analysis.plan import FACTOR, GRADE_FACTOR, OTHERS, Alternative, Boost, QueryPlan, Word
from search.cluster.documents import words_field
from search.cluster.reading_rows import weighted
from search.exposure import LIFT
from search.postings import LONGEST_TOKEN
from search.query import FACETS, CatalogueQuery

WITHOUT_WORDS = 0.01
MOST_VALUES = 1000
Filters = list[Query]


def every_one(filters: Filters) -> Query:
    """The documents for which all of it holds."""
    return Bool(filter=filters) if filters else Q("match_all")


def _any(queries: Filters) -> Query:
    return Bool(should=queries, minimum_should_match=1) if queries else Q("match_none")


def listing(query: CatalogueQuery, now: datetime) -> Filters:
    """What holds for every facet alike: listed in the language, price, dates, distance."""
    found = [Q("term", shown_in=query.language), Q("term", state=OfferState.OPEN.value)]
    if query.free_of_charge:
        found.append(Q("term", is_free=True))
    if query.wants_dates:
        found.append(with_free_dates(query, now))
    if query.near and query.radius_km:
        place = {"lat": query.near.latitude, "lon": query.near.longitude}
        found.append(Q("geo_distance", distance=f"{query.radius_km}km", place=place))
    return found


def ticked(query: CatalogueQuery, *, without: str = "") -> Filters:
    """What is ticked, but for one facet."""
    return [Q("terms", **{facet: list(values)}) for facet, values in query.chosen.items() if facet != without]


def free_dates(query: CatalogueQuery | None, now: datetime) -> Query:
    """A date that can be booked at this moment, on the days asked for; the clock's part is filtered, never indexed."""
    zone, moment = timezone.get_current_timezone(), now.isoformat()
    starts: dict[str, str] = {"gt": moment}
    if query and query.first_day:
        starts["gte"] = datetime.combine(query.first_day, time.min, zone).isoformat()
    if query and query.last_day:
        starts["lte"] = datetime.combine(query.last_day, time.max, zone).isoformat()
    room = _any([Q("term", **{"dates.has_room": True}), Q("range", **{"dates.lapses": {"lte": moment}})])
    ranges = [Q("range", **{"dates.starts": {bound: at}}) for bound, at in starts.items()]
    return Bool(filter=[*ranges, Q("range", **{"dates.closes": {"gt": moment}}), room])


def with_free_dates(query: CatalogueQuery | None, now: datetime) -> Query:
    """An offer with such a date."""
    return Q("nested", path="dates", query=free_dates(query, now))


def counts(query: CatalogueQuery, facets: list[str]) -> dict[str, Any]:
    """One aggregation for the facets without a choice, one more for each with a choice that ignores its own."""
    open_ones = [facet for facet in facets if not query.chosen.get(facet)]
    made = {"": _counted(ticked(query), open_ones)}
    return made | {f: _counted(ticked(query, without=f), [f]) for f in facets if query.chosen.get(f)}


def _counted(filters: Filters, facets: list[str]) -> Any:
    counted = A("filter", every_one(filters))
    for facet in facets:
        counted.bucket(facet, "terms", field=facet, size=MOST_VALUES, shard_size=MOST_VALUES)
    return counted


def order(query: CatalogueQuery, now: datetime) -> list[Any]:
    """The order of the list, the same as the database engine's to the last equal."""
    ties: list[Any] = ["title_key", "entry"]
    if query.is_by_relevance:
        return ["_score", *ties]
    nested = {"path": "dates", "filter": free_dates(query, now).to_dict()}
    soonest: list[Any] = [
        {"dates.starts": {"order": "asc", "mode": "min", "nested": nested}},
        {"is_unbooked": "desc"},
        *ties,
    ]
    if query.sort == "afstand" and query.near:
        place = {"lat": query.near.latitude, "lon": query.near.longitude}
        return [{"_geo_distance": {"place": place, "order": "asc", "unit": "km"}}, *soonest]
    return {"nyeste": [{"published": "desc"}, {"entry": "desc"}], "titel": ties}.get(query.sort, soonest)


def matches(plan: QueryPlan, needed: int) -> Query:
    """The offers that have at least so many of the words needed."""
    own = Q("term", language=plan.language)
    if not needed:
        covers = plan.grade is not None and not plan.needed
        return Bool(filter=[own, *_covering(plan)]) if covers else Q("match_none")
    words = [_has(word, plan.language) for word in plan.words if word.required]
    return Bool(filter=[own], should=words, minimum_should_match=needed)


def resembles(plan: QueryPlan) -> Query:
    """The offers that have anything at all of what was asked."""
    words = [word for word in plan.words if word.required]
    tokens = {term.token for word in words for reading in word.alternatives for term in reading.terms}
    return Q("terms", **{words_field(plan.language): sorted(tokens)}) if tokens else Q("match_none")


def scored(plan: QueryPlan, which: Query, alike: Query | None = None) -> Query:
    """Those offers with their points; those that do not cover the grade asked for keep a tenth.

    `alike` gives more points to some of them and makes no hits.
    """
    found = _lifted(by_words(plan, which, Q("match_all", boost=WITHOUT_WORDS), alike))
    if plan.grade is None:
        return found
    others = Bool(must_not=[every_one(_covering(plan))])
    return Q("boosting", positive=found, negative=others, negative_boost=GRADE_FACTOR)


def by_words(plan: QueryPlan, which: Query, *more: Query | None) -> Query:
    """Those offers with the points of the words alone, and of what more there is."""
    words = [_points(word, plan.language) for word in plan.words]
    points = [*words, *map(_boosted, plan.boosts), *more]
    return Bool(filter=[which], should=[each for each in points if each is not None])


def _lifted(found: Query) -> Query:
    """An offer that nobody has booked yet counts a little more."""
    lift = {"filter": Q("term", is_unbooked=True), "weight": LIFT}
    return Q("function_score", query=found, functions=[lift], boost_mode="multiply")


def _covering(plan: QueryPlan) -> Filters:
    return [Q("range", grade_min={"lte": plan.grade}), Q("range", grade_max={"gte": plan.grade})]


def _has(word: Word, language: str) -> Query:
    """Whether an offer has a word, in any of its readings or as a fact."""
    field = words_field(language)
    single: set[str] = set()
    several: Filters = []
    for reading in word.alternatives:
        tokens = [term.token for term in reading.terms if term.counts]
        if reading.least == 1:
            single.update(tokens)
        elif reading.least:
            several.append(Bool(should=[_is(field, t) for t in tokens], minimum_should_match=reading.least))
    facts = [token[:LONGEST_TOKEN] for token in word.facts if not token.startswith(("form:", ":"))]
    found = [Q("terms", **{field: sorted(single)})] if single else []
    return _any([*found, *several, *([Q("terms", facts=facts)] if facts else [])])


def _is(field: str, token: str) -> Query:
    return Q("constant_score", filter=Q("term", **{field: token}))


def _points(word: Word, language: str) -> Query | None:
    """The points of the best reading, and a share of the others'."""
    readings = [_reading(word, reading, words_field(language)) for reading in word.alternatives if reading.terms]
    if not readings:
        return None
    return readings[0] if len(readings) == 1 else Q("dis_max", queries=readings, tie_breaker=1 / OTHERS)


def _reading(word: Word, reading: Alternative, field: str) -> Query:
    terms = [
        Q("term", **{field: {"value": term.token, "boost": FACTOR * word.factor * reading.weight * term.share}})
        for term in reading.terms
    ]
    return terms[0] if len(terms) == 1 else Bool(should=terms)


def _boosted(boost: Boost) -> Query:
    ranks = [
        Q("constant_score", filter=Q("term", weighted_facts=weighted(boost.token, weight)), boost=weight)
        for weight in boost.weights
    ]
    return Bool(should=ranks)


def facet_counts(answer: dict[str, Any]) -> dict[str, dict[str, int]]:
    """The counts of an answer by facet and value."""
    found: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
    for part in answer.values():
        for facet in FACETS:
            buckets = part.get(facet, {}).get("buckets", []) if isinstance(part, dict) else []
            found[facet] |= {bucket["key"]: bucket["doc_count"] for bucket in buckets}
    return found
