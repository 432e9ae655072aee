"""What can be done with bookings."""

from bookings.actions.answering import NotPending, confirm, decline
from bookings.actions.ending import (
    AlreadyBegun,
    AlreadyEnded,
    ReasonMissing,
    cancel_by_host,
    cancel_by_school,
    cancel_occurrence,
    sweep,
)
from bookings.actions.requesting import (
    AdultsMissing,
    AlreadyBooked,
    BookingClosed,
    ClassFacts,
    GroupTooLarge,
    GroupTooSmall,
    KeyReused,
    MayNotBook,
    NotBookable,
    OccurrenceCancelled,
    OccurrenceFull,
    OfferClosed,
    request_places,
)

__all__ = [
    "AdultsMissing",
    "AlreadyBegun",
    "AlreadyBooked",
    "AlreadyEnded",
    "BookingClosed",
    "ClassFacts",
    "GroupTooLarge",
    "GroupTooSmall",
    "KeyReused",
    "MayNotBook",
    "NotBookable",
    "NotPending",
    "OccurrenceCancelled",
    "OccurrenceFull",
    "OfferClosed",
    "ReasonMissing",
    "cancel_by_host",
    "cancel_by_school",
    "cancel_occurrence",
    "confirm",
    "decline",
    "request_places",
    "sweep",
]
