"""The signed link in a mail that cancels a booking: nobody can guess the next one."""

from django.core import signing

from bookings.models import Booking

SALT = "bookings.cancel"


def cancel_token(booking: Booking) -> str:
    """The token of the link."""
    return signing.dumps(booking.pk, salt=SALT)


def booking_of(token: str) -> Booking | None:
    """The booking a token names, or None when it was tampered with or is gone."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Booking.objects.in_full().filter(pk=pk).first()
