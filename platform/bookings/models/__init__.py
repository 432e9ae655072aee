"""A class's claim on a date, its states, wishes for other days, and what both sides do together."""

from bookings.models.booking import Booking, BookingState
from bookings.models.speaking import CalendarFeed, MailText
from bookings.models.together import Expectations, FreeBus, Note, Side, TransportRequest
from bookings.models.wish import VisitRequest, VisitRequestState, VisitWindow

__all__ = [
    "Booking",
    "BookingState",
    "CalendarFeed",
    "Expectations",
    "FreeBus",
    "MailText",
    "Note",
    "Side",
    "TransportRequest",
    "VisitRequest",
    "VisitRequestState",
    "VisitWindow",
]
