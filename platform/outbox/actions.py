"""Posting a message, claiming what is due, delivering, trying again, forgetting."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import get_connection
from django.db import connection, transaction
from django.utils import timezone

from outbox.mime import as_mail
from outbox.models import SETTLED, Message, MessageQuerySet, MessageState
from outbox.registry import Rendered, renderer_of

log = logging.getLogger(__name__)
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
TEXTS = ("text", "html", "calendar", "payload", "dropped_at")


class StillOnItsWay(ValueError):
    """The message has not been sent or given up yet, so there is nothing to send again."""


class TextsDropped(ValueError):
    """We no longer know what the message said."""


def post(
    *,
    kind: str,
    to: AbstractBaseUser | str,
    payload: dict[str, Any],
    dedupe_key: str,
    language: str | None = None,
    reply_to: str = "",
    calendar: str = "",
    calendar_method: str = "",
    due_at: datetime | None = None,
    secret: bool = False,
) -> Message:
    """Write a message in the caller's transaction; posting the same key again gives the first row."""
    new = letter(
        kind=kind,
        to=to,
        payload=payload,
        dedupe_key=dedupe_key,
        language=language,
        reply_to=reply_to,
        calendar=calendar,
        calendar_method=calendar_method,
        due_at=due_at,
        secret=secret,
    )
    # Two statements where get_or_create needs four; who posts the same key meanwhile waits for the first and reads it.
    post_all([new])
    return Message.objects.get(dedupe_key=dedupe_key)


def post_all(letters: Iterable[Message]) -> None:
    """Write messages in one statement, in the caller's transaction; those whose key was posted before are left out."""
    Message.objects.bulk_create(letters, ignore_conflicts=True)


def letter(
    *,
    kind: str,
    to: AbstractBaseUser | str,
    payload: dict[str, Any],
    dedupe_key: str,
    language: str | None = None,
    reply_to: str = "",
    calendar: str = "",
    calendar_method: str = "",
    due_at: datetime | None = None,
    secret: bool = False,
) -> Message:
    """A message that is not written yet."""
    address = to if isinstance(to, str) else str(getattr(to, "email", ""))
    return Message(
        dedupe_key=dedupe_key,
        kind=kind,
        to_email=address,
        recipient_id=None if isinstance(to, str) else to.pk,
        language=str(language or getattr(to, "language", settings.LANGUAGE_CODE)),
        payload=payload,
        reply_to=reply_to,
        calendar=calendar,
        calendar_method=calendar_method,
        secret=secret,
        due_at=due_at or timezone.now(),
    )


def claim_due(*, limit: int = 1, now: datetime | None = None) -> list[Message]:
    """Take what is due, so that no other worker sends it too; what a dead worker claimed is due again."""
    moment = now or timezone.now()
    if not Message.objects.due(moment).exists():  # an idle worker never takes SQLite's one write lock
        return []
    with transaction.atomic():
        claimed = list(_unclaimed(Message.objects.due(moment))[:limit])
        keys = [message.pk for message in claimed]
        Message.objects.filter(pk__in=keys).update(state=MessageState.SENDING, claimed_at=moment)
    return list(Message.objects.filter(pk__in=keys).order_by("due_at", "pk"))


def _unclaimed(due: MessageQuerySet) -> MessageQuerySet:
    """Those no other worker has in hand; SQLite has no row locks, there the IMMEDIATE transaction is the lock."""
    if connection.features.has_select_for_update_skip_locked:
        return due.select_for_update(skip_locked=True)
    return due


def render(message: Message) -> Rendered:
    """The finished texts: as they were handed over or sent before, else written from the payload."""
    if message.text:
        return Rendered(message.subject, message.text, message.html)
    return renderer_of(message.kind)(message)


def deliver(message: Message, *, now: datetime | None = None) -> bool:
    """Send one claimed message and mark it; on an error it waits longer each time and is given up after the last."""
    moment = now or timezone.now()
    try:
        rendered = render(message)
        as_mail(message, rendered, get_connection(settings.OUTBOX_TRANSPORT)).send()
    except Exception as error:  # noqa: BLE001  whatever goes wrong, the message must not be lost
        _note_failure(message, error, moment)
        return False
    _note_success(message, rendered, moment)
    return True


def _note_success(message: Message, rendered: Rendered, now: datetime) -> None:
    message.state, message.sent_at, message.last_error = MessageState.SENT, now, ""
    message.subject, message.text, message.html = rendered.subject[:250], rendered.text, rendered.html
    _settle(message, now)


def _note_failure(message: Message, error: Exception, now: datetime) -> None:
    tries = message.attempts + 1
    log.warning("message %s was not sent (try %s): %s", message.pk, tries, type(error).__name__)
    message.last_error = f"{type(error).__name__}: {error}"[:300]
    over = tries > len(BACKOFF)
    message.state = MessageState.DEAD if over else MessageState.WAITING
    message.due_at = now if over else now + BACKOFF[tries - 1]
    _settle(message, now)


def _settle(message: Message, now: datetime) -> None:
    """Count the try and write what came of it; nobody needs a secret (a sign-in code) any more."""
    message.attempts += 1
    if message.secret and message.state in SETTLED:
        _drop_texts(message, now)
    message.save(update_fields=["state", "due_at", "sent_at", "last_error", "attempts", "subject", *TEXTS])


def _drop_texts(message: Message, now: datetime) -> None:
    message.text = message.html = message.calendar = ""
    message.payload, message.dropped_at = {}, now


def deliver_next(*, now: datetime | None = None) -> bool:
    """Claim one message and send it; whether there was one."""
    claimed = claim_due(now=now)
    for message in claimed:
        deliver(message, now=now)
    return bool(claimed)


def deliver_due(*, now: datetime | None = None) -> int:
    """Send everything that is due; gives how many were tried."""
    tried = 0
    while deliver_next(now=now):
        tried += 1
    return tried


def resend(*, message: Message, now: datetime | None = None) -> Message:
    """Try again what was given up, or send once more what was sent; the copy has the same Message-ID.

    The caller (a desk, which knows the actor) writes the audit row.
    """
    if message.dropped_at:
        raise TextsDropped(message.pk)
    again = {"state": MessageState.WAITING, "attempts": 0, "due_at": now or timezone.now()}
    if not Message.objects.resendable().filter(pk=message.pk).update(**again):
        raise StillOnItsWay(message.pk)
    message.refresh_from_db()
    return message


def drop_old_bodies(*, now: datetime | None = None) -> int:
    """Forget what messages said that were sent or given up more than thirty days ago; gives how many."""
    moment = now or timezone.now()
    return Message.objects.outdated(moment).update(text="", html="", calendar="", payload={}, dropped_at=moment)
