"""Locking a date and letting the clock have its say first: every action begins here."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from bookings.messages import tell_expired
from bookings.models import Booking
from bookings.places import lock, settle
from offers.models import Occurrence


def hold(occurrence_id: int, now: datetime) -> Occurrence:
    """Lock a date, release what has lapsed on it, and tell whom it concerned."""
    occurrence = lock(occurrence_id)
    for booking in settle(occurrence, now):
        record("lapsed", booking, by=None, organisation=occurrence.offer.host)
        tell_expired(booking)
    return occurrence


def hold_booking(booking: Booking, now: datetime) -> Booking:
    """The booking as it is now, with its locked and settled date."""
    occurrence = hold(booking.occurrence_id, now)
    held = Booking.objects.in_full().get(pk=booking.pk)
    held.occurrence = occurrence
    return held


def sweep(now: datetime | None = None) -> int:
    """Settle every date with something lapsed, a transaction each; gives how many dates that were."""
    moment = now or timezone.now()
    dates = Booking.objects.lapsed(moment).order_by("occurrence_id").values_list("occurrence_id", flat=True).distinct()
    for occurrence_id in (found := list(dates)):
        with transaction.atomic(durable=True):
            hold(occurrence_id, moment)
    return len(found)
