"""The mails of a booking: what is said (letters), with which facts (facts), and who is told (telling)."""

from bookings.messages.changes import CHANGES
from bookings.messages.day import DAY, hosts_reminded, reminder_key, tell_late, tell_no_show, tell_reminder
from bookings.messages.digest import digest_key, tell_news
from bookings.messages.letters import LETTERS
from bookings.messages.own_words import register_letters
from bookings.messages.telling import (
    tell_cancelled,
    tell_confirmed,
    tell_date_moved,
    tell_declined,
    tell_expired,
    tell_handed_over,
    tell_lapsed,
    tell_move_asked,
    tell_move_refused,
    tell_moved,
    tell_place_offered,
    tell_requested,
    tell_size_changed,
    tell_waiting,
)
from bookings.messages.together import TOGETHER
from bookings.messages.transport import LETTERS as TRANSPORT
from bookings.messages.wishes import LETTERS as WISHES

__all__ = [
    "digest_key",
    "hosts_reminded",
    "reminder_key",
    "tell_cancelled",
    "tell_confirmed",
    "tell_date_moved",
    "tell_declined",
    "tell_expired",
    "tell_handed_over",
    "tell_lapsed",
    "tell_late",
    "tell_move_asked",
    "tell_move_refused",
    "tell_moved",
    "tell_news",
    "tell_no_show",
    "tell_place_offered",
    "tell_reminder",
    "tell_requested",
    "tell_size_changed",
    "tell_waiting",
]

for _letters in (LETTERS, CHANGES, DAY, TOGETHER, TRANSPORT, WISHES):
    register_letters(_letters)
