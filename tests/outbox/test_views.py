"""The page that shows mails while developing."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from outbox.actions import deliver_due
from tests.factories.outbox import MessageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]
NAMES = ["read", "html", "calendar", "eml"]


@pytest.fixture(autouse=True)
def _shown(settings: Settings) -> None:
    settings.OUTBOX_SHOW_MAIL = True


def page(name: str, *args: int) -> str:
    return reverse(f"outbox:{name}", args=args)


@pytest.mark.parametrize("name", NAMES)
def test_mails_are_not_shown_where_the_settings_do_not_say_so(name: str, settings: Settings, client: Client) -> None:
    settings.OUTBOX_SHOW_MAIL = False
    message = MessageFactory.create(calendar="BEGIN:VCALENDAR")
    assert client.get(page(name, message.pk)).status_code == 404
    assert client.get(page("list")).status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_a_mail_that_does_not_exist_is_not_found(name: str, client: Client) -> None:
    assert client.get(page(name, 1)).status_code == 404


def test_nothing_can_be_posted(client: Client) -> None:
    assert client.post(page("list")).status_code == 405


def test_the_newest_mail_comes_first(client: Client) -> None:
    MessageFactory.create(subject="Den første")
    MessageFactory.create(subject="Den anden", to_email="mette@skole.example")
    text = client.get(page("list")).content.decode()
    assert text.index("Den anden") < text.index("Den første")
    assert "mette@skole.example" in text


def test_an_empty_list_says_what_brings_mails(client: Client) -> None:
    assert client.get(page("list"), headers={"accept-language": "en"}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_few_questions(
    count: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    MessageFactory.create_batch(count)
    client.get(page("list"))
    with django_assert_num_queries(2):
        client.get(page("list"))


def test_pages_of_fifty(client: Client) -> None:
    MessageFactory.create_batch(51)
    assert len(client.get(page("list")).context["page"]) == 50
    assert len(client.get(page("list"), {"side": "2"}).context["page"]) == 1
    assert client.get(page("list"), {"side": "syv"}).status_code == 200


def test_a_sent_code_can_be_read_with_its_links(client: Client) -> None:
    message = MessageFactory.create(secret=True, text="Din kode er A1B2. https://skolebro.example/b/7")
    deliver_due()
    text = client.get(page("read", message.pk)).content.decode()
    assert "Din kode er A1B2" in text
    assert 'href="https://skolebro.example/b/7"' in text


def test_a_mail_whose_text_is_dropped_or_not_yet_written_says_so(client: Client, folder: Path) -> None:
    dropped = MessageFactory.create(secret=True)
    deliver_due()
    for path in folder.iterdir():
        path.unlink()
    waiting = MessageFactory.create(text="", html="", kind="later")
    for message in (dropped, waiting):
        response = client.get(page("read", message.pk))
        assert response.status_code == 200
        assert response.context["letter"] is None
        assert client.get(page("eml", message.pk)).status_code == 404


def test_the_html_part_stands_alone_under_its_own_policy(client: Client) -> None:
    message = MessageFactory.create(html="<style>p{}</style><p>Hej</p>")
    response = client.get(page("html", message.pk))
    assert response.content.decode().strip() == message.html
    assert "default-src 'none'; style-src 'unsafe-inline'" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]


def test_calendar_and_mail_can_be_taken_home(client: Client) -> None:
    message = MessageFactory.create(calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR")
    calendar, eml = client.get(page("calendar", message.pk)), client.get(page("eml", message.pk))
    assert (calendar["Content-Type"], eml["Content-Type"]) == ("text/calendar; charset=utf-8", "message/rfc822")
    assert calendar.content.startswith(b"BEGIN:VCALENDAR")
    assert b"Message-ID: <" in eml.content


def test_a_part_the_mail_does_not_have_is_not_found(client: Client) -> None:
    message = MessageFactory.create(html="")
    assert client.get(page("html", message.pk)).status_code == 404
    assert client.get(page("calendar", message.pk)).status_code == 404


def test_mails_are_never_kept_in_a_cache(client: Client) -> None:
    assert "no-store" in client.get(page("list"))["Cache-Control"]
