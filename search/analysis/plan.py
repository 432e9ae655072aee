"""The plan of a query: what every engine is to look for, worked out once by the chain.

Two fields of tokens are searched. `p` holds words: base forms and parts of compounds, folded. `k` holds facts:
`fag:CODE` (weight by rank: first, second, later subject) and `form:CODE`. An engine scores an offer so:

    text(offer) = Σ over words: 2 · factor · best over alternatives( weight · Σ over terms( share · bm25(term) ) )
    score(offer) = ( text(offer) + Σ over boosts ) · (grade_factor, unless the offer covers plan.grade)

where the best alternative counts whole and each of the others a quarter, so that an offer with several of the related
words passes one with a single rare one; bm25 with k1 1.2 and b 0.5, and with (k1 + 1) in the numerator.

An offer *matches* a word when one of the word's alternatives matches: at least `least` of its terms with `counts` are
there (or one of Word.facts that is a subject or a level). It is a hit when it matches at least `plan.needed` of the
words with `required`; where no offer does, those that match most of them are the hits. Alternatives with `least` 0
only order hits.
"""

from dataclasses import dataclass

FACTOR = 2.0
K1, B = 1.2, 0.5
OTHERS = 4
GRADE_FACTOR = 0.1
SUBJECT_WEIGHTS = (5.0, 3.0, 2.0)
FORM_WEIGHT = 3.0


@dataclass(frozen=True)
class Term:
    """A token of field `p`, its share of the alternative, and whether it counts towards a match."""

    token: str
    share: float = 1.0
    counts: bool = True


@dataclass(frozen=True)
class Alternative:
    """One reading of a word: its base form, its parts, a repaired spelling, a related word.

    `kind` is one of: word, parts, restored, repaired, same, narrower, broader, resembles.
    """

    kind: str
    weight: float
    terms: tuple[Term, ...]
    least: int = 1
    reason: str = ""


@dataclass(frozen=True)
class Word:
    """A word that somebody typed. `facts` are tokens of field `k` that match it too ("fag:matematik")."""

    typed: str
    alternatives: tuple[Alternative, ...]
    factor: float = 1.0
    required: bool = True
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Boost:
    """Points for a token of field `k`; `weights` by rank (one weight when there is no rank)."""

    token: str
    weights: tuple[float, ...]


@dataclass(frozen=True)
class QueryPlan:
    """What to look for in the offers of one language.

    `grade` is the middle of the grades typed; `corrected` is the text as it was understood, where a spelling was
    repaired; `vocabulary` is the version of the lexicon and thesaurus that it was made with.
    """

    language: str
    text: str
    words: tuple[Word, ...] = ()
    boosts: tuple[Boost, ...] = ()
    grade: int | None = None
    needed: int = 0
    corrected: str = ""
    vocabulary: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be looked for: every word typed is a stop word, or none is a word."""
        return not (self.words or self.boosts or self.grade is not None)

    @property
    def terms(self) -> set[str]:
        """Every token of field `p` that the plan names."""
        return {term.token for word in self.words for reading in word.alternatives for term in reading.terms}
