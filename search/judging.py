"""Judged queries: what teachers type and which offers answer it, on a scale from 0 to 3, and how well a list does."""

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

JUDGED = Path(__file__).parent / "judged"
BEST = 10
RECALLED = 50


@dataclass(frozen=True)
class Judged:
    """A query with the grades of the offers that answer it; what is not named has grade 0."""

    query_id: str
    language: str
    kind: str
    query: str
    grades: dict[str, int]


@dataclass(frozen=True)
class Measured:
    """How well one list answered one query."""

    kind: str
    ndcg: float
    recall: float
    is_empty: bool


def read(folder: Path = JUDGED) -> Iterator[Judged]:
    """All judged queries; the name of a file is its language."""
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield Judged(row["query_id"], path.stem[:2], row["kind"], row["query"], _grades(row["judgements"]))


def _grades(text: str) -> dict[str, int]:
    pairs = (pair.split("=") for pair in text.split(";") if pair)
    return {f"demo-{offer}" if offer.isdigit() else offer: int(grade) for offer, grade in pairs}


def ndcg(found: Sequence[str], grades: dict[str, int]) -> float:
    """Normalised discounted gain of the first ten, with gains 2^grade - 1."""
    ideal = _gain(sorted(grades.values(), reverse=True)[:BEST])
    return _gain([grades.get(offer, 0) for offer in found[:BEST]]) / ideal if ideal else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades))


def recall(found: Sequence[str], grades: dict[str, int]) -> float:
    """The share of answering offers (grade 1 and better) among the first fifty."""
    wanted = {offer for offer, grade in grades.items() if grade}
    return len(wanted & set(found[:RECALLED])) / len(wanted) if wanted else 1.0


def measured(judged: Judged, found: Sequence[str], *, hits: int) -> Measured:
    """The measures of one list; it is empty when nothing in it is a hit."""
    return Measured(judged.kind, ndcg(found, judged.grades), recall(found, judged.grades), hits == 0)
