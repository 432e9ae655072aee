"""Which kind of message is written by whom: every room registers its kinds when the app is ready."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.template.loader import render_to_string
from django.utils import translation

from outbox.models import Message


@dataclass(frozen=True)
class Rendered:
    """A message as it goes out."""

    subject: str
    text: str
    html: str


class Renderer(Protocol):
    """Writes a message from its payload, in its language."""

    def __call__(self, message: Message) -> Rendered:
        """The finished texts."""
        ...


@dataclass(frozen=True)
class TemplateMessage:
    """Writes `mail/<kind>.txt` and `mail/<kind>.html`; the subject is a lazy text with names of the payload.

    `more` turns the payload into what the templates show (dates, words), in the recipient's language.
    """

    kind: str
    subject: Any
    more: Callable[[dict[str, Any]], dict[str, Any]] | None = None

    def __call__(self, message: Message) -> Rendered:
        """Render in the recipient's language."""
        with translation.override(message.language):
            context = {**message.payload, **(self.more(message.payload) if self.more else {})}
            subject = " ".join((str(self.subject) % context).split())
            context |= {"subject": subject, "language": message.language}
            text = render_to_string(f"mail/{self.kind}.txt", context)
            html = render_to_string(f"mail/{self.kind}.html", context)
        return Rendered(subject, text.strip() + "\n", html)


_renderers: dict[str, Renderer] = {}


def register(kind: str, renderer: Renderer) -> None:
    """Say who writes a kind; a kind has one writer."""
    _renderers[kind] = renderer


def renderer_of(kind: str) -> Renderer:
    """Who writes a kind; KeyError when nobody registered."""
    return _renderers[kind]


def kinds() -> list[str]:
    """All registered kinds."""
    return sorted(_renderers)
