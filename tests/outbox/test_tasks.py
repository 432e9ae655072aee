"""What the worker does for the outbox itself."""

import pytest
from django.utils import timezone

from outbox import tasks
from outbox.models import WorkerBeat
from tests.factories.outbox import MessageFactory

pytestmark = pytest.mark.django_db


def test_the_heart_beats_in_one_row() -> None:
    before = timezone.now()
    tasks.beat()
    tasks.beat()
    assert WorkerBeat.objects.get().at >= before


def test_old_texts_are_forgotten() -> None:
    message = MessageFactory.create(sent=True)
    tasks.forget()
    message.refresh_from_db()
    assert message.text == ""
