"""Splits compounds into parts: the cheapest way through dictionary and catalogue words."""

from collections.abc import Callable
from dataclasses import dataclass

from search.analysis.dictionary import Dictionary
from search.analysis.lexicon import OFTEN, Lexicon
from search.analysis.words import STOP_WORDS

SHORTEST_COMPOUND = 7
SHORTEST_PART = 3
MOST_PARTS = 4
SEEN_OFTEN, SEEN_ONCE, SEEN_NEVER = 1.0, 1.3, 2.2
SHORT = {3: 0.8, 4: 0.2}
JOINT = 0.4
LINKS = {"da": (("", 0.0), ("s", 0.05), ("e", 0.3)), "sv": (("", 0.0), ("s", 0.05), ("e", 0.3), ("n", 0.3))}
PREFIXES = """
be for ge mis und van gen pre pro sam mod med per tra dis kon kom ind ned ude til ved hen her der din min sin
ter ler ner ker ger ser ber ver ling ning else agtig ende est ere eri som över under åter inn ute upp före miss re sær
ene den det tilbage frem fra fram från mot hos
"""
ENDINGS = """
hed heder hede heden hederne skab skabet skaber dom bar bare bart lig lige ligt som somme løs løse løst fuld fulde
agtig agtige ning ninger else elser eri ende ene erne ere est ist ister inde ens isk iske ter ler ner ker ger ser ber
ver ring ringer keri leri neri geri seri teri deri veri het heten heter liga skap skapet sam samma samt full fulla
ningar ningen are aren arna ande iska erna orna ing inge inger tion ition rer rende erer
"""
NOT_FIRST = frozenset(PREFIXES.split())
NOT_LAST = frozenset(ENDINGS.split())


@dataclass(frozen=True)
class Split:
    """A word's parts as they stand in it, without the letters that join them."""

    parts: tuple[str, ...]
    cost: float


class Splitter:
    """Splits words of one language; `tokens` gives the folded base forms of a word that is not split."""

    def __init__(
        self, language: str, dictionary: Dictionary, lexicon: Lexicon, tokens: Callable[[str], tuple[str, ...]]
    ) -> None:
        self.links = LINKS.get(language, ())
        self.dictionary, self.lexicon, self.tokens = dictionary, lexicon, tokens
        self.banned = STOP_WORDS.get(language, frozenset()) | NOT_FIRST

    def split(self, word: str) -> Split | None:
        """The cheapest split; None when the word is short or has none."""
        if not self.links or len(word) < SHORTEST_COMPOUND or not word.isalpha():
            return None
        best = self._rest(word, 0, MOST_PARTS, {})
        return best if best and len(best.parts) > 1 else None

    def _rest(self, word: str, start: int, left: int, known: dict[tuple[int, int], Split | None]) -> Split | None:
        if (start, left) not in known:
            known[start, left] = self._cheapest(word, start, left, known)
        return known[start, left]

    def _cheapest(self, word: str, start: int, left: int, known: dict[tuple[int, int], Split | None]) -> Split | None:
        best = self._last(word[start:]) if start else None
        if left == 1:
            return best
        for end in range(start + SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            if not self._may_begin(word[start:end]):
                continue
            for link, extra in self.links:
                if link and (word[end : end + 1] != link or end + 1 > len(word) - SHORTEST_PART):
                    continue
                rest = self._rest(word, end + len(link), left - 1, known)
                least = SEEN_OFTEN + extra + JOINT + rest.cost if rest else 0.0
                if rest and (best is None or least < best.cost):
                    cost = least - SEEN_OFTEN + self._price(word[start:end])
                    if best is None or cost < best.cost:
                        best = Split((word[start:end], *rest.parts), cost)
        return best

    def _may_begin(self, part: str) -> bool:
        """Whether a part can stand before another."""
        if part in self.banned:
            return False
        return part in self.lexicon.words or (len(part) > SHORTEST_PART and self.dictionary.flags(part) is not None)

    def _last(self, part: str) -> Split | None:
        if part in NOT_LAST or len(part) < SHORTEST_PART:
            return None
        if part in self.lexicon.words or (len(part) > SHORTEST_PART and self.dictionary.bases(part)):
            return Split((part,), self._price(part))
        return None

    def _price(self, part: str) -> float:
        seen = self.lexicon.words.get(part, 0)
        if seen < OFTEN:
            seen = max([seen, *(self.lexicon.bases.get(token, 0) for token in self.tokens(part))])
        price = SEEN_OFTEN if seen >= OFTEN else SEEN_ONCE if seen else SEEN_NEVER
        return price + SHORT.get(len(part), 0.0)
