"""Posting a message, claiming what is due, delivering, trying again, forgetting."""

import logging
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.utils import timezone

from outbox.models import Message, MessageState
from outbox.registry import Rendered, renderer_of

log = logging.getLogger(__name__)
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
CLAIM_LASTS = timedelta(minutes=10)
BODIES_LAST = timedelta(days=30)


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
    secret: bool = False,
) -> Message:
    """Write a message in the caller's transaction; posting the same key again gives the first row."""
    address = to if isinstance(to, str) else str(getattr(to, "email", ""))
    facts = {
        "kind": kind,
        "to_email": address,
        "recipient": None if isinstance(to, str) else to,
        "language": language or getattr(to, "language", settings.LANGUAGE_CODE),
        "payload": payload,
        "reply_to": reply_to,
        "calendar": calendar,
        "calendar_method": calendar_method,
        "secret": secret,
        "due_at": timezone.now(),
    }
    message, _new = Message.objects.get_or_create(dedupe_key=dedupe_key, defaults=facts)
    return message


@transaction.atomic
def claim_due(*, limit: int = 20, now: datetime | None = None) -> list[Message]:
    """Take what is due, so that no other worker sends it too; what a dead worker claimed is due again."""
    moment = now or timezone.now()
    Message.objects.stale(moment - CLAIM_LASTS).update(state=MessageState.WAITING)
    due = Message.objects.due(moment)
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    claimed = list(due[:limit])
    Message.objects.filter(pk__in=[message.pk for message in claimed]).update(
        state=MessageState.SENDING, claimed_at=moment
    )
    return claimed


def message_id(message: Message) -> str:
    """The Message-ID: the same for every try, so that a resend is recognisable."""
    host = settings.SITE_URL.split("//")[-1].split(":")[0]
    return f"<{sha256(message.dedupe_key.encode()).hexdigest()[:40]}@{host}>"


def as_mail(message: Message, rendered: Rendered, transport: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """The message as MIME: text, HTML, and the calendar entry both inline and as a file."""
    mail = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.to_email],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers={"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"},
        connection=transport,
    )
    if rendered.html:
        mail.attach_alternative(rendered.html, "text/html")
    if message.calendar:
        method = message.calendar_method or "REQUEST"
        mail.attach_alternative(message.calendar, f"text/calendar; method={method}")
    return mail


def render(message: Message) -> Rendered:
    """The finished texts: as they were handed over (Django's own mails), or written from the payload."""
    if message.text:
        return Rendered(message.subject, message.text, message.html)
    return renderer_of(message.kind)(message)


def deliver(message: Message, *, now: datetime | None = None) -> bool:
    """Send one claimed message and mark it; on an error it waits longer each time and is given up after the last."""
    moment = now or timezone.now()
    try:
        rendered = render(message)
        transport = get_connection(settings.OUTBOX_TRANSPORT)
        as_mail(message, rendered, transport).send()
    except Exception as error:  # noqa: BLE001  whatever goes wrong, the message must not be lost
        _note_failure(message, error, moment)
        return False
    _note_success(message, rendered, moment)
    return True


def _note_success(message: Message, rendered: Rendered, now: datetime) -> None:
    message.state, message.sent_at, message.last_error = MessageState.SENT, now, ""
    message.attempts += 1
    message.subject = "" if message.secret else rendered.subject[:250]
    message.text, message.html = ("", "") if message.secret else (rendered.text, rendered.html)
    message.save()


def _note_failure(message: Message, error: Exception, now: datetime) -> None:
    message.last_error = f"{type(error).__name__}: {error}"[:300]
    message.attempts += 1
    over = message.attempts > len(BACKOFF)
    message.state = MessageState.DEAD if over else MessageState.WAITING
    message.due_at = now if over else now + BACKOFF[message.attempts - 1]
    message.save()
    log.warning("message %s was not sent (try %s): %s", message.pk, message.attempts, type(error).__name__)


def deliver_due(*, limit: int = 20) -> int:
    """Claim and send what is due; gives how many were claimed."""
    claimed = claim_due(limit=limit)
    for message in claimed:
        deliver(message)
    return len(claimed)


def resend(*, message: Message) -> None:
    """Try a message again that was given up."""
    message.state, message.attempts, message.due_at = MessageState.WAITING, 0, timezone.now()
    message.save(update_fields=["state", "attempts", "due_at"])


def drop_old_bodies(*, now: datetime | None = None) -> int:
    """Forget the texts of messages sent more than thirty days ago; gives how many."""
    before = (now or timezone.now()) - BODIES_LAST
    old = Message.objects.filter(state=MessageState.SENT, sent_at__lt=before).exclude(text="", html="", payload={})
    return old.update(text="", html="", calendar="", payload={})
