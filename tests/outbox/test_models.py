"""What can never be false of a message, and which messages the worker sees."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from outbox.models import Message, MessageState
from tests.factories.outbox import LONG_AGO, MessageFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        ("message_state_known", {"state": "lost"}),
        ("message_has_address", {"to_email": ""}),
        ("message_sending_is_claimed", {"state": MessageState.SENDING}),
        ("message_sent_has_time", {"state": MessageState.SENT}),
        ("message_dropped_is_empty", {"dropped_at": NOW}),
        ("message_settled_secret_is_dropped", {"secret": True, "state": MessageState.SENT, "sent_at": NOW}),
        ("message_settled_secret_is_dropped", {"secret": True, "state": MessageState.DEAD}),
    ],
)
def test_the_database_refuses_what_must_not_be(constraint: str, facts: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        MessageFactory.create(**facts)


def test_a_dedupe_key_is_used_once() -> None:
    MessageFactory.create(dedupe_key="booking-7-confirmed")
    with pytest.raises(IntegrityError):
        MessageFactory.create(dedupe_key="booking-7-confirmed")


def test_due_is_what_waits_and_whose_time_has_come_the_oldest_first() -> None:
    second = MessageFactory.create(due_at=NOW)
    first = MessageFactory.create(due_at=NOW - timedelta(minutes=1))
    MessageFactory.create(due_at=NOW + timedelta(seconds=1))
    MessageFactory.create(sent=True)
    MessageFactory.create(dead=True)
    assert list(Message.objects.due(NOW)) == [first, second]


def test_what_a_worker_claimed_and_never_finished_is_due_again_after_ten_minutes() -> None:
    message = MessageFactory.create(claimed=True)
    assert not Message.objects.due(LONG_AGO + timedelta(minutes=9)).exists()
    assert Message.objects.due(LONG_AGO + timedelta(minutes=10)).get() == message


def test_unsent_and_dead_and_resendable_tell_messages_apart() -> None:
    waiting, claimed = MessageFactory.create(), MessageFactory.create(claimed=True)
    sent, dead = MessageFactory.create(sent=True), MessageFactory.create(dead=True)
    MessageFactory.create(sent=True, dropped_at=NOW, text="", html="")
    assert set(Message.objects.unsent()) == {waiting, claimed}
    assert set(Message.objects.dead()) == {dead}
    assert set(Message.objects.resendable()) == {sent, dead}


def test_outdated_counts_from_when_a_message_was_sent_or_given_up() -> None:
    sent, dead = MessageFactory.create(sent=True), MessageFactory.create(dead=True)
    MessageFactory.create()
    assert not Message.objects.outdated(LONG_AGO + timedelta(days=29)).exists()
    assert set(Message.objects.outdated(LONG_AGO + timedelta(days=30))) == {sent, dead}
