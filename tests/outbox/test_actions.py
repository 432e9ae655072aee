"""Posting, delivering to a real mail server, trying again, forgetting."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from django.core.mail import EmailMessage as DjangoMail
from django.core.mail.backends.smtp import EmailBackend
from django.db import transaction
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from outbox import actions
from outbox.models import Message, MessageState
from tests.factories.outbox import LONG_AGO, MessageFactory
from tests.outbox.smtp import MailServer

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)
MINUTES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720)]


class CrashingBackend(EmailBackend):
    """Sends for real, then the worker is killed before it can note that."""

    def send_messages(self, email_messages: Sequence[DjangoMail]) -> int:
        super().send_messages(email_messages)
        raise KeyboardInterrupt


def post(key: str = "booking-7-confirmed", to: User | str = "mette@skole.example") -> Message:
    return actions.post(kind="raw", to=to, payload={"group": "7.B"}, dedupe_key=key)


def ids(letters: list[EmailMessage]) -> list[str]:
    return [letter["Message-ID"] for letter in letters]


def test_posting_to_a_person_takes_their_address_and_language() -> None:
    person = User.objects.create_user("astrid@skola.example", language="sv")
    message = post(to=person)
    assert (message.recipient, message.to_email, message.language) == (person, "astrid@skola.example", "sv")
    assert (message.state, message.payload) == (MessageState.WAITING, {"group": "7.B"})


def test_posting_to_an_address_speaks_danish_unless_told_otherwise() -> None:
    assert post().language == "da"
    told = actions.post(kind="raw", to="a@skole.example", payload={}, dedupe_key="told", language="en")
    assert (told.language, told.recipient) == ("en", None)


def test_posting_the_same_key_again_gives_the_first_row() -> None:
    assert post(to="mette@skole.example") == post(to="other@skole.example")
    assert Message.objects.get().to_email == "mette@skole.example"


def test_a_rolled_back_change_leaves_no_message() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        post()
        raise RuntimeError
    assert not Message.objects.exists()


def test_a_message_for_later_is_not_claimed_before() -> None:
    actions.post(kind="raw", to="a@skole.example", payload={}, dedupe_key="later", due_at=NOW + timedelta(days=1))
    assert actions.claim_due(now=NOW) == []
    assert len(actions.claim_due(now=NOW + timedelta(days=1))) == 1


def test_an_idle_worker_asks_one_question(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert actions.claim_due(now=NOW) == []


def test_what_is_claimed_is_not_claimed_again() -> None:
    MessageFactory.create_batch(3)
    first = actions.claim_due(limit=2, now=NOW)
    second = actions.claim_due(limit=2, now=NOW)
    assert [message.state for message in first] == ["sending", "sending"]
    assert len({message.pk for message in [*first, *second]}) == 3


def test_a_delivered_message_arrives_and_is_marked(server: MailServer) -> None:
    message = MessageFactory.create(to_email="mette@skole.example")
    assert actions.deliver_due(now=NOW) == 1
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.attempts) == (MessageState.SENT, NOW, 1)
    assert message.text.startswith("Hej Mette.")
    assert [letter["To"] for letter in server.letters] == ["mette@skole.example"]


def test_undisturbed_messages_arrive_once_each(server: MailServer) -> None:
    MessageFactory.create_batch(100)
    assert actions.deliver_due(now=NOW) == 100
    assert len(set(ids(server.letters))) == len(server.letters) == 100


def test_a_refused_message_waits_longer_each_time_and_is_then_given_up(server: MailServer) -> None:
    server.refusing = True
    message, moment = MessageFactory.create(), NOW
    for tries, wait in enumerate(MINUTES, start=1):
        assert actions.deliver_due(now=moment) == 1
        message.refresh_from_db()
        assert (message.state, message.attempts, message.due_at) == (MessageState.WAITING, tries, moment + wait)
        assert actions.deliver_due(now=message.due_at - timedelta(seconds=1)) == 0
        moment = message.due_at
    actions.deliver_due(now=moment)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.DEAD, 6)
    assert message.last_error.startswith("SMTPRecipientsRefused")
    assert server.letters == []


def test_a_refused_message_arrives_when_the_server_is_back(server: MailServer) -> None:
    message = MessageFactory.create()
    server.refusing = True
    actions.deliver_due(now=NOW)
    server.refusing = False
    actions.deliver_due(now=NOW + MINUTES[0])
    message.refresh_from_db()
    assert (message.state, message.attempts, message.last_error) == (MessageState.SENT, 2, "")
    assert len(server.letters) == 1


def test_one_refused_message_does_not_hold_up_the_others(server: MailServer) -> None:
    MessageFactory.create(kind="nobody_writes_this", text="")
    MessageFactory.create()
    assert actions.deliver_due(now=NOW) == 2
    assert len(server.letters) == 1


def test_no_server_at_all_is_only_a_failed_try(settings: Settings, server: MailServer) -> None:
    settings.EMAIL_PORT = 1
    message = MessageFactory.create()
    actions.deliver_due(now=NOW)
    message.refresh_from_db()
    assert message.state == MessageState.WAITING
    assert message.last_error.startswith("ConnectionRefusedError")


def test_a_crash_between_sending_and_marking_gives_a_copy_with_the_same_id(
    server: MailServer, settings: Settings
) -> None:
    settings.OUTBOX_TRANSPORT = f"{__name__}.CrashingBackend"
    message = MessageFactory.create()
    with pytest.raises(KeyboardInterrupt):
        actions.deliver_due(now=NOW)
    settings.OUTBOX_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    assert actions.deliver_due(now=NOW + timedelta(minutes=9)) == 0
    assert actions.deliver_due(now=NOW + timedelta(minutes=10)) == 1
    message.refresh_from_db()
    assert message.state == MessageState.SENT
    first, second = ids(server.letters)
    assert first == second


def test_a_secret_is_forgotten_at_once(server: MailServer) -> None:
    message = MessageFactory.create(secret=True, payload={"code": "A1B2"}, text="Din kode er A1B2")
    actions.deliver_due(now=NOW)
    message.refresh_from_db()
    assert (message.text, message.html, message.payload, message.dropped_at) == ("", "", {}, NOW)
    assert "A1B2" in server.letters[0].as_string()


def test_a_secret_that_could_not_be_sent_is_forgotten_when_given_up(server: MailServer) -> None:
    server.refusing = True
    message = MessageFactory.create(secret=True, attempts=5)
    actions.deliver_due(now=NOW)
    message.refresh_from_db()
    assert (message.state, message.text, message.dropped_at) == (MessageState.DEAD, "", NOW)


def test_what_was_given_up_is_sent_again_on_request(server: MailServer) -> None:
    message = actions.resend(message=MessageFactory.create(dead=True), now=NOW)
    assert (message.state, message.attempts, message.due_at) == (MessageState.WAITING, 0, NOW)
    actions.deliver_due(now=NOW)
    assert len(server.letters) == 1


def test_a_resent_copy_has_the_same_id_and_text(server: MailServer) -> None:
    message = MessageFactory.create()
    actions.deliver_due(now=NOW)
    message.refresh_from_db()
    actions.resend(message=message, now=NOW)
    actions.deliver_due(now=NOW)
    first, second = server.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert first.get_body(("plain",)) is not None
    assert str(first.get_body(("plain",))) == str(second.get_body(("plain",)))


def test_what_is_on_its_way_is_not_sent_again() -> None:
    for message in (MessageFactory.create(), MessageFactory.create(claimed=True)):
        with pytest.raises(actions.StillOnItsWay):
            actions.resend(message=message)


def test_what_we_have_forgotten_cannot_be_sent_again() -> None:
    message = MessageFactory.create(sent=True, text="", html="", dropped_at=NOW)
    with pytest.raises(actions.TextsDropped):
        actions.resend(message=message)


def test_texts_are_dropped_after_thirty_days() -> None:
    old = MessageFactory.create(sent=True, payload={"group": "7.B"}, calendar="BEGIN:VCALENDAR")
    waiting = MessageFactory.create()
    month_later = LONG_AGO + timedelta(days=30)
    assert actions.drop_old_bodies(now=month_later) == 1
    assert actions.drop_old_bodies(now=month_later) == 0
    old.refresh_from_db()
    waiting.refresh_from_db()
    assert (old.text, old.html, old.calendar, old.payload, old.dropped_at) == ("", "", "", {}, month_later)
    assert old.subject
    assert waiting.text
