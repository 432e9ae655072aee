"""Reading back what was sent."""

from pathlib import Path

import pytest

from outbox.actions import deliver_due, resend
from outbox.letters import letter_of
from tests.factories.outbox import MessageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


def test_a_code_can_be_read_in_the_folder_after_the_row_has_forgotten_it() -> None:
    message = MessageFactory.create(
        secret=True, text="Din kode er Æ1B2", html="<b>Æ1B2</b>", calendar="BEGIN:VCALENDAR"
    )
    deliver_due()
    message.refresh_from_db()
    letter = letter_of(message)
    assert letter is not None
    assert (letter.text, letter.html, letter.calendar) == ("Din kode er Æ1B2", "<b>Æ1B2</b>", "BEGIN:VCALENDAR")
    assert message.text == ""


def test_a_finished_text_can_be_read_before_it_is_sent() -> None:
    letter = letter_of(MessageFactory.create(text="Hej Mette"))
    assert letter is not None
    assert (letter.text, letter.calendar) == ("Hej Mette", "")
    assert b"Auto-Submitted: auto-generated" in letter.eml


def test_what_nobody_has_written_yet_cannot_be_read() -> None:
    assert letter_of(MessageFactory.create(text="", html="")) is None


def test_of_several_copies_the_newest_is_read(folder: Path) -> None:
    message = MessageFactory.create()
    deliver_due()
    message.refresh_from_db()
    resend(message=message)
    deliver_due()
    newest = sorted(folder.iterdir())[-1]
    newest.write_bytes(newest.read_bytes().replace(b"Auto-Submitted: auto-generated", b"Auto-Submitted: no"))
    letter = letter_of(message)
    assert letter is not None
    assert b"Auto-Submitted: no" in letter.eml
