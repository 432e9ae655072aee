"""Mails that could not be delivered, for the municipality whose people they were meant for."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from accounts.audit import record
from accounts.models import Membership, Organisation, User
from outbox.actions import render, resend
from outbox.models import Message, MessageQuerySet


@dataclass(frozen=True)
class DeadLetter:
    """A mail given up, with its subject as the reader would have seen it."""

    message: Message
    subject: str


def dead_letters_of(municipality: Organisation) -> MessageQuerySet:
    """Those about visits here, and those to people of schools, companies and the municipality itself; newest first."""
    place = municipality.municipality_id
    people = Membership.objects.active().filter(organisation__municipality=place).values("person")
    return Message.objects.dead().filter(Q(recipient__in=people) | Q(payload__town=place)).select_related("recipient")


def opened(messages: list[Message]) -> list[DeadLetter]:
    """With their subjects; what we have forgotten, or cannot write, has none."""
    return [DeadLetter(message, _subject(message)) for message in messages]


def _subject(message: Message) -> str:
    try:
        return "" if message.dropped_at else render(message).subject
    except (KeyError, ValueError, TypeError):  # a mail that cannot be written is dead for that reason
        return ""


@transaction.atomic(durable=True)
def send_again(*, message: Message, municipality: Organisation, by: User) -> None:
    """Try once more, at the address the person has now; `TextsDropped` when we no longer know what it said."""
    _send(message, municipality, by)


@transaction.atomic(durable=True)
def send_all_again(*, municipality: Organisation, by: User) -> int:
    """Everything of which we still know what it said, after a mail server was away; gives how many."""
    waiting = list(dead_letters_of(municipality).filter(dropped_at__isnull=True))
    for message in waiting:
        _send(message, municipality, by)
    return len(waiting)


def _send(message: Message, municipality: Organisation, by: User) -> None:
    if message.recipient is not None and message.recipient.email != message.to_email:
        message.to_email = message.recipient.email
        message.save(update_fields=["to_email"])
    record("sent mail again", message, by=by, organisation=municipality, kind=message.kind)
    resend(message=message)
