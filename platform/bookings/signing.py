"""The signed links in mails: each is good for one purpose, and nobody can guess the next one."""

from django.core import signing

from bookings.models import Booking

CANCEL, PLACE, DAY = "cancel", "place", "day"


def token_for(booking: Booking, purpose: str) -> str:
    """The token of a link."""
    return signing.dumps(booking.pk, salt=f"bookings.{purpose}")


def booking_of(token: str, purpose: str) -> Booking | None:
    """The booking a token names, or None when it was tampered with, was made for something else, or is gone."""
    try:
        pk = signing.loads(token, salt=f"bookings.{purpose}")
    except signing.BadSignature:
        return None
    return Booking.objects.in_full().filter(pk=pk).first()
