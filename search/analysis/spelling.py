"""Spellings of a query word: letters restored, slips repaired, both against the catalogue's own words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.analysis.chain import Chain
from search.analysis.words import fold, pieces

RESTORED = {"da": {"a": "åæ", "o": "ø", "e": "æ"}, "sv": {"a": "åä", "o": "öå", "e": "ä"}}
DIGRAPHS = {"da": {"ae": "æ", "oe": "ø", "aa": "å"}, "sv": {"ae": "ä", "oe": "ö", "aa": "å"}}
NATIONAL = frozenset("åæøäö")
ENDINGS = ("ernes", "erne", "enes", "ens", "ets", "ene", "orna", "arna", "erna", "en", "et", "er", "ne", "na", "or",
           "ar", "es", "e", "r", "n", "t", "s", "a")  # fmt: skip
MOST_CANDIDATES = 60
SHORTEST_REPAIRED = 4
SHORT = 6
LEAST_SCORE, NEAR_BEST = 0.55, 0.12
SHORTEST_STEM = 3
# Letters that sound alike, or are heard alone («hvede», «hjul»), at the beginning of words.
SOUNDS = {"c": "ks", "k": "cq", "q": "k", "s": "cz", "z": "s", "v": "wh", "w": "v", "j": "hgdl", "g": "j", "f": "p"}
MOST_SHARING, MOST_RESEMBLING, LEAST_SHARED = 400, 5, 0.4


@dataclass(frozen=True)
class Spelling:
    """A way to write what was typed: tokens of field `p` (several for a compound), how sure, and how it reads."""

    tokens: tuple[str, ...]
    similarity: float
    kind: str
    reads: str


class Speller:
    """Finds spellings against one version of the catalogue's words."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self.by_fold: defaultdict[str, list[str]] = defaultdict(list)
        self.tokens: dict[str, int] = {}
        self._read: dict[str, str] = {}
        self._pieces: defaultdict[str, list[str]] | None = None
        self.buckets: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word, offers in chain.lexicon.words.items():
            self._add(word, offers)
        for word in chain.lexicon.later:
            self._add(word, 1)
        for name in {*self._names(), *self.by_fold}:
            self.buckets[name[0], len(name)].append(name)

    def _add(self, word: str, offers: int) -> None:
        if word in self.chain.stops:
            return
        self.by_fold[fold(word)].append(word)
        for token in self.chain.tokens_of(word):
            self.tokens[token] = max(offers, self.tokens.get(token, 0))
            self._read.setdefault(token, word)

    def _names(self) -> Iterator[str]:
        """The tokens that can be typed; exact ones only tell words apart."""
        return (token for token in self.tokens if not token.startswith("="))

    def is_known(self, word: str) -> bool:
        """Whether catalogue, dictionary or splitter know the word, so that repairing it would do harm."""
        if word in self.by_fold.get(fold(word), ()) or self.chain.dictionary.bases(word):
            return True
        if self._seen(self.chain.bases(word)):
            return True
        parts = self.chain.parts(word)
        return bool(parts) and all(self._seen(part) for part in parts)

    def resembling(self, word: str) -> list[tuple[str, float]]:
        """Tokens with most of the same pieces, and the share: they order hits, never make them."""
        if self._pieces is None:
            self._pieces = defaultdict(list)
            for token in self._names():
                for piece in pieces(token):
                    self._pieces[piece].append(token)
        wanted = pieces(fold(word))
        counted = Counter(token for piece in wanted for token in self._pieces.get(piece, ())[:MOST_SHARING])
        shares = [(token, 2 * n / (len(wanted) + len(token) - 1)) for token, n in counted.most_common(12)]
        return [(token, share) for token, share in shares if share >= LEAST_SHARED][:MOST_RESEMBLING]

    def _seen(self, tokens: Iterable[str]) -> bool:
        return any(token in self.tokens for token in tokens)

    def restored(self, word: str) -> list[Spelling]:
        """Spellings with the national letters that a keyboard lacked, unless a slip explains the word better."""
        folded = fold(word)
        same = [w for w in self.by_fold.get(folded, ()) if w != word]
        if same:
            return [Spelling(self.chain.sharp_bases(w), 1.0, "restored", w) for w in same[:3]]
        if NATIONAL & set(word):
            return []
        for stem in self._stems(folded):
            if stem in self.tokens:
                return [Spelling((stem,), 0.95, "restored", self._read[stem])]
        return self._letters(word) or self._likelier(word, self._folded_compound(folded))

    def _likelier(self, word: str, compound: list[Spelling]) -> list[Spelling]:
        """The compound, unless the word is a slip away from a whole word («programering»)."""
        if not compound or self.is_known(word):
            return compound
        slips = self.repaired(word)
        return [] if slips and slips[0].similarity > compound[0].similarity else compound

    def _stems(self, folded: str) -> Iterator[str]:
        yield folded
        for ending in ENDINGS:
            if folded.endswith(ending) and len(folded) - len(ending) >= SHORTEST_STEM:
                yield folded[: -len(ending)]
                yield folded[: -len(ending)] + "e"

    def _letters(self, word: str) -> list[Spelling]:
        found = []
        for candidate in self._candidates(word):
            bases = self.chain.dictionary.bases(candidate)
            tokens = tuple(t for t in self.chain.sharp_bases(candidate) if t in self.tokens) if bases else ()
            if tokens:
                found.append(Spelling(tokens, 0.95, "restored", candidate))
            elif bases and (split := self.chain.split(candidate)):
                parts = self.chain.parts(candidate)
                if all(self._seen(part) for part in parts):
                    found.append(Spelling(tuple(part[0] for part in parts), 0.9, "restored", "·".join(split.parts)))
        return found[:2]

    def _candidates(self, word: str) -> list[str]:
        """The word with digraphs read as letters and up to two plain letters restored, fewest changes first."""
        language = self.chain.language
        read = word
        for pair, letter in DIGRAPHS.get(language, {}).items():
            read = read.replace(pair, letter)
        found = [read] if read != word else []
        for start in dict.fromkeys([read, word]):
            places = [(i, new) for i, old in enumerate(start) for new in RESTORED.get(language, {}).get(old, "")]
            found += [_with(start, [place]) for place in places]
            found += [_with(start, two) for two in combinations(places, 2) if two[0][0] != two[1][0]]
        return found[:MOST_CANDIDATES]

    def _folded_compound(self, folded: str) -> list[Spelling]:
        for head in self._heads(folded):
            for rest in (folded[len(head) :], folded[len(head) + 1 :]):
                last = next((stem for stem in self._stems(rest) if stem in self.tokens), "")
                if len(rest) >= SHORTEST_REPAIRED and last:
                    return [Spelling((head, last), 0.9, "restored", self._read[head] + "·" + self._read[last])]
        return []

    def _heads(self, folded: str) -> list[str]:
        cuts = range(len(folded) - SHORTEST_REPAIRED, SHORTEST_STEM - 1, -1)
        return [folded[:cut] for cut in cuts if folded[:cut] in self.tokens]

    def repaired(self, word: str) -> list[Spelling]:
        """Catalogue words that are a slip away; for an unknown compound its parts with a slip in one."""
        folded = fold(word)
        if len(folded) < SHORTEST_REPAIRED or folded.isdigit():
            return []
        scored = self._near(folded)
        best = max((score for score, _name in scored), default=0.0)
        kept = sorted((row for row in scored if row[0] >= max(LEAST_SCORE, best - NEAR_BEST)), reverse=True)[:2]
        found = [self._spelling(name, score) for score, name in kept]
        return found or self._compound_with_slip(folded)

    def _near(self, folded: str, most: int | None = None) -> list[tuple[float, str]]:
        distance = most or (1 if len(folded) < SHORT else 2)
        firsts = {folded[0], *SOUNDS.get(folded[0], "")}
        if distance == 1 or len(folded) >= SHORT:
            firsts.add(folded[1])
        rows: list[tuple[float, str]] = []
        for first in firsts:
            for length in range(len(folded) - distance, len(folded) + distance + 1):
                names = self.buckets.get((first, length))
                if names:
                    found = process.extract(folded, names, scorer=OSA.distance, score_cutoff=distance, limit=8)
                    rows += [(self._score(folded, name, int(d)), name) for name, d, _i in found if d]
        return rows

    def _score(self, typed: str, name: str, distance: int) -> float:
        offers = self.tokens.get(name) or max(
            (self.chain.lexicon.words.get(word, 1) for word in self.by_fold.get(name, ())), default=1
        )
        cost = distance / 2 if _undoubled(typed) == _undoubled(name) else float(distance)
        likeness = _dice(pieces(typed, 2), pieces(name, 2))
        return 1 - 1.2 * cost / len(typed) + 0.2 * (likeness - 0.7) + 0.02 * log(max(1, offers))

    def _spelling(self, name: str, score: float) -> Spelling:
        if name in self.by_fold:
            word = self.by_fold[name][0]
            return Spelling(self.chain.sharp_bases(word), min(score, 1.0), "repaired", word)
        return Spelling((name,), min(score, 1.0), "repaired", self._read[name])

    def _compound_with_slip(self, folded: str) -> list[Spelling]:
        for head in self._heads(folded)[:4]:
            for rest in (folded[len(head) :], folded[len(head) + 1 :]):
                near = self._near(rest, 1) if len(rest) >= SHORTEST_REPAIRED else []
                if near:
                    score, name = max(near)
                    last = self._spelling(name, score)
                    return [_pair((head, self._read[head]), (last.tokens[0], last.reads), score)]
        return self._slip_in_first_part(folded)

    def _slip_in_first_part(self, folded: str) -> list[Spelling]:
        """«komunalpolitik»: the end is known, what stands before it is a slip away from a word that is."""
        for cut in range(SHORTEST_REPAIRED, len(folded) - SHORTEST_REPAIRED + 1):
            last = next((stem for stem in self._stems(folded[cut:]) if stem in self.tokens), "")
            near = self._near(folded[:cut], 1) if last else []
            if near:
                score, name = max(near)
                first = self._spelling(name, score)
                return [_pair((first.tokens[0], first.reads), (last, self._read[last]), score)]
        return []


def _pair(first: tuple[str, str], last: tuple[str, str], score: float) -> Spelling:
    """A compound with a slip in one of its two parts; of each the token and how it reads."""
    return Spelling((first[0], last[0]), 0.8 * score, "repaired", f"{first[1]}·{last[1]}")


def _with(word: str, changes: Iterable[tuple[int, str]]) -> str:
    letters = list(word)
    for at, letter in changes:
        letters[at] = letter
    return "".join(letters)


def _undoubled(word: str) -> str:
    return "".join(letter for at, letter in enumerate(word) if not at or letter != word[at - 1])


def _dice(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))
