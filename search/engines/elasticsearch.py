"""The engine for many users: an Elasticsearch cluster answers, and the database where the cluster cannot."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from zlib import crc32

from django.conf import settings
from elasticsearch.dsl import A, Search

from search.cluster.completing import proposed
from search.cluster.connection import Answer, ClusterAway, answers, breaker
from search.cluster.documents import aliases
from search.cluster.requests import counts, every_one, facet_counts, listing, order, ticked, with_free_dates
from search.cluster.site import asked_for
from search.cluster.understood import Understood
from search.completing import Completion, confirmed
from search.engines.asked import languages
from search.engines.database import FEW, MOST_ALSO, DatabaseEngine, hit_of, near_enough
from search.models import Entry, SiteText
from search.projection import LANGUAGES
from search.query import FACETS, CatalogueQuery, CatalogueResult, Hit, SiteQuery, SiteResult

MOST_RANKED = 1000
Found = TypeVar("Found")


@dataclass(frozen=True)
class Located:
    """A document found: the offer, the language of the text, its points."""

    offer: int
    language: str
    score: float


class ElasticsearchEngine:
    """Asks the cluster; every hit is looked up in the database before it is shown, so a stale index shows nothing."""

    def __init__(self) -> None:
        self.database = DatabaseEngine()
        self.now = self.database.now
        self._understood: dict[str, Understood] = {}

    def search(self, query: CatalogueQuery) -> CatalogueResult:
        """Hits of one page, the total and the honest counts."""
        found = self._or_else(lambda: self._search(query), lambda: None)
        return found or replace(self.database.search(query), is_substitute=True)

    def total(self, query: CatalogueQuery) -> int:
        """Only how many would be found."""
        return self._or_else(lambda: self._total(query), lambda: self.database.total(query))

    def ranked(self, query: CatalogueQuery) -> list[tuple[int, float, bool]]:
        """Entries by rank: hits first, then what resembles; with score and whether it is a hit."""
        return self._or_else(lambda: self._ranked(query), lambda: self.database.ranked(query))

    def site(self, query: SiteQuery) -> SiteResult:
        """The site's other pages that have all that was asked; each is looked up before it is shown."""
        found = self._or_else(lambda: self._site(query), lambda: None)
        return self.database.site(query) if found is None else found

    def _site(self, query: SiteQuery) -> SiteResult:
        answer = answers([asked_for(query, self.understood_text(query.text).plan(query.language))])[0]
        scores = {int(hit["_id"]): float(hit["_score"]) for hit in answer["hits"]["hits"]}
        listed = SiteText.objects.listed_in(query.language).filter(page__in=scores).select_related("page")
        rows = {row.page_id: row for row in listed}
        shown = [page for page in scores if page in rows]
        return SiteResult([rows[page] for page in shown], _total(answer), scores=[scores[page] for page in shown])

    def completions(self, text: str, language: str) -> list[Completion]:
        """At most eight names that begin as typed, grouped by what they name."""
        names = self._or_else(lambda: proposed(text, language), lambda: None)
        return self.database.completions(text, language) if names is None else confirmed(names, text, language)

    def _or_else(self, ask: Callable[[], Found], instead: Callable[[], Found]) -> Found:
        try:
            return ask()
        except ClusterAway:
            return instead()

    def understood(self, query: CatalogueQuery) -> Understood:
        """What the text asks for; worked out once."""
        return self.understood_text(query.text)

    def understood_text(self, text: str) -> Understood:
        """What a text asks for."""
        if text not in self._understood:
            self._understood[text] = Understood(text)
        return self._understood[text]

    def _search(self, query: CatalogueQuery) -> CatalogueResult:
        began = time.monotonic()
        main, *more = self._ask(query, lambda: [self._main(query), *self._text_languages(query), *self._first(query)])
        counted = len(LANGUAGES) if self.understood(query).has_text else 0
        by_language, first = more[:counted], more[counted:]
        total = _total(main)
        hits = self._shown(query, self._in_order(query, main, first, began))
        facets = facet_counts(main["aggregations"])
        if by_language:
            facets["tekstsprog"] = _counted(by_language)
        asked, tongues = self.understood(query), languages(query)
        return CatalogueResult(
            hits=hits,
            total=total,
            facets=facets,
            bookable_total=main["aggregations"]["bookable"]["doc_count"],
            suggestion=asked.corrected(tongues) if total and asked.has_text else "",
            also=self._also(query) if asked.has_text and total <= FEW and query.page == 1 else [],
            is_loose=bool(total) and asked.has_text and asked.is_loose(tongues),
        )

    def _total(self, query: CatalogueQuery) -> int:
        return _total(self._ask(query, lambda: [self._counting(query)])[0])

    def _ranked(self, query: CatalogueQuery) -> list[tuple[int, float, bool]]:
        full = replace(query, page=1, page_size=MOST_RANKED)
        hits, *first = self._ask(query, lambda: [self._listed(full, self._query(query)), *self._first(query)])
        if self._learn(query, first):
            hits = answers([self._listed(full, self._query(query))])[0]
        parts = [(hits, True)]
        if self.understood(query).has_text:
            resembling = self.understood(query).resembling(languages(query))
            parts.append((answers([self._listed(full, resembling)])[0], False))
        found = [(at, is_hit) for part, is_hit in parts for at in _located(part)]
        ids = self._entries(query, [at for at, _is_hit in found])
        return [(ids[at.offer].pk, at.score, is_hit) for at, is_hit in found if at.offer in ids]

    def _first(self, query: CatalogueQuery) -> list[Search]:
        """What to learn from: the first hits of the text in each language, whatever is ticked and on every page."""
        return [self.understood(query).first_hits(language) for language in self._to_learn(query)]

    def _to_learn(self, query: CatalogueQuery) -> list[str]:
        learns = query.is_by_relevance and settings.ELASTICSEARCH_FEEDBACK
        return self.understood(query).to_learn(languages(query)) if learns else []

    def _learn(self, query: CatalogueQuery, first: list[Answer]) -> bool:
        """Give what is like the first hits more points from now on; whether anything is."""
        pairs = zip(self._to_learn(query), first, strict=True)
        learnt = [self.understood(query).learn(language, answer) for language, answer in pairs]
        return any(learnt)

    def _in_order(self, query: CatalogueQuery, main: Answer, first: list[Answer], began: float) -> list[Located]:
        """The page; where time allows, asked once more with what the first hits have in common."""
        took, most = time.monotonic() - began, settings.ELASTICSEARCH_TIMEOUT
        in_time = took <= settings.ELASTICSEARCH_FEEDBACK * most and breaker.is_closed
        if in_time and self._learn(query, first) and _total(main) > 1:
            try:
                return _located(answers([self._listed(query, self._query(query))], timeout=most - took)[0])
            except ClusterAway:
                pass
        return _located(main)

    def _ask(self, query: CatalogueQuery, made: Callable[[], list[Search]]) -> list[Answer]:
        """Ask in one go; where no offer has all the words, once more for those with the most."""
        asked = self.understood(query)
        unsure = [language for language in self._planned(query) if asked.may_be_loose(language)]
        searches = made()
        found = answers([*searches, *map(asked.probe, unsure)])
        probes = dict(zip(unsure, found[len(searches) :], strict=True))
        loose = [language for language, probe in probes.items() if not _total(probe)]
        for language in unsure:
            asked.settle(language, asked.plan(language).needed)
        if not loose:
            return found[: len(searches)]
        for language, answer in zip(loose, answers([asked.best(language) for language in loose]), strict=True):
            with_any = [int(n) for n, part in answer["aggregations"].items() if part["doc_count"]]
            asked.settle(language, max(with_any, default=0))
        return answers(made())

    def _planned(self, query: CatalogueQuery) -> list[str]:
        """The languages in which the text is read: those asked for, and all of them for the counts by language."""
        return list(dict.fromkeys([*languages(query), *LANGUAGES])) if self.understood(query).has_text else []

    def _query(self, query: CatalogueQuery) -> Any:
        return self.understood(query).hits(languages(query)) if self.understood(query).has_text else None

    def _base(self, query: CatalogueQuery, which: Any) -> Search:
        """The documents that are asked for and listed, whatever is ticked."""
        asked = Search(index=aliases()).filter(every_one(listing(query, self.now)))
        if which is not None:
            asked = asked.query(which)
        asked = asked.params(search_type="dfs_query_then_fetch", preference=str(crc32(query.text.encode())))
        return asked.params(allow_partial_search_results="false", ignore_unavailable="true")

    def _counting(self, query: CatalogueQuery) -> Search:
        asked = self._base(query, self._query(query)).filter(every_one(ticked(query)))
        return asked.extra(size=0, track_total_hits=True)

    def _listed(self, query: CatalogueQuery, which: Any) -> Search:
        first = (query.page - 1) * query.page_size
        asked = self._base(query, which).post_filter(every_one(ticked(query))).sort(*order(query, self.now))
        shown = {"_source": False, "docvalue_fields": ["language"], "track_total_hits": True, "track_scores": True}
        return asked.extra(from_=first, size=query.page_size, **shown)

    def _main(self, query: CatalogueQuery) -> Search:
        """Hits, facets and how many can be booked: one request."""
        asked = self._listed(query, self._query(query))
        facets = [facet for facet in FACETS if not (facet == "tekstsprog" and self.understood(query).has_text)]
        for name, counted in counts(query, facets).items():
            asked.aggs.bucket(f"facets-{name}", counted)
        asked.aggs.bucket("bookable", A("filter", every_one([*ticked(query), with_free_dates(None, self.now)])))
        return asked

    def _text_languages(self, query: CatalogueQuery) -> list[Search]:
        """With a text, ticking a language also reads the text in that language: each is counted by itself."""
        if not self.understood(query).has_text:
            return []
        return [self._counting(_in_language(query, language)) for language in LANGUAGES]

    def _also(self, query: CatalogueQuery) -> list[Hit]:
        few = replace(query, page=1, page_size=MOST_ALSO, sort="")
        resembling = self.understood(query).resembling(languages(query))
        return near_enough(self._shown(query, _located(answers([self._listed(few, resembling)])[0])))

    def _shown(self, query: CatalogueQuery, found: list[Located]) -> list[Hit]:
        rows = self._entries(query, found)
        hits = [(rows[at.offer], at.score) for at in found if at.offer in rows]
        asks_dates = query.wants_dates
        points = 1.0 if self.understood(query).has_text else 0.0
        return [hit_of(row, score * points) for row, score in hits if row.next_start is not None or not asks_dates]

    def _entries(self, query: CatalogueQuery, found: list[Located]) -> dict[int, Any]:
        """What the database lists now, by offer, in the language that was found."""
        listed = Entry.objects.listed_in(query.language).filter(offer_id__in=[at.offer for at in found])
        rows = {row.offer_id: row for row in self.database.annotated(query, listed)}
        return {at.offer: rows[at.offer] for at in found if _is_same(rows.get(at.offer), at)}


def _is_same(row: Any, at: Located) -> bool:
    return row is not None and row.language == at.language


def _in_language(query: CatalogueQuery, language: str) -> CatalogueQuery:
    return replace(query, chosen={**query.chosen, "tekstsprog": (language,)})


def _total(answer: Answer) -> int:
    return int(answer["hits"]["total"]["value"])


def _counted(found: list[Answer]) -> dict[str, int]:
    totals = dict(zip(LANGUAGES, map(_total, found), strict=True))
    return {language: total for language, total in totals.items() if total}


def _located(answer: Answer) -> list[Located]:
    return [
        Located(int(hit["_id"]), hit["fields"]["language"][0], hit["_score"] or 0.0) for hit in answer["hits"]["hits"]
    ]
