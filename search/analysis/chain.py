"""From words to tokens: base form, compound parts, Scandinavian folding last."""

from collections.abc import Iterable

from search.analysis.bases import regular, stem
from search.analysis.compounds import Split, Splitter
from search.analysis.dictionary import Dictionary
from search.analysis.lexicon import Lexicon
from search.analysis.words import LONGEST_WORD, STOP_WORDS, fold, words

MOST_CACHED = 400_000


class Chain:
    """The words of one language read with one dictionary and one version of the lexicon."""

    def __init__(self, language: str, dictionary: Dictionary, lexicon: Lexicon) -> None:
        self.language, self.dictionary, self.lexicon = language, dictionary, lexicon
        self.stops = STOP_WORDS.get(language, frozenset())
        self.splitter = Splitter(language, dictionary, lexicon, self.simple_bases)
        self._bases: dict[str, tuple[str, ...]] = {}
        self._splits: dict[str, Split | None] = {}
        self._tokens: dict[str, tuple[str, ...]] = {}

    def known(self, word: str) -> list[str]:
        """The base forms the dictionary gives, irregular plurals made regular, not folded."""
        return list(dict.fromkeys(regular(base, self.language) for base in self.dictionary.bases(word)))

    def simple_bases(self, word: str) -> tuple[str, ...]:
        """The folded base forms of a word that is not split: the dictionary's, else its stem."""
        if word not in self._bases:
            found = [fold(base) for base in self.known(word)]
            irregular = regular(word, self.language)
            fallback = fold(irregular if irregular != word else stem(word, self.language))
            self._bases[word] = tuple(dict.fromkeys(found)) or (fallback[:LONGEST_WORD],)
        return self._bases[word]

    def split(self, word: str) -> Split | None:
        """The parts of a compound that is no name; an inflected dictionary word is split through its base form."""
        if word not in self._splits:
            is_name = not self.lexicon.names.isdisjoint((word, word.removesuffix("s")))
            forms = [] if is_name else self.known(word) or [word]
            found = [split for split in map(self.splitter.split, forms) if split]
            self._splits[word] = min(found, key=lambda split: split.cost, default=None)
        return self._splits[word]

    def bases(self, word: str) -> tuple[str, ...]:
        """The folded base forms; of an unknown compound its first parts and the base form of its last."""
        split = None if self.dictionary.bases(word) else self.split(word)
        if split is None:
            return self.simple_bases(word)
        last = split.parts[-1]
        head = fold(word[: word.rindex(last)])
        return tuple((head + base)[:LONGEST_WORD] for base in self.simple_bases(last))

    def exact(self, word: str) -> dict[str, str]:
        """Tokens that tell a word from others with the same folded base form, by that form: {"ost": "=øst"}."""
        if self.lexicon.shared.isdisjoint(self.simple_bases(word)):
            return {}
        found = ((fold(base), f"={base}") for base in self.known(word))
        return {folded: token for folded, token in found if folded in self.lexicon.shared}

    def sharp_bases(self, word: str) -> tuple[str, ...]:
        """The base forms of a word that is spelled as it should be: exact, where others fold to the same."""
        exact = self.exact(word)
        return tuple(exact.get(base, base) for base in self.bases(word))

    def parts(self, word: str) -> tuple[tuple[str, ...], ...]:
        """The folded base forms of each part of a compound; empty when it is none."""
        split = self.split(word)
        return tuple(self.part_bases(part) for part in split.parts) if split else ()

    def part_bases(self, part: str) -> tuple[str, ...]:
        """The base forms of a part; of one that only stands before others («kyrko») the word it comes from."""
        if self.dictionary.begins_compounds(part) and part[-1:] in "oue" and self.dictionary.has(part[:-1] + "a"):
            return (fold(part[:-1] + "a"),)
        return self.simple_bases(part)

    def tokens_of(self, word: str) -> tuple[str, ...]:
        """All tokens under which an offer with the word is found: base forms, also exact, parts, parts of parts."""
        if word not in self._tokens:
            if len(self._tokens) > MOST_CACHED:
                self._tokens.clear()
            self._tokens[word] = tuple(
                dict.fromkeys([*self.bases(word), *self.exact(word).values(), *self._inner(word, 2)])
            )
        return self._tokens[word]

    def _inner(self, word: str, depth: int) -> Iterable[str]:
        split = self.split(word) if depth else None
        for part in split.parts if split else ():
            yield from self.part_bases(part)
            yield from self.exact(part).values()
            yield from self._inner(part, depth - 1)

    def index_words(self, text: str) -> list[str]:
        """The words of a text that count, in order."""
        return [word for word in words(text) if word not in self.stops]

    def index_tokens(self, text: str) -> list[str]:
        """The tokens of a text for field `p`, in order, repeated as they occur."""
        return [token for word in self.index_words(text) for token in self.tokens_of(word)]
