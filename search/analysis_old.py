"""The token chain, in Python for every engine: lower-case, base form, Scandinavian folding last."""

import re
from functools import lru_cache

import snowballstemmer

LANGUAGES = {"da": "danish", "sv": "swedish", "en": "english"}
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
FOLDS = str.maketrans({"å": "a", "ä": "a", "æ": "a", "ö": "o", "ø": "o", "é": "e", "è": "e", "ü": "u", "ß": "s"})
DOUBLES = (("aa", "a"), ("ae", "a"), ("oe", "o"), ("oo", "o"))
LONGEST_WORD = 40
MOST_QUERY_CHARACTERS = 200
MOST_QUERY_WORDS = 20
STOP_WORDS = {
    "da": frozenset(
        [
            "af",
            "at",
            "de",
            "den",
            "der",
            "det",
            "en",
            "er",
            "et",
            "for",
            "fra",
            "i",
            "med",
            "og",
            "om",
            "på",
            "som",
            "til",
            "vi",
        ]
    ),
    "sv": frozenset(
        [
            "att",
            "av",
            "de",
            "den",
            "det",
            "en",
            "ett",
            "från",
            "för",
            "i",
            "med",
            "och",
            "om",
            "på",
            "som",
            "till",
            "vi",
            "är",
        ]
    ),
    "en": frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with"]),
}


def fold(word: str) -> str:
    """Scandinavian letters without their marks, so that `oekologi`, `okologi` and `økologi` meet."""
    folded = word.translate(FOLDS)
    for double, single in DOUBLES:
        folded = folded.replace(double, single)
    return folded


@lru_cache(maxsize=200_000)
def token(word: str, language: str) -> str:
    """The token of one lower-case word: stem first, fold last (folding first would break the stems)."""
    stem: str = _stemmer(language).stemWord(word)
    return fold(stem)


@lru_cache(maxsize=8)
def _stemmer(language: str) -> "snowballstemmer.basestemmer.BaseStemmer":
    return snowballstemmer.stemmer(LANGUAGES.get(language, "danish"))


def words(text: str) -> list[str]:
    """The words of a text in lower case; a hyphenated word counts whole and in parts."""
    found = []
    for match in WORD.findall(text.lower()):
        parts = match.split("-")
        found += [part[:LONGEST_WORD] for part in ([match.replace("-", ""), *parts] if len(parts) > 1 else parts)]
    return found


def tokens(text: str, language: str) -> list[str]:
    """The tokens of a text, stop words left out, in order."""
    stops = STOP_WORDS.get(language, frozenset())
    return [token(word, language) for word in words(text) if word not in stops]


def query_tokens(text: str, language: str) -> list[str]:
    """The different tokens of what somebody typed, cut to a bearable length; never raises."""
    kept = words(text[:MOST_QUERY_CHARACTERS])[:MOST_QUERY_WORDS]
    return list(dict.fromkeys(tokens(" ".join(kept), language)))
