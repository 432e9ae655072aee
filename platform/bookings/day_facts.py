"""What a side needs on the day of a visit: whom to ring, where to go, what to wear."""

from typing import Any
from urllib.parse import quote, urlencode

from django.utils.translation import get_language

from bookings.day_forms import LateForm, PupilsForm
from bookings.day_pass import DayPass
from bookings.delays import delay_of
from bookings.models import Booking, BookingState
from bookings.where import contact_of, facts_of, place_of
from offers.models.offer import FORMS_AT_SCHOOL, FORMS_WITHOUT_PLACE
from reference.geography import Point

MAP = "https://www.openstreetmap.org/"


def day_facts(found: DayPass, **forms: Any) -> dict[str, Any]:
    """The names the page of the day reads; phones are for these two sides, and only on these hours."""
    booking = found.booking
    offer = booking.occurrence.offer
    name, phone, _email = contact_of(offer)
    return {
        "booking": booking,
        "occurrence": booking.occurrence,
        "offer": offer,
        "facts": facts_of(offer),
        "texts": offer.page_in(get_language() or offer.first_language),
        "place": address_of(booking),
        "map_url": map_url(booking),
        "host_contact": {"name": name or offer.host.name, "phone": phone},
        "is_host": found.is_host,
        "token": found.token,
        "delay": delay_of(booking),
        "is_coming": booking.state == BookingState.CONFIRMED,
        "late_form": LateForm(label_suffix=""),
        "pupils_form": PupilsForm(booking=booking),
        **forms,
    }


def address_of(booking: Booking) -> str:
    """Where they meet, with the street: the host who goes to a school needs it too."""
    offer, school = booking.occurrence.offer, booking.school.organisation
    page = facts_of(offer)
    if page is None or page.form not in FORMS_AT_SCHOOL:
        return place_of(offer, booking.school)
    parts = (school.name, school.address, f"{school.postcode} {school.town}".strip())
    return ", ".join(part for part in parts if part)


def map_url(booking: Booking) -> str:
    """A link to a map; nothing is fetched from there before somebody follows it. Empty where nobody goes anywhere."""
    page = facts_of(booking.occurrence.offer)
    if page is None or page.form in FORMS_WITHOUT_PLACE:
        return ""
    point = _school_point(booking) if page.form in FORMS_AT_SCHOOL else page.place
    if point is not None:
        return f"{MAP}?{urlencode({'mlat': point.latitude, 'mlon': point.longitude})}"
    return f"{MAP}search?query={quote(address_of(booking))}"


def _school_point(booking: Booking) -> Point | None:
    school = booking.school.organisation
    if school.latitude is None or school.longitude is None:
        return None
    return Point(school.latitude, school.longitude)
