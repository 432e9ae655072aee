"""What a text asks for in each language it is asked in, scored once for hits, facets and what resembles."""

from django.db.models import Q

from search.analysis.lexicon import Lexicon
from search.analysis.plan import QueryPlan
from search.analysis.planning import make_plan
from search.engines.feedback import learn
from search.engines.scoring import POINT, TENTHS, Scored, among, graded, score
from search.query import CatalogueQuery
from search.reading import reader

UNIT = POINT * TENTHS
WITHOUT_WORDS = POINT


def languages(query: CatalogueQuery) -> list[str]:
    """The language of the question, and those of the text that somebody ticked."""
    return list(dict.fromkeys([query.language, *query.chosen.get("tekstsprog", ())]))


Read = dict[tuple[str, str], tuple[QueryPlan, Scored, Lexicon]]


def _read(text: str, language: str) -> tuple[QueryPlan, Scored, Lexicon]:
    using = reader(language)
    plan = make_plan(text, using)
    return plan, score(plan), using.chain.lexicon


class AskedText:
    """Plans and scores of one text; `read` keeps what was worked out for a text and a language."""

    def __init__(self, query: CatalogueQuery, read: Read) -> None:
        self.has_text = bool(query.text.strip())
        self.plans: dict[str, QueryPlan] = {}
        self.scored: dict[str, Scored] = {}
        self.lexicons: dict[str, Lexicon] = {}
        for language in languages(query) if self.has_text else ():
            if (query.text, language) not in read:
                read[query.text, language] = _read(query.text, language)
            self.plans[language], self.scored[language], self.lexicons[language] = read[query.text, language]

    def for_ranking(self) -> "AskedText":
        """The same with the points of the second pass, which a mere number of hits does not need."""
        for language, scored in self.scored.items():
            learn(scored, language, self.lexicons[language])
        return self

    @property
    def points(self) -> dict[int, float]:
        """The scores of all entries, without regard to grades."""
        return {pk: points / POINT for found in self.scored.values() for pk, points in found.points.items()}

    @property
    def corrected(self) -> str:
        """The text as it was understood, where a spelling was repaired."""
        return next((plan.corrected for plan in self.plans.values()), "")

    @property
    def is_loose(self) -> bool:
        """Whether no entry has all that was asked."""
        return bool(self.scored) and all(found.is_loose for found in self.scored.values())

    def hits(self) -> Q:
        """The entries that match."""
        found = Q(pk__in=among({pk for scored in self.scored.values() for pk in scored.hits}))
        for language, plan in self.plans.items():
            if plan.grade is not None and not plan.needed:
                found |= Q(language=language, grade_min__lte=plan.grade, grade_max__gte=plan.grade)
        return found

    def resembling(self) -> Q:
        """The entries that only resemble what was asked."""
        return Q(pk__in=among({pk for scored in self.scored.values() for pk in scored.resembling})) & ~self.hits()

    def score(self, pk: int, language: str, low: int | None, high: int | None) -> int:
        """The points of an entry with the factor of the grades."""
        plan, found = self.plans.get(language), self.scored.get(language)
        if plan is None or found is None:
            return 0
        return graded(found.points.get(pk, 0) + WITHOUT_WORDS // 100, plan, low, high)
