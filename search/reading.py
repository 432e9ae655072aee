"""The readers of the languages: dictionary, lexicon and thesaurus as they are now, kept between queries."""

from dataclasses import dataclass

from django.db import connection

from search.analysis.chain import Chain
from search.analysis.dictionary import dictionary
from search.analysis.lexicon import Lexicon
from search.analysis.readings import Reader
from search.analysis.spelling import Speller
from search.analysis.thesaurus import Entry, Thesaurus
from search.models import Concept, LaterWord, LexiconRow

FIRST = ""
STAMP = """
SELECT (SELECT version FROM search_lexiconrow WHERE language = %s),
    (SELECT COUNT(*) FROM search_laterword WHERE language = %s),
    (SELECT MAX(id) FROM search_laterword WHERE language = %s),
    (SELECT COUNT(*) FROM search_concept WHERE language = %s),
    (SELECT MAX(changed_at) FROM search_concept WHERE language = %s)
"""


@dataclass(frozen=True)
class _Stamp:
    """What the kept reader was made of: one query tells whether it still holds."""

    lexicon: str
    later: tuple[int, int]
    concepts: tuple[int, str]


_readers: dict[str, tuple[_Stamp, Reader]] = {}
_chains: dict[str, Chain] = {}


def forget() -> None:
    """Drop what is kept; the next query reads everything anew."""
    _readers.clear()
    _chains.clear()


def reader(language: str) -> Reader:
    """The reader of a language, made anew when lexicon, words or concepts have changed."""
    stamp = _stamp(language)
    kept = _readers.get(language)
    if kept is None or kept[0] != stamp:
        kept = (stamp, _made(language, stamp, kept))
        _readers[language] = kept
    return kept[1]


def chain(language: str) -> Chain:
    """The chain with the current lexicon: what indexing needs."""
    version = LexiconRow.objects.filter(pk=language).values_list("version", flat=True).first() or FIRST
    kept = _chains.get(language)
    if kept is None or kept.lexicon.version != version:
        kept = _chains[language] = Chain(language, dictionary(language), lexicon(language))
    return kept


def lexicon(language: str) -> Lexicon:
    """The frozen words of a language; an empty lexicon before the first rebuild."""
    row = LexiconRow.objects.filter(pk=language).first()
    if row is None:
        return Lexicon()
    return Lexicon.unpacked(
        bytes(row.packed), version=row.version, average_length=row.average_length, offers=row.offers
    )


def _stamp(language: str) -> _Stamp:
    with connection.cursor() as cursor:
        cursor.execute(STAMP, [language] * STAMP.count("%s"))
        version, later, latest, concepts, changed = cursor.fetchone()
    return _Stamp(version or FIRST, (later, latest or 0), (concepts, str(changed)))


def _made(language: str, stamp: _Stamp, kept: tuple[_Stamp, Reader] | None) -> Reader:
    same_words = kept is not None and (kept[0].lexicon, kept[0].later) == (stamp.lexicon, stamp.later)
    same_concepts = kept is not None and kept[0].concepts == stamp.concepts
    version = f"{stamp.lexicon}/{stamp.later}/{stamp.concepts}"
    speller = kept[1].speller if kept is not None and same_words else _speller(language)
    thesaurus = kept[1].thesaurus if kept is not None and same_concepts else Thesaurus(_entries(language))
    return Reader(speller.chain, speller, thesaurus, version)


def _speller(language: str) -> Speller:
    current = chain(language)
    current.lexicon.later = set(LaterWord.objects.filter(language=language).values_list("word", flat=True))
    return Speller(current)


def _entries(language: str) -> list[Entry]:
    rows = Concept.objects.filter(language=language)
    return [Entry(row.kind, row.name, row.word_list, tuple(map(tuple, row.keys))) for row in rows]
