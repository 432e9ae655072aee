"""The checks that run before the site starts."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from outbox import registry
from outbox.checks import check_templates, check_transport
from outbox.registry import TemplateMessage, register


@pytest.fixture
def unwritten() -> Iterator[None]:
    """A kind without templates."""
    register("unwritten", TemplateMessage("unwritten", subject="Hej"))
    yield
    registry._renderers.pop("unwritten")


def test_every_kind_of_this_site_has_both_its_templates() -> None:
    assert check_templates(None) == []


@pytest.mark.usefixtures("unwritten")
def test_a_kind_without_templates_is_named() -> None:
    [warning] = check_templates(None)
    assert warning.id == "outbox.W001"
    assert "mail/unwritten.txt, mail/unwritten.html" in warning.msg


def test_a_worker_that_would_post_to_itself_does_not_start(settings: Settings) -> None:
    settings.EMAIL_BACKEND = settings.OUTBOX_TRANSPORT = "outbox.backends.OutboxBackend"
    assert [error.id for error in check_transport(None)] == ["outbox.E001"]


def test_the_site_as_it_stands_sends(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "outbox.backends.OutboxBackend"
    assert check_transport(None) == []
