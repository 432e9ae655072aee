"""What the thesaurus knows to be related to a typed word, as readings of what the catalogue has."""

from collections.abc import Iterator

from search.analysis.plan import Alternative, Term
from search.analysis.readings import Reader, query_words
from search.analysis.thesaurus import SAME, Related, keys_of
from search.analysis.words import fold

RELATIONS = {"same": 0.85, "narrower": 0.5, "broader": 0.4, "sibling": 0.3}
COUNTED = frozenset({"same", "narrower"})


class Relating:
    """Looks words up for one reader."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.chain = reader, reader.chain

    def of_key(self, key: str, *, of: str = "") -> tuple[Alternative, ...]:
        """Related words that the catalogue has of a key or an exact one; kept, because they cost most of a plan."""
        kept = self.reader.relations.get(of or key)
        if kept is None:
            related = self.reader.thesaurus.related(key, lambda text: not of or self._may_be(text, key, of))
            found = map(self._relation, [*related, *self._of_synonyms(related)])
            kept = tuple({r.terms: r for r in reversed([r for r in found if r])}.values())
            self.reader.relations[of or key] = kept
        return kept

    def _of_synonyms(self, related: list[Related]) -> Iterator[Related]:
        """What is related to a synonym is related to the word as well."""
        for other in related:
            if other.relation == SAME:
                for key in keys_of(other.text, self.chain):
                    further = self.reader.thesaurus.related(key, lambda _text: True)
                    yield from (one for one in further if one.relation != SAME)

    def _may_be(self, text: str, key: str, of: str) -> bool:
        """Whether a text of the thesaurus is that word, not one that folds to the same."""
        return self.chain.exact(text).get(key, of) == of

    def _relation(self, related: Related) -> Alternative | None:
        """A related word, when the catalogue has it; broader words only order."""
        typed = [word for word in query_words(related.text) if word not in self.chain.stops]
        tokens = [self._meant(word.replace("-", "")) for word in typed]
        if not tokens or not all(token in self.reader.speller.tokens for token in tokens):
            return None
        terms = tuple(Term(token, 1 / len(tokens)) for token in dict.fromkeys(tokens))
        least = len(terms) if related.relation in COUNTED else 0
        reason = f"{related.concept}: {related.text}"
        return Alternative(related.relation, RELATIONS[related.relation], terms, least, reason)

    def _meant(self, word: str) -> str:
        """The base form of a word of the thesaurus: the word itself where it is one («kost», not «koste»)."""
        bases = self.chain.sharp_bases(word)
        known, itself = self.reader.speller.tokens, {fold(word), f"={word.lower()}"}
        return max(bases, key=lambda token: (token in known, token in itself, known.get(token, 0), -len(token)))

    def misspelled(self, word: str) -> tuple[list[Alternative], str]:
        """What is related to the word of the thesaurus that this is a slip away from, and how that is spelled."""
        key = self.reader.thesaurus.near(fold(word))
        found = list(self.of_key(key)) if key else []
        if not found:
            return [], ""
        entry, at = self.reader.thesaurus.places[key][0]
        reads = entry.texts[at]
        return found, "" if " " in reads else reads

    def siblings(self, word: str) -> Iterator[Alternative]:
        """Other words of the concepts of a word that no offer has: they order what is shown apart."""
        for key in self.chain.simple_bases(word):
            found = map(self._relation, self.reader.thesaurus.siblings(key))
            yield from (reading for reading in found if reading)
