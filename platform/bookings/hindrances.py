"""Visits that stand in the way when an editor takes a page away."""

from collections.abc import Iterable
from datetime import datetime

from wagtail.models import Page

from bookings.models import Booking
from bookings.models.booking import BookingQuerySet
from offers.models import OfferPage

SHOWN = 50


def live_bookings_below(pages: Iterable[Page], now: datetime) -> BookingQuerySet:
    """Coming visits, agreed or asked for, at offers whose page is one of these or lies below one, soonest first."""
    offers: set[int] = set()
    for page in pages:
        below = OfferPage.objects.descendant_of(page, inclusive=True)
        offers.update(below.values_list("offer", flat=True))
    coming = Booking.objects.taking_part().filter(occurrence__offer__in=offers, occurrence__ends_at__gt=now)
    return coming.in_full().order_by("occurrence__starts_at", "pk")
