"""Makes the plan of a query: reads facts, then every word in all its spellings and relations."""

import math
import re
from collections.abc import Iterator
from dataclasses import replace

from search.analysis.facts import Facts, Named, named_at, read_grades
from search.analysis.plan import FORM_WEIGHT, SUBJECT_WEIGHTS, Alternative, Boost, QueryPlan, Term, Word
from search.analysis.readings import RESEMBLES, Reader, plain, query_words, spelled
from search.analysis.relating import Relating
from search.analysis.spelling import Spelling
from search.analysis.thesaurus import LONGEST_PHRASE, SAME
from search.analysis.words import MOST_QUERY_CHARACTERS, fold

HEAD = 0.5
GRADE_WORD, FORM_WORD, FILLER = 0.2, 0.3, 0.2
MOST_EXPENSIVE = 6
NEEDED_SHARE = 0.75


def make_plan(text: str, reader: Reader) -> QueryPlan:
    """The plan of a text; never raises, whatever was typed."""
    facts = read_grades(text[:MOST_QUERY_CHARACTERS].replace("\0", " "), reader.language)
    made = _Making(reader, facts)
    return made.plan(text)


class _Making:
    """One query on its way to a plan."""

    def __init__(self, reader: Reader, facts: Facts) -> None:
        self.reader, self.facts = reader, facts
        self.chain, self.relating = reader.chain, Relating(reader)
        self.typed = query_words(facts.text)
        self.named = self._named()
        self.content = [at for at in range(len(self.typed)) if self._is_content(at)]
        self.expensive = 0
        self.corrections: dict[str, str] = {}

    def _named(self) -> dict[int, tuple[Named, ...]]:
        """Facts by position of every word that is part of a name."""
        found: dict[int, tuple[Named, ...]] = {}
        folded = [" ".join(map(fold, re.split(r"[-'’]", word))) for word in self.typed]
        for at, (length, facts) in named_at(folded, self.reader.language).items():
            found.update(dict.fromkeys(range(at, at + length), facts))
        for at, word in enumerate(self.typed):
            if at not in found and (facts := self._last_part_names(word)):
                found[at] = facts
        return found

    def _last_part_names(self, word: str) -> tuple[Named, ...]:
        """The form that the last part of a compound names: «virksomhedsbesøg», «grusgravsbesøg»."""
        parts = self.chain.parts(word)
        named = named_at([parts[-1][0]], self.reader.language) if parts else {}
        return tuple(fact for fact in named.get(0, (0, ()))[1] if fact.kind == "form")

    def _is_content(self, at: int) -> bool:
        word = self.typed[at]
        if word in self.chain.stops or (word.isdigit() and len(word) < 3) or word in self.facts.grade_words:
            return False
        kinds = {fact.kind for fact in self.named.get(at, ())}
        whole = not self._last_part_names(word)
        return not (kinds & {"form", "filler", "grades", "level"} and whole)

    def plan(self, text: str) -> QueryPlan:
        """Put it together."""
        words = [self._word(at) for at in range(len(self.typed)) if self.typed[at] not in self.chain.stops]
        words += [self._grade_word(word) for word in sorted(self.facts.grade_words) if not word.isdigit()]
        if not any(word.required for word in words) and self.facts.grade is None:
            words = [replace(word, required=True, factor=1.0) for word in words]
        required = sum(word.required for word in words)
        return QueryPlan(
            language=self.reader.language,
            text=text[:MOST_QUERY_CHARACTERS],
            words=tuple(words),
            boosts=tuple(self._boosts()),
            grade=self.facts.grade,
            needed=required if required <= 2 else math.ceil(required * NEEDED_SHARE),
            corrected=self._corrected(),
            vocabulary=self.reader.version,
        )

    def _grade_word(self, word: str) -> Word:
        return Word(word, tuple(plain(word, self.reader)), factor=GRADE_WORD, required=False)

    def _word(self, at: int) -> Word:
        typed, named = self.typed[at], self.named.get(at, ())
        kinds = {fact.kind for fact in named}
        is_content = at in self.content
        if is_content and not kinds:
            return Word(typed, tuple(self._readings(at)))
        factor = 1.0 if "subject" in kinds or not self.content else FORM_WORD if "form" in kinds else FILLER
        readings = list(plain(typed, self.reader))
        if not any(map(self._is_seen, readings)):
            readings += [one for spelling in self.reader.speller.restored(typed) for one in spelled(spelling)]
        readings += self._related(at)
        return Word(typed, tuple(readings), 1.0 if is_content else factor, is_content, tuple(map(_token, named)))

    def _boosts(self) -> Iterator[Boost]:
        for fact in dict.fromkeys(fact for facts in self.named.values() for fact in facts):
            if fact.kind == "subject":
                yield Boost(_token(fact), SUBJECT_WEIGHTS)
            elif fact.kind in {"form", "level"}:
                yield Boost(_token(fact), (FORM_WEIGHT,))

    def _readings(self, at: int) -> Iterator[Alternative]:
        """Everything a word may mean."""
        word = self.typed[at].replace("-", "")
        readings = [*plain(self.typed[at], self.reader), *self._related(at)]
        seen = any(self._is_seen(reading) for reading in readings)
        if not seen and self.expensive < MOST_EXPENSIVE:
            self.expensive += 1
            readings += self._spelled(word)
        return iter(readings)

    def _is_seen(self, reading: Alternative) -> bool:
        found = [term.token in self.reader.speller.tokens for term in reading.terms]
        return all(found) if reading.kind == "parts" else any(found) and reading.least > 0

    def _spelled(self, word: str) -> list[Alternative]:
        speller = self.reader.speller
        found = speller.restored(word)
        if not found and not speller.is_known(word):
            found = speller.repaired(word)
            if found:
                self.corrections[word] = found[0].reads.replace("·", "")
        readings = [reading for spelling in found for reading in spelled(spelling)]
        readings += [again for spelling in found[:1] for again in self._related_to(spelling)]
        readings = readings or self._known_to_the_thesaurus(word)
        return readings or [self._resembling(name, share) for name, share in speller.resembling(word)]

    def _known_to_the_thesaurus(self, word: str) -> list[Alternative]:
        """What no offer has may stand beside other words of a concept, or be a slip away from a word that does."""
        found = list(self.relating.siblings(word))
        if not found and not self.reader.speller.is_known(word):
            found, reads = self.relating.misspelled(word)
            if reads:
                self.corrections[word] = reads
        return found

    def _resembling(self, token: str, share: float) -> Alternative:
        return Alternative("resembles", RESEMBLES * share, (Term(token, counts=False),), 0, token)

    def _related_to(self, spelling: Spelling) -> Iterator[Alternative]:
        if len(spelling.tokens) == 1:
            for related in self.relating.of_key(spelling.tokens[0]):
                yield replace(related, weight=related.weight * spelling.similarity)

    def _related(self, at: int) -> Iterator[Alternative]:
        """Related words of the word alone and of the phrases it is part of."""
        word = self.typed[at].replace("-", "")
        for key in self.chain.simple_bases(word):
            yield from self.relating.of_key(key, of=self.chain.exact(word).get(key, ""))
        if head := self._head(word):
            is_whole = bool(self._last_part_names(word))
            for related in self.relating.of_key(head):
                least = related.least if is_whole or related.kind == SAME else 0
                yield replace(related, weight=HEAD * related.weight, least=least)
        places = [place for place in range(len(self.typed)) if self.typed[place] not in self.chain.stops]
        for length in range(2, LONGEST_PHRASE + 1):
            for start in range(len(places) - length + 1):
                span = places[start : start + length]
                if at in span:
                    yield from self._of_phrase([self.typed[place].replace("-", "") for place in span])

    def _of_phrase(self, typed: list[str]) -> Iterator[Alternative]:
        """Related words of words side by side; two may be a compound that was written apart («bi avl»)."""
        yield from self.relating.of_key(" ".join(self.chain.simple_bases(word)[0] for word in typed))
        if len(typed) == 2:
            for key in self.chain.simple_bases("".join(typed)):
                yield from self.relating.of_key(key)

    def _head(self, word: str) -> str:
        """What a compound is about, its last part taken away: «supermarked» of «supermarkedsbesøg»."""
        split = self.chain.split(word)
        if split is None:
            return ""
        begun = word[: word.rindex(split.parts[-1])] if split.parts[-1] in word else ""
        first = next(
            (form for form in (begun, begun[:-1]) if form and self.chain.dictionary.has(form)), split.parts[0]
        )
        return self.chain.simple_bases(first)[0]

    def _corrected(self) -> str:
        if not self.corrections:
            return ""
        shown = self.facts.text
        for word, reads in self.corrections.items():
            shown = re.sub(rf"(?i)\b{re.escape(word)}\b", reads, shown)
        return " ".join(shown.split())


def _token(fact: Named) -> str:
    return {"subject": "fag:", "form": "form:", "level": "trin:", "grades": "", "filler": ""}[fact.kind] + fact.code
