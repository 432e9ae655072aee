"""What the offer page shows of booking: the column with dates, and the pips."""

from typing import Any

from django import template
from django.utils import timezone

from bookings.slots import bookable_slots
from offers.models import Offer

register = template.Library()


@register.inclusion_tag("bookings/components/panel.html")
def booking_panel(offer: Offer) -> dict[str, Any]:
    """The booking column of an offer: dates with places left, one button, the limits."""
    slots = bookable_slots(offer, timezone.now())
    free = [slot for slot in slots if not slot.is_full]
    return {"offer": offer, "slots": slots, "first": free[0] if free else None, "has_free": bool(free)}
