"""What pages of lower rooms show of booking: the column with dates, and the places left on one."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from bookings import where
from bookings.day_pass import is_open, pass_for
from bookings.good_weeks import good_weeks_for_host
from bookings.models import Booking, BookingState, Side
from bookings.rule_sheets import sheet_of
from bookings.slots import bookable_slots, slots
from offers.models import Occurrence, Offer

register = template.Library()
SHOWN = 6


@register.inclusion_tag("bookings/components/panel.html")
def booking_panel(offer: Offer) -> dict[str, Any]:
    """The booking column of an offer: dates with places left, one button, the limits. Two queries."""
    found = bookable_slots(offer, timezone.now())
    free = next((slot for slot in found if slot.can_be_chosen), None)
    first = free or next(iter(found), None)
    return {
        "offer": offer,
        "slots": found[:SHOWN],
        "more": found[SHOWN:],
        "chosen": str(first.occurrence.pk) if first else "",
        "all_full": all(slot.is_full for slot in found),
    }


@register.inclusion_tag("bookings/components/good_weeks.html")
def good_weeks(offer: Offer) -> dict[str, Any]:
    """Weeks in which the host does well to add dates. Four queries."""
    return {"weeks": good_weeks_for_host(offer, timezone.now())}


@register.simple_tag
def slots_left(occurrence: Occurrence) -> str:
    """Places left on one date, in words; lapsed requests are not counted. One query."""
    slot = slots([occurrence], timezone.now())[0]
    return slot.words


@register.simple_tag
def people(pupils: int, adults: int) -> str:
    """«24 elever og 2 voksne»."""
    return where.people(pupils, adults)


@register.inclusion_tag("bookings/components/rules.html")
def rules_for(booking: Booking) -> dict[str, Any]:
    """The rule sheet that fits the offer and the class of a booking read `in_full`. No query."""
    return {"sheet": sheet_of(booking, get_language() or "da")}


@register.simple_tag
def day_path(booking: Booking, as_host: bool) -> str:
    """Where the reader's side finds the page of the day; empty while it is not open."""
    if not is_open(booking, timezone.now()):
        return ""
    return reverse("bookings:day", args=[pass_for(booking, Side.HOST if as_host else Side.SCHOOL)])


@register.filter
def lacks_attendance(booking: Booking) -> bool:
    """Whether an agreed visit has begun and nobody has noted who came."""
    return booking.state == BookingState.CONFIRMED and booking.occurrence.starts_at <= timezone.now()
