"""Django's mail backend that writes rows, and the one that writes files for development."""

from collections.abc import Sequence
from email import policy
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone, translation

from outbox.models import Message


class OutboxBackend(BaseEmailBackend):
    """Every mail Django or a library sends becomes a row first; its body is dropped once it is sent (codes)."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write one row for each recipient."""
        rows = [row for mail in email_messages for row in self._rows(mail)]
        Message.objects.bulk_create(rows)
        return len(email_messages)

    def _rows(self, mail: EmailMessage) -> list[Message]:
        html = ""
        if isinstance(mail, EmailMultiAlternatives):
            html = next((str(part[0]) for part in mail.alternatives if part[1] == "text/html"), "")
        return [
            Message(
                dedupe_key=f"raw-{uuid4()}",
                kind="raw",
                to_email=address,
                subject=str(mail.subject)[:250],
                text=str(mail.body),
                html=html,
                language=(translation.get_language() or "da")[:5],
                secret=True,
                due_at=timezone.now(),
            )
            for address in mail.recipients()
        ]


class FolderBackend(BaseEmailBackend):
    """Writes each mail as an .eml file into MAIL_FOLDER: what development has instead of a mail server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the files; the newest sorts last."""
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            name = f"{timezone.now():%Y%m%d-%H%M%S-%f}.eml"
            (folder / name).write_bytes(mail.message().as_bytes(policy=policy.SMTP))
        return len(email_messages)
