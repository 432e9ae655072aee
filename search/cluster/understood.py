"""What a text asks for in each language, and how many of its words some offer has at all."""

from typing import Any

from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.query import Bool, Query

from search.analysis.plan import QueryPlan
from search.analysis.planning import make_plan
from search.analysis.readings import Reader
from search.cluster.alike import alike_to, first_hits
from search.cluster.connection import Answer
from search.cluster.documents import alias
from search.cluster.requests import matches, resembles, scored
from search.reading import reader


class Understood:
    """The plans of one text; where no offer has all that is `needed`, those with the most words are the hits."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.has_text = bool(text.strip())
        self._readers: dict[str, Reader] = {}
        self._plans: dict[str, QueryPlan] = {}
        self._needed: dict[str, int] = {}
        self._alike: dict[str, Query | None] = {}

    def reader(self, language: str) -> Reader:
        """The reader of a language, the same for all that is asked of this text."""
        if language not in self._readers:
            self._readers[language] = reader(language)
        return self._readers[language]

    def plan(self, language: str) -> QueryPlan:
        """The plan in a language, made once."""
        if language not in self._plans:
            self._plans[language] = make_plan(self.text, self.reader(language))
        return self._plans[language]

    def needed(self, language: str) -> int:
        """How many words an offer must have."""
        return self._needed.get(language, self.plan(language).needed)

    def is_loose(self, languages: list[str]) -> bool:
        """Whether no offer has all that was asked."""
        return all(self.needed(language) < self.plan(language).needed for language in languages)

    def corrected(self, languages: list[str]) -> str:
        """The text as it was understood, where a spelling was repaired."""
        return self.plan(languages[0]).corrected

    def hits(self, languages: list[str]) -> Query:
        """The offers that match, with their points."""
        return self._each(languages, lambda language: matches(self.plan(language), self.needed(language)))

    def resembling(self, languages: list[str]) -> Query:
        """The offers that only resemble what was asked, with their points."""
        return self._each(languages, self._resembling)

    def _resembling(self, language: str) -> Query:
        plan = self.plan(language)
        return Bool(filter=[resembles(plan)], must_not=[matches(plan, self.needed(language))])

    def _each(self, languages: list[str], which: Any) -> Query:
        found = [scored(self.plan(lang), which(lang), self._alike.get(lang)) for lang in languages]
        return found[0] if len(found) == 1 else Bool(should=found, minimum_should_match=1)

    def to_learn(self, languages: list[str]) -> list[str]:
        """Those in which nobody has learnt from the first hits yet, and in which words make hits."""
        return [language for language in languages if language not in self._alike and self.plan(language).needed]

    def first_hits(self, language: str) -> Search:
        """Asks for the hits of the words, whatever else is asked for, so that every page learns from the same."""
        return first_hits(self.plan(language), self.needed(language))

    def learn(self, language: str, answer: Answer) -> bool:
        """Remember what the first hits have in common; whether that is anything."""
        alike = self._alike[language] = alike_to(answer, language, self.reader(language).chain.lexicon)
        return alike is not None

    def probe(self, language: str) -> Search:
        """Asks whether one offer at least has all that is needed: the first one found is enough."""
        which = matches(self.plan(language), self._all(language))
        asked = Search(index=alias(language)).query(Q("constant_score", filter=which))
        return asked.extra(size=0, terminate_after=1, track_total_hits=True)

    def _all(self, language: str) -> int:
        return self.plan(language).needed

    def may_be_loose(self, language: str) -> bool:
        """Whether there is anything to probe: several words are needed, and nobody has looked yet."""
        return self.plan(language).needed > 1 and language not in self._needed

    def best(self, language: str) -> Search:
        """Asks how many offers have so many of the words."""
        asked = Search(index=alias(language)).extra(size=0)
        for number in range(1, self._all(language)):
            asked.aggs.bucket(str(number), A("filter", matches(self.plan(language), number)))
        return asked

    def settle(self, language: str, needed: int) -> None:
        """Remember how many words an offer must have."""
        self._needed[language] = needed
