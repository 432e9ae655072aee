"""Any mail Django or a library sends becomes a row; in development rows become files."""

from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest
from django.core.mail import EmailMessage, get_connection, send_mail
from django.db import transaction
from django.utils import translation
from pytest_django import Settings

from outbox.actions import deliver_due
from outbox.backends import AttachmentsNotKept
from outbox.mime import fingerprint
from outbox.models import Message
from tests.factories.outbox import MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _outbox_is_the_backend(settings: Settings) -> None:
    """Django's test runner swaps the backend for one in memory."""
    settings.EMAIL_BACKEND = "outbox.backends.OutboxBackend"


def test_a_mail_of_django_becomes_a_secret_row() -> None:
    with translation.override("sv"):
        send_mail("Din kod", "A1B2", None, ["Astrid <astrid@skola.example>"], html_message="<b>A1B2</b>")
    row = Message.objects.get()
    assert (row.kind, row.secret, row.language) == ("raw", True, "sv")
    assert (row.to_email, row.subject, row.text, row.html) == (
        "astrid@skola.example",
        "Din kod",
        "A1B2",
        "<b>A1B2</b>",
    )


def test_each_recipient_gets_a_row_of_their_own() -> None:
    mail = EmailMessage(
        "Hej", "Hej", to=["a@skole.example"], bcc=["b@skole.example"], reply_to=["Kim <kim@x.example>"]
    )
    assert mail.send() == 1
    rows = Message.objects.order_by("to_email")
    assert [(row.to_email, row.reply_to) for row in rows] == [
        ("a@skole.example", "kim@x.example"),
        ("b@skole.example", "kim@x.example"),
    ]


def test_a_mail_goes_with_its_transaction() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        send_mail("Din kode", "A1B2", None, ["a@skole.example"])
        raise RuntimeError
    assert not Message.objects.exists()


def test_a_line_break_in_a_subject_does_no_harm() -> None:
    send_mail("Din kode\r\nBcc: all@skole.example", "A1B2", None, ["a@skole.example"])
    assert Message.objects.get().subject == "Din kode Bcc: all@skole.example"


def test_a_mail_with_a_file_is_refused_aloud() -> None:
    mail = EmailMessage("Hej", "Hej", to=["a@skole.example"], attachments=[("a.txt", "a", "text/plain")])
    with pytest.raises(AttachmentsNotKept):
        mail.send()


def test_files_are_named_by_time_and_message(folder: Path) -> None:
    messages = MessageFactory.create_batch(2)
    deliver_due()
    first, second = sorted(folder.iterdir())
    assert [path.suffix for path in (first, second)] == [".eml", ".eml"]
    assert [path.stem.rsplit("-", 1)[1] for path in (first, second)] == [fingerprint(message) for message in messages]
    mail = BytesParser(policy=policy.default).parsebytes(first.read_bytes())
    assert mail["To"] == messages[0].to_email


def test_a_hostile_message_id_stays_in_the_folder(folder: Path) -> None:
    mail = EmailMessage("Hej", "Hej", to=["a@skole.example"], headers={"Message-ID": "<../../elsewhere@x>"})
    mail.connection = get_connection("outbox.backends.FolderBackend")
    mail.send()
    assert len(list(folder.glob("*-....elsewhere.eml"))) == 1
