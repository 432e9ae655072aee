"""A6: the mail server refuses for a while, workers die between sending and writing it down; no mail is lost.

The clock is ours: the ten minutes of refusal, the waiting between tries and the ten minutes after which a dead
worker's mail is due again are moved past, not slept through.
"""

import subprocess
import sys
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Membership
from bookings.actions import requesting
from bookings.refusals import OccurrenceFull
from offers.models import Occurrence
from outbox.actions import deliver_due
from outbox.mime import message_id
from outbox.models import CLAIM_LASTS, Message, MessageState
from tests.factories.bookings import ask_for, new_school, teacher_at
from tests.factories.catalogue import occurrence
from tests.factories.outbox import MessageFactory
from tests.outbox.smtp import MailServer
from tests.proofs.crowd import open_offer
from tests.proofs.site import BASE, environment

pytestmark = [
    pytest.mark.proof,
    pytest.mark.own_database,
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]
BOOKED, REFUSED, ROLLED_BACK, KILLED, AT_ONCE, UNDISTURBED = 40, 10, 10, 20, 5, 1000
SMTP = "django.core.mail.backends.smtp.EmailBackend"
MORTAL = "tests.proofs.transports.KilledAfterSending"


def workers(number: int, server: MailServer, transport: str) -> list[int]:
    """So many real workers at the same time, until they have nothing left or die; gives how each ended."""
    told = environment(EMAIL_URL=f"smtp://127.0.0.1:{server.port}", PROOF_TRANSPORT=transport)
    command = [sys.executable, "manage.py", "run_worker", "--once"]
    running = [subprocess.Popen(command, cwd=BASE, env=told, stderr=subprocess.DEVNULL) for _ in range(number)]
    return [worker.wait(timeout=300) for worker in running]


def arrived(server: MailServer) -> Counter[str]:
    return Counter(str(letter["Message-ID"]) for letter in server.letters)


def book(date: Occurrence, teacher: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty classes get a place; others find the date full, or something breaks after the mail was written."""
    for number in range(BOOKED):
        ask_for(date, teacher, label=f"klasse {number}")
    for number in range(REFUSED):
        with pytest.raises(OccurrenceFull):
            ask_for(date, teacher, label=f"for sent {number}")
    Occurrence.objects.filter(pk=date.pk).update(capacity=BOOKED + ROLLED_BACK)
    tell = requesting.tell_confirmed

    def breaks(booking: Any) -> None:
        tell(booking)
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(requesting, "tell_confirmed", breaks)
        for number in range(ROLLED_BACK):
            with pytest.raises(RuntimeError):
                ask_for(date, teacher, label=f"afbrudt {number}")


def test_no_mail_is_lost_and_copies_are_recognisable(server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """At most one copy for each killed worker, under the same Message-ID; nothing of what was rolled back."""
    book(occurrence(open_offer(), days=20, capacity=BOOKED), teacher_at(new_school()), monkeypatch)
    written = {message_id(message) for message in Message.objects.all()}
    assert len(written) == 2 * BOOKED
    server.refusing = True
    began = timezone.now()
    tries = sum(deliver_due(now=began + timedelta(minutes=minute)) for minute in range(11))
    server.refusing = False
    assert (tries, len(server.letters)) == (2 * BOOKED * 3, 0)
    assert set(Message.objects.values_list("state", "attempts")) == {(MessageState.WAITING, 3)}
    Message.objects.update(due_at=began)
    ended = [code for _ in range(KILLED // AT_ONCE) for code in workers(AT_ONCE, server, MORTAL)]
    assert ended == [-9] * KILLED
    assert len(arrived(server)) == Message.objects.filter(state=MessageState.SENDING).count() == KILLED
    sent_once = set(arrived(server))
    Message.objects.filter(state=MessageState.SENDING).update(claimed_at=began - CLAIM_LASTS)
    assert workers(2, server, SMTP) == [0, 0]
    letters = arrived(server)
    copies = {name for name, times in letters.items() if times > 1}
    print(f"A6: {len(written)} mails, {tries} tries refused, {KILLED} workers killed, {len(copies)} copies, 0 lost")
    assert set(letters) == written
    assert copies <= sent_once
    assert sum(letters.values()) - len(written) <= KILLED
    assert not Message.objects.exclude(state=MessageState.SENT).exists()


def test_a_thousand_undisturbed_mails_arrive_once_each(server: MailServer) -> None:
    """Two workers share them."""
    MessageFactory.create_batch(UNDISTURBED)
    assert workers(2, server, SMTP) == [0, 0]
    letters = arrived(server)
    assert (len(letters), sum(letters.values())) == (UNDISTURBED, UNDISTURBED)
