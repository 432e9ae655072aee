"""A second pass: offers that are like the first hits move up a little, in an order that words alone cannot give."""

import math
from collections import defaultdict
from collections.abc import Iterable
from heapq import nsmallest

from django.db.models import Q

from search.analysis.lexicon import Lexicon
from search.engines.scoring import SCALE, Scored, among, idf
from search.models import Posting

LEARNT_FROM = 8
FEWEST_HITS = 3
MOST_TOKENS = 25
MOST_REORDERED = 200
TOO_COMMON = 0.3
FEEDBACK = 0.4
Vector = dict[str, float]


def learn(scored: Scored, language: str, lexicon: Lexicon) -> None:
    """Add points to entries like the best hits, once; makes no hits."""
    if scored.is_learnt:
        return
    scored.is_learnt = True
    best = best_of(scored)
    found = likeness(centre_of(best, language, lexicon), language, _first(MOST_REORDERED, scored.points, scored))
    most = max(found.values(), default=0)
    top = max((scored.points[pk] for pk in best), default=0)
    for pk, value in found.items():
        scored.points[pk] += round(FEEDBACK * top * value / most)


def best_of(scored: Scored) -> list[int]:
    """The hits to learn from."""
    return _first(LEARNT_FROM, scored.hits, scored)


def _first(number: int, entries: Iterable[int], scored: Scored) -> list[int]:
    return nsmallest(number, entries, key=lambda pk: (-scored.points[pk], pk))


def centre_of(best: list[int], language: str, lexicon: Lexicon) -> Vector:
    """What the best entries have in common; nothing where there are too few to learn from."""
    if len(best) < FEWEST_HITS or not lexicon.offers:
        return {}
    return _centre(_vectors(best, language, lexicon))


def _vectors(entries: list[int], language: str, lexicon: Lexicon) -> list[Vector]:
    """Unit vectors of the entries over words that are neither unknown to the lexicon nor everywhere."""
    found: defaultdict[int, Vector] = defaultdict(dict)
    rows = Posting.objects.filter(entry__in=entries, language=language)
    for pk, token, weight in rows.values_list("entry", "token", "weight").order_by("entry", "token"):
        having = lexicon.bases.get(token, 0)
        if 1 < having < TOO_COMMON * lexicon.offers:
            found[pk][token] = weight * idf(lexicon.offers, having)
    return [_unit(vector) for vector in found.values()]


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {token: value / length for token, value in vector.items()} if length else {}


def _centre(vectors: list[Vector]) -> Vector:
    """The mean of the vectors: its greatest components among words that at least two have."""
    sums: defaultdict[str, float] = defaultdict(float)
    having: defaultdict[str, int] = defaultdict(int)
    for vector in vectors:
        for token, value in vector.items():
            sums[token] += value
            having[token] += 1
    shared = [(value, token) for token, value in sums.items() if having[token] > 1]
    return {token: value / len(vectors) for value, token in sorted(shared, reverse=True)[:MOST_TOKENS]}


def likeness(centre: Vector, language: str, entries: Iterable[int]) -> dict[int, int]:
    """How much of the centre each of these entries has, in millionths."""
    if not centre:
        return {}
    wanted = Q(language=language, token__in=list(centre), entry__in=among(set(entries)))
    found: defaultdict[int, int] = defaultdict(int)
    for pk, token, weight in Posting.objects.filter(wanted).values_list("entry", "token", "weight"):
        found[pk] += weight * round(SCALE * centre[token])
    return found
