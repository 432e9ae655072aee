"""Messages for tests."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from outbox.models import Message, MessageState

LONG_AGO = datetime(2026, 8, 3, 8, 0, tzinfo=UTC)


class MessageFactory(DjangoModelFactory[Message]):
    """A finished text that waits to be sent and is due."""

    class Meta:
        model = Message

    class Params:
        sent = factory.Trait(state=MessageState.SENT, sent_at=LONG_AGO, attempts=1)
        dead = factory.Trait(state=MessageState.DEAD, attempts=6, last_error="SMTPRecipientsRefused")
        claimed = factory.Trait(state=MessageState.SENDING, claimed_at=LONG_AGO)

    kind = "raw"
    dedupe_key = factory.Sequence(lambda number: f"message-{number}")
    to_email = factory.Sequence(lambda number: f"reader{number}@skole.example")
    subject = factory.Sequence(lambda number: f"Nordvind Værksted glæder sig til at se 7.B ({number})")
    text = "Hej Mette. Ingrid har sagt ja til jeres besøg.\n"
    html = "<p>Hej Mette. Ingrid har sagt ja til jeres besøg.</p>"
    due_at = LONG_AGO
