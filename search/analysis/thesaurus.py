"""Related words: concepts that editors extend, looked up by base form."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.analysis.chain import Chain
from search.analysis.words import STOP_WORDS, words

SAME = "same"
NEAREST = ("same", "narrower", "broader")
LONGEST_PHRASE = 4
MOST_RELATED = 60
SHORTEST_REPAIRED, LONG = 6, 9
AND = re.compile(r"\s+(?:og|och|and|eller|&)\s+|\s*/\s*")


@dataclass(frozen=True)
class Entry:
    """A concept: its kind, its name, its words, and the keys of name and words."""

    kind: str
    name: str
    words: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The name, then the words."""
        return (self.name, *self.words)


@dataclass(frozen=True)
class Related:
    """A word or phrase to look for as well: `same`, `narrower` (the typed word is broader) or `broader`."""

    text: str
    relation: str
    concept: str


def keys_of(text: str, chain: Chain) -> tuple[str, ...]:
    """How a word (by each of its base forms) or a phrase (by the first of each) is looked up."""
    stops = STOP_WORDS.get(chain.language, frozenset())
    kept = [word for word in words(text.replace("-", "")) if word not in stops]
    if len(kept) == 1:
        return chain.simple_bases(kept[0])
    return (" ".join(chain.simple_bases(word)[0] for word in kept),) if kept else ()


def keys_of_name(name: str, chain: Chain) -> tuple[str, ...]:
    """How a concept's name is looked up: whole, and by each thing that «and» joins in it («clothes and textiles»)."""
    texts = dict.fromkeys([name, *joined(name)])
    return tuple(dict.fromkeys(key for text in texts for key in keys_of(text, chain)))


def joined(name: str) -> tuple[str, ...]:
    """What «and» joins in a name; the name itself where it joins nothing."""
    return tuple(part for part in AND.split(name) if not part.endswith("-"))


class Thesaurus:
    """All concepts of one language at one moment."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.places: defaultdict[str, list[tuple[Entry, int]]] = defaultdict(list)
        for entry in entries:
            for number, keys in enumerate(entry.keys):
                for key in keys:
                    self.places[key].append((entry, number))

    def related(self, key: str, accepts: Callable[[str], bool]) -> list[Related]:
        """What else to look for, nearest relations first; only where the word found by its key is accepted."""
        places = [place for place in self.places.get(key, ()) if accepts(place[0].texts[place[1]])]
        related = [other for entry, number in places for other in _relations(entry, number)]
        found: dict[str, Related] = {}
        for other in sorted(related, key=lambda other: NEAREST.index(other.relation)):
            found.setdefault(other.text, other)
        return list(found.values())[:MOST_RELATED]

    @cached_property
    def by_beginning(self) -> dict[str, list[str]]:
        """The keys of single words by their first letter."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for key in self.places:
            if " " not in key and key:
                found[key[0]].append(key)
        return found

    def near(self, folded: str) -> str:
        """The key a slip or two away, where there is one."""
        if len(folded) < SHORTEST_REPAIRED:
            return ""
        most = 1 if len(folded) < LONG else 2
        found = process.extractOne(
            folded, self.by_beginning.get(folded[0], ()), scorer=OSA.distance, score_cutoff=most
        )
        return str(found[0]) if found else ""

    def siblings(self, key: str) -> list[Related]:
        """The other words of the concepts that have a word: what it may be near to, where nothing else is found."""
        places = [(entry, at) for entry, at in self.places.get(key, ()) if at and entry.kind != SAME]
        found = [Related(text, "sibling", entry.name) for entry, at in places for text in entry.words]
        return list({other.text: other for other in found}.values())[:MOST_RELATED]


def _relations(entry: Entry, number: int) -> Iterator[Related]:
    """Synonyms find each other, a name its words and a word its name; words of one name do not find each other."""
    parts = joined(entry.name)
    if entry.kind != SAME and number:
        yield from (Related(part, "broader", entry.name) for part in parts)
        return
    if len(parts) > 1:
        yield from (Related(part, "narrower", entry.name) for part in parts)
    relation = "same" if entry.kind == SAME else "narrower"
    for other, text in enumerate(entry.texts):
        if other != number:
            yield Related(text, relation, entry.name)
