"""Marks on a card the words that were asked for, so that a reader sees why it was found; the same for every engine."""

import re
from collections.abc import Iterable
from dataclasses import replace

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from search.analysis.chain import Chain
from search.analysis.plan import QueryPlan
from search.analysis.planning import make_plan
from search.analysis.words import LONGEST_WORD, WORD
from search.query import Hit
from search.reading import reader

CERTAIN = frozenset({"word", "parts", "restored", "repaired", "same"})
AROUND = 60
SPACES = re.compile(r"\s+")


def with_marks(hits: Iterable[Hit], text: str) -> list[Hit]:
    """The hits with marked titles; where the title has none of the words, a piece of the summary that has."""
    shown = list(hits)
    if not text.strip():
        return shown
    readers = {language: reader(language) for language in {hit.entry.language for hit in shown}}
    asked = {language: (sought(make_plan(text, using)), using.chain) for language, using in readers.items()}
    return [_marked_hit(hit, *asked[hit.entry.language]) for hit in shown]


def sought(plan: QueryPlan) -> frozenset[str]:
    """The tokens of the words as they were typed, read or repaired; related words would puzzle the reader."""
    readings = (reading for word in plan.words for reading in word.alternatives)
    certain = (reading for reading in readings if reading.kind in CERTAIN and reading.least)
    return frozenset(term.token for reading in certain for term in reading.terms if term.counts)


def _marked_hit(hit: Hit, tokens: frozenset[str], chain: Chain) -> Hit:
    title = marked(hit.entry.title, tokens, chain)
    excerpt = "" if title else marked(_around(hit.entry.summary, tokens, chain), tokens, chain)
    return replace(hit, marked_title=title, excerpt=excerpt)


def marked(text: str, tokens: frozenset[str], chain: Chain) -> str:
    """The text as safe HTML with its words marked; blank when none of them is asked for."""
    pieces: list[tuple[str, str, str]] = []
    at, has_any = 0, False
    for found in WORD.finditer(text):
        if _is_asked(found[0], tokens, chain):
            pieces += [("", text[at : found.start()], ""), ("<mark>", found[0], "</mark>")]
            at, has_any = found.end(), True
    if not has_any:
        return ""
    pieces.append(("", text[at:], ""))
    tags = ((SafeString(before), words, SafeString(after)) for before, words, after in pieces)
    return format_html_join("", "{}{}{}", tags)


def _is_asked(word: str, tokens: frozenset[str], chain: Chain) -> bool:
    plain = word.lower()
    return len(plain) <= LONGEST_WORD and plain not in chain.stops and not tokens.isdisjoint(chain.tokens_of(plain))


def _around(text: str, tokens: frozenset[str], chain: Chain) -> str:
    """The words around the first one that is asked for, whole words with dots where something is left out."""
    plain = SPACES.sub(" ", text).strip()
    first = next((found for found in WORD.finditer(plain) if _is_asked(found[0], tokens, chain)), None)
    if first is None:
        return ""
    begin, end = max(0, first.start() - AROUND), min(len(plain), first.end() + AROUND)
    begin = plain.find(" ", begin) + 1 if begin else 0
    end = plain.rfind(" ", 0, end) if end < len(plain) else end
    before, after = "… " if begin else "", " …" if end < len(plain) else ""
    return f"{before}{plain[begin : max(end, first.end())]}{after}"
