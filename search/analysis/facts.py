"""What a query says about grades, subjects and forms: facts of the school system, read before words are."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from search.analysis.words import fold, words

DATA = Path(__file__).resolve().parent.parent / "data"
HIGHEST_GRADE = 10
NUMBER = r"(\d{1,2})"
RANGE = rf"{NUMBER}\.?(?:\s*(?:-|–|til|till|to|og|och|and|eller)\s*{NUMBER}\.?)?"
AFTER = r"(?:klasse[rn]?|kl|klassetrin|trin|årgang|argang|aargang|årg|klass|årskurs|arskurs|åk|ak|grade[s]?)"
BEFORE = r"(?:klasse|klassetrin|årskurs|arskurs|åk|ak|årgang|klass|grades?|year|trin)"
WORD = re.compile(r"\d+:\w+|[^\W_]+(?:[-'’][^\W_]+)*")
COLON = re.compile(r"\b\d+:\w+")
FROM_PRESCHOOL = re.compile(r"\bf\s*[-–]\s*(?=\d)", re.IGNORECASE)
WITH_GRADE = (
    re.compile(rf"\b{RANGE}\s*{AFTER}\b\.?", re.IGNORECASE),
    re.compile(rf"\b{BEFORE}\.?\s*{RANGE}(?=\W|$)", re.IGNORECASE),
    re.compile(rf"\b{NUMBER}\.?\s?[a-e](?=\W|$)()", re.IGNORECASE),
)
PHRASE = 4


@dataclass
class Facts:
    """What was understood: grades, tokens of field `k` by position of the word, and which words are mere filler."""

    text: str = ""
    first_grade: int | None = None
    last_grade: int | None = None
    grade_words: set[str] = field(default_factory=set)

    @property
    def grade(self) -> int | None:
        """The middle of the grades."""
        if self.first_grade is None or self.last_grade is None:
            return None
        return (self.first_grade + self.last_grade) // 2


@dataclass(frozen=True)
class Named:
    """A word or phrase that names a fact."""

    kind: str
    code: str


@lru_cache(maxsize=8)
def names(language: str) -> dict[str, tuple[Named, ...]]:
    """Facts by the folded words that name them, phrases joined by blanks."""
    found: defaultdict[str, list[Named]] = defaultdict(list)
    with (DATA / "facts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["language"] == language:
                for name in row["words"].split(";"):
                    found[key(name)].append(Named(row["kind"], row["code"]))
    return {name: tuple(facts) for name, facts in found.items()}


def key(text: str) -> str:
    """How a name is looked up."""
    return " ".join(fold(word) for word in re.findall(r"[^\W_]+", text.lower()))


def read_grades(text: str, language: str) -> Facts:
    """Take grades out of a text: «5. klasse», «åk 5», «7.-9. klasse», and words such as «indskoling»."""
    facts = Facts(text=FROM_PRESCHOOL.sub("0-", text))
    for pattern in WITH_GRADE:
        for match in pattern.finditer(facts.text):
            first, last = int(match[1]), int(match[2] or match[1])
            if first <= last <= HIGHEST_GRADE:
                _widen(facts, first, last)
                facts.grade_words.update(words(match[0]))
                facts.text = f"{facts.text[: match.start()]} {facts.text[match.end() :]}"
                break
    typed = WORD.findall(facts.text.lower())
    for at, (length, found) in named_at([key(word) for word in typed], language).items():
        for named in found:
            if named.kind == "grades":
                first, last = (int(number) for number in named.code.split("-"))
                _widen(facts, first, last)
                facts.grade_words.update(typed[at : at + length])
    facts.text = COLON.sub(" ", facts.text) if facts.grade_words else facts.text
    return facts


def _widen(facts: Facts, first: int, last: int) -> None:
    facts.first_grade = first if facts.first_grade is None else min(first, facts.first_grade)
    facts.last_grade = last if facts.last_grade is None else max(last, facts.last_grade)


def named_at(folded: list[str], language: str) -> dict[int, tuple[int, tuple[Named, ...]]]:
    """Facts by the position of their first word, with how many words name them; the longest name wins."""
    found: dict[int, tuple[int, tuple[Named, ...]]] = {}
    known, at = names(language), 0
    while at < len(folded):
        for length in range(min(PHRASE, len(folded) - at), 0, -1):
            if facts := known.get(" ".join(folded[at : at + length])):
                found[at] = (length, facts)
                at += length - 1
                break
        at += 1
    return found
