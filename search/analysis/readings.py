"""What a typed word reads as by itself: base forms, what folds to the same, parts, spellings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from search.analysis.chain import Chain
from search.analysis.facts import named_at
from search.analysis.plan import Alternative, Term
from search.analysis.spelling import NATIONAL, Speller, Spelling
from search.analysis.thesaurus import Thesaurus
from search.analysis.words import LONGEST_WORD, MOST_QUERY_WORDS, WORD

LAST_PART = 0.5
NESTED = 0.7
RESEMBLES = 0.25
OTHER_WORD = 0.5


@dataclass(frozen=True)
class Reader:
    """What a language's queries are read with."""

    chain: Chain
    speller: Speller
    thesaurus: Thesaurus
    version: str = ""
    relations: dict[str, tuple[Alternative, ...]] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language."""
        return self.chain.language


def query_words(text: str) -> list[str]:
    """The words typed, hyphens kept, cut to a bearable number."""
    found = [word[:LONGEST_WORD] for word in WORD.findall(text.lower())]
    return found[:MOST_QUERY_WORDS]


def plain(typed: str, reader: Reader) -> Iterator[Alternative]:
    """Base forms and parts."""
    word = typed.replace("-", "")
    exact = reader.chain.exact(word)
    for base in reader.chain.bases(word):
        if base in exact:
            yield Alternative("word", 1.0, (Term(exact[base]),))
            yield _other_word(word, base)
        else:
            yield Alternative("word", 1.0, (Term(base),))
    if "-" in typed:
        yield parts_of([reader.chain.bases(part)[0] for part in typed.split("-") if part])
    if split := reader.chain.split(word):
        tokens = [_part(part, reader) for part in split.parts]
        yield parts_of(tokens, last_counts=_only_last_is_seen(tokens, reader))
        nested = [inner for part in split.parts for inner in _nested(reader.chain.part_bases(part), reader)]
        if len(nested) > len(tokens):
            yield replace(parts_of(nested), weight=NESTED, least=2)


def _part(part: str, reader: Reader) -> str:
    """The token of a part: exact, where other words fold to the same."""
    token = best(reader.chain.part_bases(part), reader)
    return reader.chain.exact(part).get(token, token)


def _other_word(word: str, base: str) -> Alternative:
    """What folds to the same («øst» for «ost»): meant, perhaps, when a keyboard lacked the letters."""
    is_certain = bool(NATIONAL & set(word))
    return Alternative("word", RESEMBLES if is_certain else OTHER_WORD, (Term(base),), 0 if is_certain else 1)


def _only_last_is_seen(tokens: list[str], reader: Reader) -> bool:
    """Whether only the last part can be found («lån» of «forbrugslån») and it is no mere form («besøg»)."""
    known = reader.speller.tokens
    is_named = bool(named_at(tokens[-1:], reader.language))
    return tokens[-1] in known and not is_named and not any(token in known for token in tokens[:-1])


def best(bases: tuple[str, ...], reader: Reader) -> str:
    """The base form that most offers have."""
    known = reader.speller.tokens
    return max(bases, key=lambda token: known.get(token, 0))


def _nested(bases: tuple[str, ...], reader: Reader) -> list[str]:
    inner = reader.chain.parts(bases[0])
    return [best(part, reader) for part in inner] or [best(bases, reader)]


def parts_of(tokens: list[str], *, last_counts: bool = False) -> Alternative:
    """A compound's parts: what stands first weighs most and makes the match."""
    shares = [1.0] * (len(tokens) - 1) + [LAST_PART]
    terms = (
        Term(token, share / sum(shares), counts=last_counts or at < len(tokens) - 1)
        for at, (token, share) in enumerate(zip(tokens, shares, strict=True))
    )
    return Alternative("parts", 1.0, tuple(terms))


def spelled(spelling: Spelling) -> Iterable[Alternative]:
    """A spelling of the speller: one word, or the parts of a compound."""
    if spelling.kind == "restored" and len(spelling.tokens) > 1 and "·" not in spelling.reads:
        for token in spelling.tokens:
            yield Alternative(spelling.kind, spelling.similarity, (Term(token),), 1, spelling.reads)
    elif len(spelling.tokens) == 1:
        yield Alternative(spelling.kind, spelling.similarity, (Term(spelling.tokens[0]),), 1, spelling.reads)
    else:
        made = parts_of(list(spelling.tokens))
        yield replace(made, kind=spelling.kind, weight=spelling.similarity, reason=spelling.reads)
