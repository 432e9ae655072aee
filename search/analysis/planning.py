"""Makes the plan of a query: reads facts, then every word in all its spellings and relations."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from search.analysis.chain import Chain
from search.analysis.facts import Facts, Named, named_at, read_grades
from search.analysis.plan import FORM_WEIGHT, SUBJECT_WEIGHTS, Alternative, Boost, QueryPlan, Term, Word
from search.analysis.spelling import NATIONAL, Speller, Spelling
from search.analysis.thesaurus import LONGEST_PHRASE, Related, Thesaurus
from search.analysis.words import LONGEST_WORD, MOST_QUERY_CHARACTERS, MOST_QUERY_WORDS, WORD, fold

LAST_PART = 0.5
NESTED = 0.7
HEAD = 0.5
GRADE_WORD, FORM_WORD, FILLER = 0.2, 0.3, 0.2
RELATIONS = {"same": 0.85, "narrower": 0.6, "broader": 0.4}
COUNTED = frozenset({"same", "narrower"})
MOST_EXPENSIVE = 6
NEEDED_SHARE = 0.75
RESEMBLES = 0.25
OTHER_WORD = 0.5


@dataclass(frozen=True)
class Reader:
    """What a language's queries are read with."""

    chain: Chain
    speller: Speller
    thesaurus: Thesaurus
    version: str = ""
    relations: dict[str, tuple[Alternative, ...]] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language."""
        return self.chain.language


def query_words(text: str) -> list[str]:
    """The words typed, hyphens kept, cut to a bearable number."""
    found = [word[:LONGEST_WORD] for word in WORD.findall(text.lower())]
    return found[:MOST_QUERY_WORDS]


def make_plan(text: str, reader: Reader) -> QueryPlan:
    """The plan of a text; never raises, whatever was typed."""
    facts = read_grades(text[:MOST_QUERY_CHARACTERS].replace("\0", " "), reader.language)
    made = _Making(reader, facts)
    return made.plan(text)


class _Making:
    """One query on its way to a plan."""

    def __init__(self, reader: Reader, facts: Facts) -> None:
        self.reader, self.facts = reader, facts
        self.chain = reader.chain
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
        return Word(word, tuple(self._plain(word)), factor=GRADE_WORD, required=False)

    def _word(self, at: int) -> Word:
        typed, named = self.typed[at], self.named.get(at, ())
        kinds = {fact.kind for fact in named}
        is_content = at in self.content
        if is_content and not kinds:
            return Word(typed, tuple(self._readings(at)))
        factor = 1.0 if "subject" in kinds or not self.content else FORM_WORD if "form" in kinds else FILLER
        readings = list(self._plain(typed))
        if not any(map(self._is_seen, readings)):
            readings += [one for spelling in self.reader.speller.restored(typed) for one in _spelling(spelling)]
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
        readings = [*self._plain(self.typed[at]), *self._related(at)]
        seen = any(self._is_seen(reading) for reading in readings)
        if not seen and self.expensive < MOST_EXPENSIVE:
            self.expensive += 1
            readings += self._spelled(word)
        return iter(readings)

    def _is_seen(self, reading: Alternative) -> bool:
        found = [term.token in self.reader.speller.tokens for term in reading.terms]
        return all(found) if reading.kind == "parts" else any(found) and reading.least > 0

    def _plain(self, typed: str) -> Iterator[Alternative]:
        """Base forms and parts."""
        word = typed.replace("-", "")
        exact = self.chain.exact(word)
        for base in self.chain.bases(word):
            if base in exact:
                yield Alternative("word", 1.0, (Term(exact[base]),))
                yield self._other_word(word, base)
            else:
                yield Alternative("word", 1.0, (Term(base),))
        if "-" in typed:
            yield parts_of([self.chain.bases(part)[0] for part in typed.split("-") if part])
        parts = self.chain.parts(word)
        if parts:
            split = self.chain.split(word)
            exact = [self.chain.exact(part) for part in split.parts] if split else [{}]
            tokens = [of.get(token, token) for of, token in zip(exact, map(self._best, parts), strict=True)]
            yield parts_of(tokens, last_counts=self._only_last_is_seen(tokens))
            nested = [inner for part in parts for inner in self._nested(part)]
            if len(nested) > len(tokens):
                yield replace(parts_of(nested), weight=NESTED, least=2)

    def _other_word(self, word: str, base: str) -> Alternative:
        """What folds to the same («øst» for «ost»): meant, perhaps, when a keyboard lacked the letters."""
        is_certain = bool(NATIONAL & set(word))
        return Alternative("word", RESEMBLES if is_certain else OTHER_WORD, (Term(base),), 0 if is_certain else 1)

    def _only_last_is_seen(self, tokens: list[str]) -> bool:
        """Whether only the last part can be found («lån» of «forbrugslån») and it is no mere form («besøg»)."""
        known = self.reader.speller.tokens
        is_named = bool(named_at(tokens[-1:], self.reader.language))
        return tokens[-1] in known and not is_named and not any(token in known for token in tokens[:-1])

    def _best(self, bases: tuple[str, ...]) -> str:
        known = self.reader.speller.tokens
        return max(bases, key=lambda token: known.get(token, 0))

    def _nested(self, bases: tuple[str, ...]) -> list[str]:
        inner = self.chain.parts(bases[0])
        return [self._best(part) for part in inner] or [self._best(bases)]

    def _spelled(self, word: str) -> list[Alternative]:
        speller = self.reader.speller
        found = speller.restored(word)
        if not found and not speller.is_known(word):
            found = speller.repaired(word)
            if found:
                self.corrections[word] = found[0].reads.replace("·", "")
        readings = [reading for spelling in found for reading in _spelling(spelling)]
        readings += [again for spelling in found[:1] for again in self._related_to(spelling)]
        return readings or [self._resembling(name, share) for name, share in speller.resembling(word)]

    def _resembling(self, token: str, share: float) -> Alternative:
        return Alternative("resembles", RESEMBLES * share, (Term(token, counts=False),), 0, token)

    def _related_to(self, spelling: Spelling) -> Iterator[Alternative]:
        if len(spelling.tokens) == 1:
            for related in self._relations(spelling.tokens[0]):
                yield replace(related, weight=related.weight * spelling.similarity)

    def _related(self, at: int) -> Iterator[Alternative]:
        """Related words of the word alone and of the phrases it is part of."""
        word = self.typed[at].replace("-", "")
        for key in self.chain.simple_bases(word):
            yield from self._relations(key, of=self.chain.exact(word).get(key, ""))
        if head := self._head(word):
            for related in self._relations(head):
                yield replace(related, weight=HEAD * related.weight)
        places = [place for place in range(len(self.typed)) if self.typed[place] not in self.chain.stops]
        for length in range(2, LONGEST_PHRASE + 1):
            for start in range(len(places) - length + 1):
                span = places[start : start + length]
                if at in span:
                    phrase = (self.chain.simple_bases(self.typed[place].replace("-", ""))[0] for place in span)
                    yield from self._relations(" ".join(phrase))

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

    def _relations(self, key: str, *, of: str = "") -> tuple[Alternative, ...]:
        """Related words that the catalogue has of a key or an exact one; kept, because they cost most of a plan."""
        kept = self.reader.relations.get(of or key)
        if kept is None:
            related = self.reader.thesaurus.related(key, lambda text: not of or self._may_be(text, key, of))
            found = map(self._relation, related)
            kept = tuple({r.terms: r for r in reversed([r for r in found if r])}.values())
            self.reader.relations[of or key] = kept
        return kept

    def _may_be(self, text: str, key: str, of: str) -> bool:
        """Whether a text of the thesaurus is that word, not one that folds to the same."""
        return self.chain.exact(text).get(key, of) == of

    def _relation(self, related: Related) -> Alternative | None:
        """A related word, when the catalogue has it; broader words only order."""
        typed = [word for word in query_words(related.text) if word not in self.chain.stops]
        tokens = [self._best(self.chain.sharp_bases(word.replace("-", ""))) for word in typed]
        if not tokens or not all(token in self.reader.speller.tokens for token in tokens):
            return None
        terms = tuple(Term(token, 1 / len(tokens)) for token in dict.fromkeys(tokens))
        least = len(terms) if related.relation in COUNTED else 0
        reason = f"{related.concept}: {related.text}"
        return Alternative(related.relation, RELATIONS[related.relation], terms, least, reason)

    def _corrected(self) -> str:
        if not self.corrections:
            return ""
        shown = self.facts.text
        for word, reads in self.corrections.items():
            shown = re.sub(rf"(?i)\b{re.escape(word)}\b", reads, shown)
        return " ".join(shown.split())


def parts_of(tokens: list[str], *, last_counts: bool = False) -> Alternative:
    """A compound's parts: what stands first weighs most and makes the match."""
    shares = [1.0] * (len(tokens) - 1) + [LAST_PART]
    terms = (
        Term(token, share / sum(shares), counts=last_counts or at < len(tokens) - 1)
        for at, (token, share) in enumerate(zip(tokens, shares, strict=True))
    )
    return Alternative("parts", 1.0, tuple(terms))


def _spelling(spelling: Spelling) -> Iterable[Alternative]:
    if spelling.kind == "restored" and len(spelling.tokens) > 1 and "·" not in spelling.reads:
        for token in spelling.tokens:
            yield Alternative(spelling.kind, spelling.similarity, (Term(token),), 1, spelling.reads)
    elif len(spelling.tokens) == 1:
        yield Alternative(spelling.kind, spelling.similarity, (Term(spelling.tokens[0]),), 1, spelling.reads)
    else:
        made = parts_of(list(spelling.tokens))
        yield replace(made, kind=spelling.kind, weight=spelling.similarity, reason=spelling.reads)


def _token(fact: Named) -> str:
    return {"subject": "fag:", "form": "form:", "level": "trin:", "grades": "", "filler": ""}[fact.kind] + fact.code
