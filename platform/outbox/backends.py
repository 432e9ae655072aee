"""Django's mail backend that writes rows, and the one that writes files for development."""

import re
from collections.abc import Sequence
from email.utils import parseaddr
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone, translation

from outbox.models import Message

RAW = "raw"


class AttachmentsNotKept(ValueError):
    """A row keeps texts and a calendar entry, not files: better loud than a mail without its file."""


class OutboxBackend(BaseEmailBackend):
    """Every mail Django or a library sends becomes a row first; its body is dropped once it is sent (codes)."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write one row for each recipient, in the caller's transaction."""
        rows = [_row(mail, address) for mail in email_messages for address in mail.recipients()]
        Message.objects.bulk_create(rows)
        return len(email_messages)


def _row(mail: EmailMessage, address: str) -> Message:
    if mail.attachments:
        raise AttachmentsNotKept(mail.subject)
    return Message(
        dedupe_key=f"{RAW}-{uuid4()}",
        kind=RAW,
        to_email=parseaddr(address)[1],
        reply_to=parseaddr(mail.reply_to[0])[1] if mail.reply_to else "",
        subject=" ".join(str(mail.subject).split())[:250],
        text=str(mail.body),
        html=_html_of(mail),
        language=(translation.get_language() or settings.LANGUAGE_CODE)[:2],
        secret=True,
        due_at=timezone.now(),
    )


def _html_of(mail: EmailMessage) -> str:
    alternatives = getattr(mail, "alternatives", [])
    return next((str(content) for content, kind in alternatives if kind == "text/html"), "")


class FolderBackend(BaseEmailBackend):
    """Writes each mail as an .eml file into MAIL_FOLDER: what development has instead of a mail server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the files, named by time and Message-ID; the newest sorts last."""
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            finished = mail.message()
            name = re.sub(r"[^\w.-]", "", str(finished["Message-ID"]).split("@", maxsplit=1)[0])
            path = folder / f"{timezone.now():%Y%m%d-%H%M%S-%f}-{name}.eml"
            path.write_bytes(finished.as_bytes(linesep="\r\n"))  # type: ignore[call-arg]  # a Django message takes it
        return len(email_messages)
