"""What pages of lower rooms show of booking: the column with dates, and the places left on one."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import template
from django.db.models import Prefetch, prefetch_related_objects
from django.template import RequestContext
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language

from accounts.models import User
from accounts.permissions import membership_of, works_in_school
from bookings import where
from bookings.day_pass import is_open, pass_for
from bookings.getting_there import Trip, trip_to, with_days_out
from bookings.good_weeks import good_weeks_for_host
from bookings.models import Booking, BookingState, Side, TransportRequest
from bookings.models.together import TRAVELLING
from bookings.payers import may_pay
from bookings.rule_sheets import sheet_of
from bookings.slots import bookable_slots, slots
from content import words
from content.words import clock, day_with_year
from offers.models import Occurrence, Offer, OfferPage
from schools.models import School

register = template.Library()
SHOWN = 6


@register.inclusion_tag("bookings/components/panel.html", takes_context=True)
def booking_panel(context: RequestContext, offer: Offer) -> dict[str, Any]:
    """The booking column of an offer: dates with places left, one button, the limits, the way for a teacher.

    Two queries, and three more for somebody at a school.
    """
    trip = trip_of_reader(context, offer)
    found = with_days_out(bookable_slots(offer, timezone.now()), trip)
    free = next((slot for slot in found if slot.can_be_chosen), None)
    first = free or next(iter(found), None)
    return {
        "offer": offer,
        "slots": found[:SHOWN],
        "more": found[SHOWN:],
        "chosen": str(first.occurrence.pk) if first else "",
        "all_full": all(slot.is_full for slot in found),
        "trip": trip,
    }


@register.inclusion_tag("bookings/components/good_weeks.html")
def good_weeks(offer: Offer) -> dict[str, Any]:
    """Weeks in which the host does well to add dates. Four queries."""
    return {"weeks": good_weeks_for_host(offer, timezone.now())}


def trip_of_reader(context: RequestContext, offer: Offer) -> Trip | None:
    """The way from the school the reader works at now."""
    own = membership_of(context.request)
    if own is None or not works_in_school(own):
        return None
    rows = School.objects.select_related("organisation__municipality")
    school = rows.filter(organisation=own.organisation_id).first()
    if school is None:
        return None
    prefetch_related_objects([offer], Prefetch("pages", OfferPage.objects.select_related("locale")))
    return trip_to(offer, school)


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


@register.filter
def date_in_words(day: date) -> str:
    """«tirsdag 9. februar 2027»."""
    return day_with_year(datetime.combine(day, time.min))


@register.filter
def clock_of_day(moment: time) -> str:
    """«9.00»."""
    return clock(datetime.combine(date.min, moment))


@register.filter
def weekday_names(numbers: Iterable[int]) -> list[str]:
    """The names of weekdays by their numbers."""
    return [str(WEEKDAYS[number]) for number in numbers]


@register.filter
def kroner(amount: Decimal) -> str:
    """«1200 kr.»."""
    return words.kroner(amount)


@register.inclusion_tag("bookings/components/transport.html", takes_context=True)
def transport_of(context: RequestContext, booking: Booking, *, acts: bool) -> dict[str, Any]:
    """What the school is asked to pay for the way of a visit, for people at the school; two queries."""
    person = context.request.user
    asked = TransportRequest.objects.filter(booking=booking).select_related("answered_by").first()
    stands = booking.state in TRAVELLING and booking.occurrence.starts_at > timezone.now()
    waits = asked is not None and asked.state == TransportRequest.State.ASKED and stands
    answers = waits and isinstance(person, User) and may_pay(person, booking.school)
    return {"booking": booking, "asked": asked, "acts": acts and stands, "waits": waits, "answers": answers}


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
