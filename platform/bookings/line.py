"""The waiting list of a date: who stands where. First come, first served."""

from datetime import datetime

from django.db.models import Count, OuterRef, Q, Subquery

from bookings.models import Booking, BookingState
from bookings.models.booking import BookingQuerySet
from offers.models import Occurrence


def somebody_waits(occurrence: Occurrence) -> bool:
    """Whether a newcomer would pass somebody by; the lock has looked, unless the line has moved since."""
    if occurrence.has_line is not None:
        return occurrence.has_line
    return Booking.objects.of_date(occurrence).waiting().exists()


def head_of(occurrence: Occurrence) -> Booking | None:
    """Who is next."""
    return Booking.objects.of_date(occurrence).waiting().in_full().first()


def number_in_line(booking: Booking) -> int:
    """«I er nummer 2 i køen»: 1 for the head; 0 for a booking that does not wait."""
    if booking.state != BookingState.WAITLISTED:
        return 0
    ahead = Booking.objects.filter(occurrence=booking.occurrence_id, state=BookingState.WAITLISTED)
    return ahead.filter(position__lt=booking.position).count() + 1


def with_numbers(bookings: BookingQuerySet) -> BookingQuerySet:
    """Bookings with `ahead`: how many stand before each on its date's list. No query more."""
    ahead = (
        Booking.objects.filter(
            occurrence=OuterRef("occurrence"), state=BookingState.WAITLISTED, position__lt=OuterRef("position")
        )
        .order_by()
        .values("occurrence")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return bookings.annotate(ahead=Subquery(ahead))


def siblings_of(booking: Booking) -> BookingQuerySet:
    """The same wish on the lists of other dates."""
    if booking.queue_key is None:
        return Booking.objects.none()
    others = Booking.objects.filter(queue_key=booking.queue_key).exclude(pk=booking.pk)
    return others.filter(state__in=[BookingState.WAITLISTED, BookingState.OFFERED])


def offers_running(now: datetime) -> BookingQuerySet:
    """Places that are offered and still held."""
    return Booking.objects.filter(Q(state=BookingState.OFFERED, expires_at__gt=now))
