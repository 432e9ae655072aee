"""Which kind of message is written by whom: every room registers its kinds in its `messages.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.template import Context, Engine
from django.utils import translation

from outbox.links import absolute
from outbox.models import Message


class KindTaken(ValueError):
    """Two writers want the same kind."""


@dataclass(frozen=True)
class Rendered:
    """A message as it goes out."""

    subject: str
    text: str
    html: str = ""


class Renderer(Protocol):
    """Writes a message from its payload, in its language."""

    def __call__(self, message: Message) -> Rendered:
        """The finished texts."""
        ...


@dataclass(frozen=True)
class TemplateMessage:
    """Writes `mail/<kind>.txt` and `mail/<kind>.html`; the subject is a lazy text with names of the payload.

    `more` turns the payload into what the templates show (dates, words), in the recipient's language; a `subject`
    among them is used instead.
    """

    kind: str
    subject: Any
    more: Callable[[dict[str, Any]], dict[str, Any]] | None = None

    def __call__(self, message: Message) -> Rendered:
        """Render in the recipient's language."""
        with translation.override(message.language):
            context = self._context(message)
            text = _fill(self.text_template, context, autoescape=False)
            html = _fill(self.html_template, context, autoescape=True)
        return Rendered(context["subject"], text.strip() + "\n", html)

    @property
    def text_template(self) -> str:
        """The part that must read well alone."""
        return f"mail/{self.kind}.txt"

    @property
    def html_template(self) -> str:
        """The part in the look."""
        return f"mail/{self.kind}.html"

    def _context(self, message: Message) -> dict[str, Any]:
        more = self.more(message.payload) if self.more else {}
        facts = {**message.payload, **more}
        subject = " ".join((more.get("subject") or str(self.subject) % facts).split())
        site = {"language": message.language, "site_url": absolute("/"), "has_calendar": bool(message.calendar)}
        return {**site, **facts, "subject": subject}


def _fill(template: str, context: dict[str, Any], *, autoescape: bool) -> str:
    return Engine.get_default().get_template(template).render(Context(context, autoescape=autoescape))


_renderers: dict[str, Renderer] = {}


def register(kind: str, renderer: Renderer) -> None:
    """Say who writes a kind; a kind has one writer."""
    if _renderers.setdefault(kind, renderer) != renderer:
        raise KindTaken(kind)


def renderer_of(kind: str) -> Renderer:
    """Who writes a kind; KeyError when nobody registered."""
    return _renderers[kind]


def renderers() -> list[Renderer]:
    """Who writes, in the order of their kinds."""
    return [_renderers[kind] for kind in sorted(_renderers)]


def kinds() -> list[str]:
    """All registered kinds."""
    return sorted(_renderers)
