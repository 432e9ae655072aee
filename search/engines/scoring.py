"""Scores the postings of a plan in one SQL query, the same on SQLite and PostgreSQL: whole numbers only."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Count
from django.db.models.expressions import RawSQL

from search.analysis.plan import FACTOR, GRADE_FACTOR, OTHERS, QueryPlan, Word
from search.engines.found import unpacked
from search.models import Entry, Posting, SitePosting, SiteText

SCALE = 1000
POINT = SCALE * SCALE * OTHERS
MOST_ROWS = 3000
TENTHS = round(1 / GRADE_FACTOR)
SCORE = """
WITH plan(token, word, reading, points, counts, least, alone) AS (VALUES {rows}),
postings AS NOT MATERIALIZED (
    SELECT posting.{column} AS entry_id, plan.word AS word, plan.reading AS reading, plan.alone AS alone,
        CAST(posting.weight AS BIGINT) * plan.points AS points, plan.counts AS matched, plan.least AS least
    FROM plan CROSS JOIN {table} posting
    WHERE posting.token = plan.token AND posting.language = %s
),
readings AS (
    SELECT entry_id, word, points, matched, least FROM postings WHERE alone = 1
    UNION ALL
    SELECT entry_id, word, SUM(points), SUM(matched), MAX(least)
    FROM postings WHERE alone = 0 GROUP BY entry_id, word, reading
),
words AS (
    SELECT entry_id, word, MAX(points) * ({others} - 1) + SUM(points) AS points,
        MAX(CASE WHEN least > 0 AND matched >= least THEN 1 ELSE 0 END) AS met
    FROM readings GROUP BY entry_id, word
)
SELECT entry_id, SUM(points), SUM(CASE WHEN word < {required} THEN met ELSE 0 END),
    SUM(CASE WHEN word < {required} THEN points ELSE 0 END)
FROM words GROUP BY entry_id
"""


@dataclass(frozen=True)
class Shelf:
    """A kind of documents: the table of their postings, and the models to count how rare a token is among them."""

    column: str
    documents: type[Entry] | type[SiteText]
    postings: type[Posting] | type[SitePosting]

    @property
    def table(self) -> str:
        """The table of postings."""
        return str(self.postings._meta.db_table)


OFFERS = Shelf("entry_id", Entry, Posting)
SITE = Shelf("text_id", SiteText, SitePosting)


@dataclass
class Scored:
    """Points of every entry that a plan touches, which of them are hits, and which at least resemble what was asked.

    `is_loose`: no entry has all that is needed, so those with the most are the hits. `is_learnt`: the points are those
    of the second pass.
    """

    points: dict[int, int] = field(default_factory=dict)
    hits: set[int] = field(default_factory=set)
    resembling: set[int] = field(default_factory=set)
    is_loose: bool = False
    is_learnt: bool = False


def idf(entries: int, having: int) -> float:
    """How much a token tells, from how rare it is (BM25's inverse document frequency)."""
    return math.log(1 + (entries - having + 0.5) / (having + 0.5))


def score(plan: QueryPlan, *, of: Shelf = OFFERS) -> Scored:
    """Run the plan over the postings of its language."""
    rarity = rarities(plan.terms, plan.language, of=of)
    rows = list(_rows(plan, rarity))[:MOST_ROWS]
    if not rows:
        return Scored(is_loose=plan.needed > 0)
    required = sum(word.required for word in plan.words)
    sql = SCORE.format(
        rows=", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * len(rows)),
        required=required,
        others=OTHERS,
        table=of.table,
        column=of.column,
    )
    terms = Counter(row[1:3] for row in rows)  # a reading of one term has nothing to add up, and most are
    values = (value for row in rows for value in (*row, int(terms[row[1:3]] == 1)))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, plan.language])
        found = cursor.fetchall()
    return _judged(plan, found)


def _judged(plan: QueryPlan, found: list[tuple[int, Any, Any, Any]]) -> Scored:
    best = max([row[2] for row in found], default=0)
    needed = min(plan.needed, int(best))
    hits = {row[0] for row in found if row[2] >= needed} if needed else set()
    resembling = {row[0] for row in found if row[3]} - hits
    return Scored({row[0]: int(row[1]) for row in found}, hits, resembling, needed < plan.needed)


def rarities(tokens: Iterable[str], language: str, *, of: Shelf = OFFERS) -> dict[str, float]:
    """How much each token tells among the documents that there are now; without those that stand nowhere."""
    documents = of.documents.objects.filter(language=language).count()
    rows = of.postings.objects.filter(language=language, token__in=tokens).values_list("token")
    return {token: idf(documents, having) for token, having in rows.annotate(n=Count("pk")).order_by()}


def _rows(plan: QueryPlan, rarity: dict[str, float]) -> Iterator[tuple[str, int, int, int, int, int]]:
    """Token, number of the word (required ones first), number of the reading, points, counts, least."""
    words = sorted(plan.words, key=lambda word: not word.required)
    for number, word in enumerate(words):
        yield from _of_word(number, word, rarity)
    for number, boost in enumerate(plan.boosts, start=len(words)):
        yield boost.token, number, 0, SCALE, 0, 0


def _of_word(number: int, word: Word, rarity: dict[str, float]) -> Iterator[tuple[str, int, int, int, int, int]]:
    for reading, alternative in enumerate(word.alternatives):
        for term in alternative.terms:
            if term.token in rarity:
                points = FACTOR * word.factor * alternative.weight * term.share * rarity[term.token]
                yield term.token, number, reading, round(SCALE * points), int(term.counts), alternative.least
    for reading, token in enumerate(word.facts, start=len(word.alternatives)):
        if word.required and not token.startswith(("form:", ":")):
            yield token, number, reading, 0, 1, 1


def graded(points: int, plan: QueryPlan, low: int | None, high: int | None) -> int:
    """The points with the factor of the grades asked for, in tenths."""
    if plan.grade is None:
        return points * TENTHS
    covers = low is not None and high is not None and low <= plan.grade <= high
    return points * (TENTHS if covers else 1)


def among(ids: set[int]) -> RawSQL:
    """A subquery of these ids in one parameter, for `pk__in`: thousands of them cost nothing."""
    listed = ",".join(map(str, sorted(ids)))
    return unpacked(f"{{{listed}}}" if connection.vendor == "postgresql" else f"[{listed}]")
