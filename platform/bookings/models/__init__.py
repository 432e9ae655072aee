"""A class's claim on a date, and its states."""

from bookings.models.booking import Booking, BookingState

__all__ = ["Booking", "BookingState"]
