"""How a message looks on the wire: its parts, its headers, its name."""

from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from outbox.models import Message
from outbox.registry import Rendered

DEFAULT_METHOD = "REQUEST"
CALENDAR_FILE = "besoeg.ics"


def fingerprint(message: Message) -> str:
    """What names the message everywhere: made from the dedupe key, so the same for every try."""
    return sha256(message.dedupe_key.encode()).hexdigest()[:40]


def message_id(message: Message) -> str:
    """The Message-ID: the same for every try, so that a resend is recognisable."""
    return f"<{fingerprint(message)}@{urlsplit(settings.SITE_URL).hostname}>"


def as_mail(message: Message, rendered: Rendered, transport: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """The message as MIME: text, HTML, and the calendar entry both for calendars (inline) and for people (a file)."""
    mail = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.to_email],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers=_headers(message),
        connection=transport,
    )
    if rendered.html:
        mail.attach_alternative(rendered.html, "text/html")
    if message.calendar:
        method = message.calendar_method or DEFAULT_METHOD
        mail.attach_alternative(message.calendar, f"text/calendar; method={method}")
        mail.attach(CALENDAR_FILE, message.calendar.encode(), "application/ics")
    return mail


def _headers(message: Message) -> dict[str, str]:
    headers = {
        "Message-ID": message_id(message),
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    leave = message.payload.get("leave_url")  # RFC 8058: mail programs show a button that posts there
    if leave:
        headers |= {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers
