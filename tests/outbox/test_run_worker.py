"""The one background process, with real signals."""

import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import OperationalError
from pytest_django import Settings

from outbox import schedule
from outbox.backends import FolderBackend
from outbox.models import Message, MessageState, WorkerBeat
from outbox.schedule import Work, every
from tests.factories.outbox import MessageFactory

# The worker closes connections between its rounds, so it needs a database in which it really commits.
pytestmark = [
    pytest.mark.own_database,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("folder"),
]


class InterruptedBackend(FolderBackend):
    """Sends, while somebody tells the worker to stop."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        os.kill(os.getpid(), signal.SIGTERM)
        return super().send_messages(email_messages)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Give signals and jobs back as they were; every job is due."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    jobs = dict(schedule._jobs)
    for job in jobs.values():
        job.due = 0.0
    yield
    schedule._jobs.clear()
    schedule._jobs.update(jobs)
    for number, handler in handlers.items():
        signal.signal(number, handler)


def stops_the_worker_after(*rounds: Work) -> None:
    """A job that does one thing each round and tells the worker to stop at the end."""
    left = list(rounds)

    @every(0, "test")
    def next_round() -> None:
        if not left:
            os.kill(os.getpid(), signal.SIGINT)
            return
        left.pop(0)()


def test_once_does_everything_that_is_due_and_ends(folder: Path) -> None:
    MessageFactory.create_batch(3)
    call_command("run_worker", "--once")
    assert Message.objects.filter(state=MessageState.SENT).count() == len(list(folder.iterdir())) == 3
    assert WorkerBeat.objects.exists()


def test_a_worker_told_to_stop_finishes_the_message_in_hand_and_leaves_the_rest(settings: Settings) -> None:
    settings.OUTBOX_TRANSPORT = f"{__name__}.InterruptedBackend"
    MessageFactory.create_batch(2)
    call_command("run_worker", "--poll", "0.01")
    assert [message.state for message in Message.objects.order_by("pk")] == [MessageState.SENT, MessageState.WAITING]


def test_what_is_posted_while_the_worker_runs_is_sent_in_the_next_round() -> None:
    stops_the_worker_after(lambda: None, MessageFactory.create, lambda: None)
    call_command("run_worker", "--poll", "0.01")
    assert Message.objects.get().state == MessageState.SENT


def test_a_failing_job_does_not_stop_the_mails(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise RuntimeError

    MessageFactory.create()
    stops_the_worker_after(fail)
    call_command("run_worker", "--poll", "0.01")
    assert Message.objects.get().state == MessageState.SENT
    assert "the job “test” failed" in caplog.text


def test_a_database_that_is_away_for_a_moment_does_not_end_the_worker(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    answers = iter([OperationalError("gone")])

    def deliver_next() -> bool:
        for error in answers:
            raise error
        return False

    monkeypatch.setattr("outbox.management.commands.run_worker.deliver_next", deliver_next)
    stops_the_worker_after(lambda: None, lambda: None)
    call_command("run_worker", "--poll", "0.01")
    assert "the database does not answer: OperationalError" in caplog.text
