"""What a mail consists of, seen by the server that receives it."""

from email.message import EmailMessage

import pytest
from pytest_django import Settings

from outbox.actions import deliver_due
from outbox.mime import message_id
from tests.factories.outbox import MessageFactory
from tests.outbox.smtp import MailServer

pytestmark = pytest.mark.django_db
ENTRY = "BEGIN:VCALENDAR\r\nSUMMARY:Møde på værkstedet\r\nEND:VCALENDAR\r\n"


def kinds(letter: EmailMessage) -> list[str]:
    return [part.get_content_type() for part in letter.walk()]


def received(server: MailServer) -> EmailMessage:
    deliver_due()
    [letter] = server.letters
    return letter


def test_text_comes_first_and_html_second(server: MailServer) -> None:
    message = MessageFactory.create()
    letter = received(server)
    assert kinds(letter) == ["multipart/alternative", "text/plain", "text/html"]
    plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().strip() == message.text.strip()
    assert html.get_content().strip() == message.html


def test_a_mail_without_html_is_one_plain_part(server: MailServer) -> None:
    MessageFactory.create(html="")
    assert kinds(received(server)) == ["text/plain"]


def test_a_calendar_entry_comes_inline_with_its_method_and_as_a_file(server: MailServer) -> None:
    MessageFactory.create(calendar=ENTRY, calendar_method="CANCEL")
    letter = received(server)
    assert kinds(letter) == [
        *("multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar"),
        "application/ics",
    ]
    inline = next(part for part in letter.walk() if part.get_content_type() == "text/calendar")
    assert (inline.get_param("method"), inline.get_param("charset")) == ("CANCEL", "utf-8")
    assert inline.get_content().split() == ENTRY.split()
    [file] = letter.iter_attachments()
    assert (file.get_filename(), file.get_content().decode().split()) == ("besoeg.ics", ENTRY.split())


def test_an_entry_is_an_invitation_unless_told_otherwise(server: MailServer) -> None:
    MessageFactory.create(calendar=ENTRY)
    inline = next(part for part in received(server).walk() if part.get_content_type() == "text/calendar")
    assert inline.get_param("method") == "REQUEST"


def test_headers_say_who_answers_and_that_a_machine_wrote(server: MailServer, settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Skolebro <post@skolebro.example>"
    MessageFactory.create(subject="Bekræftet: Besøg", reply_to="ingrid@nordvind.example", language="sv")
    letter = received(server)
    assert letter["Subject"] == "Bekræftet: Besøg"
    assert letter["From"] == "Skolebro <post@skolebro.example>"
    assert letter["Reply-To"] == "ingrid@nordvind.example"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "sv"


def test_the_id_follows_from_the_dedupe_key_and_the_site(settings: Settings) -> None:
    settings.SITE_URL = "https://skolebro.example:8443"
    one, other = MessageFactory.build(dedupe_key="booking-7"), MessageFactory.build(dedupe_key="booking-8")
    assert message_id(one) == message_id(MessageFactory.build(dedupe_key="booking-7"))
    assert message_id(one) != message_id(other)
    assert message_id(one).endswith("@skolebro.example>")
