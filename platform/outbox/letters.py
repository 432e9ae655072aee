"""What was really sent: the .eml of a message, read back for the development page."""

from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings

from outbox.mime import as_mail, fingerprint
from outbox.models import Message
from outbox.registry import Rendered


@dataclass(frozen=True)
class Letter:
    """A mail taken apart again."""

    text: str
    html: str
    calendar: str
    eml: bytes


def letter_of(message: Message) -> Letter | None:
    """The mail as the folder holds it, else as the row does; None when neither knows its text."""
    eml = _from_folder(message) or _from_row(message)
    return _opened(eml) if eml else None


def _from_folder(message: Message) -> bytes | None:
    files = sorted(Path(settings.MAIL_FOLDER).glob(f"*-{fingerprint(message)}.eml"))
    return files[-1].read_bytes() if files else None


def _from_row(message: Message) -> bytes | None:
    if not message.text:
        return None
    rendered = Rendered(message.subject, message.text, message.html)
    return as_mail(message, rendered).message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # a Django message takes it


def _opened(eml: bytes) -> Letter:
    mail: EmailMessage = BytesParser(policy=policy.default).parsebytes(eml)
    return Letter(
        text=_part(mail, "text/plain"), html=_part(mail, "text/html"), calendar=_part(mail, "text/calendar"), eml=eml
    )


def _part(mail: EmailMessage, kind: str) -> str:
    parts = (part for part in mail.walk() if part.get_content_type() == kind)
    return next((str(part.get_content()) for part in parts if isinstance(part, EmailMessage)), "")
