"""What the catalogue's own words decide: how often each occurs, frozen with a version until the next rebuild."""

import json
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

TYPICAL_LENGTH = 160.0
OFTEN = 2


@dataclass
class Lexicon:
    """Words and base forms of a language's offers with the number of offers each occurs in.

    `words` and `bases` decide how words split and never change within a version; `later` are words met since: known to
    spelling only. `shared` are folded base forms that several words have («ost» and «øst»): their offers are told
    apart. `names` of municipalities are never split: what lies in Frederikshavn is no harbour. `average_length` is the
    number of tokens of a typical offer.
    """

    version: str = ""
    words: dict[str, int] = field(default_factory=dict)
    bases: dict[str, int] = field(default_factory=dict)
    average_length: float = TYPICAL_LENGTH
    offers: int = 0
    later: set[str] = field(default_factory=set)
    shared: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def knows(self, word: str) -> bool:
        """Whether an offer contains the word, now or when the lexicon was made."""
        return word in self.words or word in self.later

    def packed(self) -> bytes:
        """For a row of the database."""
        rows = [self.words, self.bases, sorted(self.shared), sorted(self.names)]
        return zlib.compress(json.dumps(rows, ensure_ascii=False).encode())

    @classmethod
    def unpacked(cls, data: bytes, **facts: object) -> "Lexicon":
        """From a row of the database."""
        words, bases, *later = json.loads(zlib.decompress(data))  # an older version has only two
        shared, names = later or ((), ())
        return cls(words=words, bases=bases, shared=frozenset(shared), names=frozenset(names), **facts)  # type: ignore[arg-type]  # the row's other columns


def count_offers(texts: Iterable[set[str]]) -> Counter[str]:
    """In how many texts each word occurs."""
    counted: Counter[str] = Counter()
    for words in texts:
        counted.update(words)
    return counted
