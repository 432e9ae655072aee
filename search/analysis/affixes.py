"""Hunspell affix rules read backwards: from a form to the base forms it may come from."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

FLAG_BASE = 0xC0  # numeric flags become one letter each, so that flags of a word are a short string
SPECIAL = ("FORBIDDENWORD", "NEEDAFFIX", "ONLYINCOMPOUND", "NOSUGGEST")


@dataclass(frozen=True)
class Suffix:
    """A rule: a base form with `flag` loses `strip` and gets an ending; rules with a flag in `further` may follow."""

    flag: str
    strip: str
    condition: str
    further: str


Rules = dict[str, list[Suffix]]


@lru_cache(maxsize=4096)
def _matcher(condition: str) -> "re.Pattern[str]":
    return re.compile(f"(?:{condition})$")


def _flags(text: str, numeric: bool) -> str:
    if not numeric:
        return text
    return "".join(chr(FLAG_BASE + int(number)) for number in text.split(",") if number.isdigit())


def read_rules(lines: Iterable[str]) -> tuple[Rules, dict[str, str], bool]:
    """The suffix rules by ending, the special flags, and whether flags are numbers."""
    rules: Rules = defaultdict(list)
    special: dict[str, str] = {}
    numeric = False
    for line in lines:
        fields = line.split()
        if fields[:2] == ["FLAG", "num"]:
            numeric = True
        elif fields and fields[0] in SPECIAL and len(fields) > 1:
            special[fields[0]] = _flags(fields[1], numeric)
        elif len(fields) >= 5 and fields[0] == "SFX":
            flag, strip, ending, condition = fields[1:5]
            ending, _slash, further = ending.partition("/")
            rule = Suffix(_flags(flag, numeric), _bare(strip), _bare(condition, "."), _flags(further, numeric))
            rules[_bare(ending)].append(rule)
    return dict(rules), special, numeric


def _bare(text: str, nothing: str = "0") -> str:
    return "" if text == nothing else text


def read_words(lines: Iterable[str], numeric: bool) -> Iterator[tuple[str, str]]:
    """The words of a .dic file with their flags; a number of words in the first line is no word."""
    for line in lines:
        entry = line.split("\t")[0].split(" ")[0].strip()
        word, _slash, flags = entry.partition("/")
        if word and not word.isdigit() and word[0] != "-" != word[-1]:
            yield word.lower(), _flags(flags, numeric)


@dataclass(frozen=True)
class Undoing:
    """The rules of one language, ordered for reading them backwards: ending → what stood there before → rules."""

    table: dict[str, dict[str, list[Suffix]]]
    following: frozenset[str]
    longest: int

    @classmethod
    def of(cls, rules: Rules) -> "Undoing":
        """Order the rules."""
        table: dict[str, dict[str, list[Suffix]]] = {}
        for ending, made in rules.items():
            for rule in made:
                table.setdefault(ending, {}).setdefault(rule.strip, []).append(rule)
        further = frozenset("".join(rule.further for made in rules.values() for rule in made))
        return cls(table, further, max(map(len, rules), default=0))

    def before(self, form: str) -> Iterator[tuple[str, list[Suffix]]]:
        """What a form may have been before its ending, with the rules that could have made it."""
        for cut in range(len(form), max(0, len(form) - self.longest - 1), -1):
            for strip, rules in self.table.get(form[cut:], {}).items():
                if cut + len(strip) > 1:
                    yield form[:cut] + strip, rules


def bases(word: str, undoing: Undoing, flags_of: Callable[[str], str | None]) -> list[str]:
    """Every base form of a word: itself, through one rule, or through two.

    `flags_of` gives the flags of a base form, None for what is none.
    """
    found = [word] if flags_of(word) is not None else []
    for middle, rules in undoing.before(word):
        flags = flags_of(middle)
        if flags and any(rule.flag in flags and _fits(rule, middle) for rule in rules):
            found.append(middle)
        followers = [rule for rule in rules if rule.flag in undoing.following and _fits(rule, middle)]
        if followers:
            found += _twice(middle, followers, undoing, flags_of)
    return list(dict.fromkeys(found))


def _twice(
    middle: str, followers: list[Suffix], undoing: Undoing, flags_of: Callable[[str], str | None]
) -> Iterator[str]:
    for base, rules in undoing.before(middle):
        flags = flags_of(base)
        if flags and any(r.flag in flags and _leads(r, followers) and _fits(r, base) for r in rules):
            yield base


def _leads(rule: Suffix, followers: list[Suffix]) -> bool:
    return any(follower.flag in rule.further for follower in followers)


def _fits(rule: Suffix, base: str) -> bool:
    return not rule.condition or _matcher(rule.condition).search(base) is not None
