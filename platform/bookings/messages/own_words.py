"""A municipality's own subject and first lines of a mail: names in brackets stand for the facts of the visit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import get_language, override, pgettext_lazy

from bookings.models import MailText
from outbox.registry import TemplateMessage, register

OURS = re.compile(r"%\((\w+)\)s")
THEIRS = re.compile(r"\[([^\[\]\n]*)\]")
ALWAYS = ("title", "host", "group", "school")
NAMES: dict[str, Any] = {
    "title": pgettext_lazy("name in a mail text", "offer"),
    "host": pgettext_lazy("name in a mail text", "host"),
    "group": pgettext_lazy("name in a mail text", "class"),
    "school": pgettext_lazy("name in a mail text", "school"),
    "when": pgettext_lazy("name in a mail text", "time"),
    "people": pgettext_lazy("name in a mail text", "how many"),
    "contact": pgettext_lazy("name in a mail text", "contact"),
    "answer_day": pgettext_lazy("name in a mail text", "deadline"),
    "was_at": pgettext_lazy("name in a mail text", "time before"),
    "wanted_at": pgettext_lazy("name in a mail text", "wanted time"),
    "proposed_at": pgettext_lazy("name in a mail text", "proposed time"),
    "number": pgettext_lazy("name in a mail text", "number in line"),
    "by": pgettext_lazy("name in a mail text", "who does it"),
    "from": pgettext_lazy("name in a mail text", "sender"),
    "price": pgettext_lazy("name in a mail text", "price"),
    "version": pgettext_lazy("name in a mail text", "version"),
    "minutes": pgettext_lazy("name in a mail text", "minutes"),
}


class WrittenLetter(Protocol):
    """A letter of ours; calling it with a payload gives what `mail/base.html` shows."""

    @property
    def subject(self) -> Any:
        """The subject, lazily translated, with names of the payload."""

    @property
    def heading(self) -> Any:
        """The heading."""

    @property
    def intro(self) -> Any:
        """The first lines."""

    @property
    def why(self) -> Any:
        """Why the reader gets it."""

    def __call__(self, payload: dict[str, Any]) -> dict[str, Any]:
        """The names that the mail reads."""
        ...


@dataclass(frozen=True)
class OwnWords:
    """A letter whose subject and first lines a municipality may write itself."""

    kind: str
    letter: WrittenLetter

    def __call__(self, payload: dict[str, Any]) -> dict[str, Any]:
        """The letter with the municipality's words, where it has written any; `own` in the payload tries some out."""
        said = self.letter(payload)
        own = payload["own"] if "own" in payload else _written(payload.get("town", ""), self.kind)
        return {**said, **{part: fill(text, said) for part, text in own.items() if text}}

    def names_in(self, language: str) -> list[str]:
        """What may stand in brackets in a text of this language; a letter knows what its own sentences use."""
        used = OURS.findall(f"{self.letter.subject} {self.letter.heading} {self.letter.intro}")
        with override(language):
            return [str(word) for name, word in NAMES.items() if name in ALWAYS or name in used]

    def ours_in(self, language: str) -> dict[str, str]:
        """Our own words, with names in brackets."""
        with override(language):
            return {"subject": _shown(self.letter.subject), "intro": _shown(self.letter.intro)}

    def unknown_in(self, text: str, language: str) -> list[str]:
        """The names in brackets that this letter does not know."""
        known = {word.casefold() for word in self.names_in(language)}
        return [name for name in THEIRS.findall(text) if name.strip().casefold() not in known]


letters: dict[str, OwnWords] = {}


def register_letters(written: Mapping[str, WrittenLetter]) -> None:
    """Make letters known to the outbox, and to the page on which a municipality writes its own words."""
    for kind, letter in written.items():
        letters[kind] = OwnWords(kind, letter)
        register(kind, TemplateMessage(kind, subject=letter.subject, more=letters[kind]))


def fill(text: str, facts: dict[str, Any]) -> str:
    """A text with the facts in place of the names; an unknown name stands as it was typed."""
    values = {str(word).casefold(): str(facts.get(name, "")) for name, word in NAMES.items()}
    return THEIRS.sub(lambda found: values.get(found[1].strip().casefold(), found[0]), text)


def _shown(text: Any) -> str:
    return OURS.sub(lambda found: f"[{NAMES.get(found[1], found[1])}]", str(text))


def _written(town: str, kind: str) -> dict[str, str]:
    if not town:
        return {}
    rows = MailText.objects.filter(municipality__municipality_id=town, kind=kind, language=get_language() or "")
    text = rows.first()
    return {"subject": text.subject, "intro": text.intro} if text else {}
