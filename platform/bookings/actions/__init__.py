"""What can be done with bookings; why it may be refused is in `bookings.refusals`."""

from bookings.actions.answering import confirm, decline
from bookings.actions.ending import cancel_by_host, cancel_by_link, cancel_by_school, cancel_occurrence
from bookings.actions.requesting import ClassFacts, request_places
from bookings.actions.settling import sweep

__all__ = [
    "ClassFacts",
    "cancel_by_host",
    "cancel_by_link",
    "cancel_by_school",
    "cancel_occurrence",
    "confirm",
    "decline",
    "request_places",
    "sweep",
]
