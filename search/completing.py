"""What somebody may be about to type: titles, subjects, companies and places in which a word begins so."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from reference.models import Subject
from search.analysis.facts import key
from search.analysis.words import STOP_WORDS
from search.models import Beginning, Entry, FacetValue, NameKind

MOST = 8
SURE = 2
SPARE = 3
MOST_STARTS = 8
LONGEST_KEY = 80
LAST_SIGN = "\U0010ffff"
OF_ENTRIES = (NameKind.TITLE, NameKind.COMPANY, NameKind.PLACE)


@dataclass(frozen=True)
class Completion:
    """A name that begins as typed, and what it names."""

    kind: NameKind
    name: str


def folded(text: str) -> str:
    """What is compared: lower case, without marks and signs."""
    return key(unicodedata.normalize("NFC", text[: 2 * LONGEST_KEY]))[:LONGEST_KEY]


def starts(name: str, language: str) -> Iterator[tuple[int, str]]:
    """A name from each of its words on that tells something, with the number of the word."""
    words, stops = folded(name).split(), STOP_WORDS.get(language, frozenset())
    for at in range(min(len(words), MOST_STARTS)):
        if not at or words[at] not in stops:
            yield at, " ".join(words[at:])


def names_of(entry: Entry) -> Iterator[tuple[NameKind, str]]:
    """What an entry can be found by while somebody types."""
    yield NameKind.TITLE, entry.title
    yield NameKind.COMPANY, entry.host_name
    for place in {entry.town, entry.municipality_name} - {""}:
        yield NameKind.PLACE, place


def beginnings_of(entry: Entry) -> Iterator[Beginning]:
    """The rows of an entry."""
    for kind, name in names_of(entry):
        for at, start in starts(name, entry.language):
            yield Beginning(entry=entry, kind=kind, at=at, key=start, name=name)


def begins(typed: str) -> Q:
    """The keys that begin so, in a form that the index of each database answers."""
    if connection.vendor == "postgresql":
        return Q(key__startswith=typed)
    return Q(key__gte=typed, key__lt=typed + LAST_SIGN)


def subjects(typed: str, language: str) -> list[str]:
    """Subjects of listed offers, by their names and by what else people call them."""
    found = {row.code: row.name_in(language) for row in Subject.objects.all() if _is_called(row, typed, language)}
    if not found:
        return []
    used = FacetValue.objects.filter(facet="fag", value__in=found, entry__in=Entry.objects.listed_in(language))
    codes = set(used.values_list("value", flat=True).distinct())
    return [name for code, name in found.items() if code in codes]


def _is_called(subject: Subject, typed: str, language: str) -> bool:
    names = [subject.name_in(language), *subject.aliases]
    return any(start.startswith(typed) for name in names for _at, start in starts(name, language))


def arranged(found: dict[NameKind, list[str]]) -> list[Completion]:
    """At most eight, grouped by kind: two of each kind that has them, the rest from the first kinds on."""
    shares = {kind: min(SURE, len(found.get(kind, ()))) for kind in NameKind}
    left = MOST - sum(shares.values())
    for kind in NameKind:
        more = min(left, len(found.get(kind, ())) - shares[kind])
        shares[kind] += more
        left -= more
    return [Completion(kind, name) for kind in NameKind for name in found.get(kind, [])[: shares[kind]]]


def ranked(names: Iterable[str], typed: str, language: str) -> list[str]:
    """Names that begin so themselves, then those of which a later word does; each once."""
    placed = {name: _place(name, typed, language) for name in names}
    return sorted(placed, key=lambda name: (*placed[name], name))


def _place(name: str, typed: str, language: str) -> tuple[int, str]:
    fitting = [(at, start) for at, start in starts(name, language) if start.startswith(typed)]
    return min(fitting, default=(MOST_STARTS, ""))


def by_kind(completions: Iterable[Completion]) -> dict[NameKind, list[str]]:
    """The names under what they name, as a list shows them."""
    groups: defaultdict[NameKind, list[str]] = defaultdict(list)
    for row in completions:
        groups[row.kind].append(row.name)
    return dict(groups)


def completed(text: str, language: str) -> list[Completion]:
    """What the database knows to begin so."""
    typed = folded(text)
    if not typed:
        return []
    found = {kind: _known(kind, typed, language) for kind in OF_ENTRIES}
    return arranged({**found, NameKind.SUBJECT: subjects(typed, language)})


def _known(kind: NameKind, typed: str, language: str) -> list[str]:
    rows = Beginning.objects.listed_in(language).filter(begins(typed), kind=kind)
    names = rows.order_by("at", "key", "name").values_list("at", "key", "name").distinct()
    return list(dict.fromkeys(name for _at, _key, name in names[: MOST * SPARE]))


def confirmed(names: dict[NameKind, list[str]], text: str, language: str) -> list[Completion]:
    """What another index proposes, as far as the catalogue lists it now; the subjects with it."""
    typed = folded(text)
    if not typed:
        return []
    keys = {folded(name) for proposed in names.values() for name in proposed}
    rows = Beginning.objects.listed_in(language).filter(kind__in=names, key__in=keys, at=0)
    found = by_kind(Completion(NameKind(kind), name) for kind, name in rows.values_list("kind", "name").distinct())
    in_order = {kind: ranked(known, typed, language) for kind, known in found.items()}
    return arranged({**in_order, NameKind.SUBJECT: subjects(typed, language)})
