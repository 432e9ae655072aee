"""The mails of a booking: what is said (letters), with which facts (facts), and who is told (telling)."""

from bookings.messages.letters import LETTERS
from bookings.messages.telling import (
    tell_cancelled,
    tell_confirmed,
    tell_declined,
    tell_expired,
    tell_requested,
)
from outbox.registry import TemplateMessage, register

__all__ = ["tell_cancelled", "tell_confirmed", "tell_declined", "tell_expired", "tell_requested"]

for _kind, _letter in LETTERS.items():
    register(_kind, TemplateMessage(_kind, subject=_letter.subject, more=_letter))
