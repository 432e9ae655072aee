"""Who writes which message, and how templates become one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import gettext_lazy as _
from pytest_django import Settings

from outbox import registry
from outbox.models import Message
from outbox.registry import KindTaken, Rendered, TemplateMessage, register, renderer_of
from tests.factories.outbox import MessageFactory

HTML = "<p lang='{{ language }}'>{{ host }}: {% translate 'Danish' %}</p>"
TEXT = "\n{{ host }}: {% translate 'Danish' %}. {{ subject }} {{ site_url }}{% if has_calendar %} +ics{% endif %}\n"


@pytest.fixture(autouse=True)
def _templates(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "visit.html").write_text(HTML)
    (folder / "visit.txt").write_text(TEXT)
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path]}]


@pytest.fixture
def kind() -> Iterator[str]:
    """A kind that is forgotten after the test."""
    yield "test_kind"
    registry._renderers.pop("test_kind", None)


def written(**facts: Any) -> Message:
    return MessageFactory.build(**{"kind": "visit", "payload": {"host": "Møller & Søn"}, "text": "", **facts})


def test_a_message_is_written_in_the_language_of_its_recipient() -> None:
    writes = TemplateMessage("visit", subject=_("Danish"))
    assert writes(written(language="en")).subject == "Danish"
    assert writes(written(language="en")).html == "<p lang='en'>Møller &amp; Søn: Danish</p>"


def test_the_text_part_has_no_html_in_it(settings: Settings) -> None:
    settings.SITE_URL = "https://skolebro.example"
    message = TemplateMessage("visit", subject="%(host)s\nglæder sig")(written(language="en", calendar="BEGIN"))
    assert message.text == "Møller & Søn: Danish. Møller & Søn glæder sig https://skolebro.example/ +ics\n"


def test_more_turns_the_payload_into_what_is_shown() -> None:
    def more(payload: dict[str, Any]) -> dict[str, Any]:
        return {"host": payload["host"].upper()}

    assert TemplateMessage("visit", subject="%(host)s", more=more)(written()).subject == "MØLLER & SØN"


def test_a_kind_has_one_writer(kind: str) -> None:
    def writer(message: Message) -> Rendered:
        return Rendered("Hej", "Hej")

    register(kind, writer)
    register(kind, writer)
    assert renderer_of(kind) is writer
    with pytest.raises(KindTaken):
        register(kind, TemplateMessage("visit", subject="Hej"))


def test_a_kind_that_nobody_registered_has_no_writer() -> None:
    with pytest.raises(KeyError):
        renderer_of("nobody_writes_this")
