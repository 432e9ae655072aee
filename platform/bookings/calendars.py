"""A booking as an entry in a calendar: one UID for its whole life, SEQUENCE rises with every change."""

from dataclasses import replace
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone, translation

from bookings.models import Booking, BookingState
from bookings.where import contact_of, place_of
from outbox.calendars import Visit, calendar_of
from outbox.links import link


def calendar_for(booking: Booking, *, language: str, attendee: str = "", method: str = "REQUEST") -> str:
    """The .ics of a visit, in the reader's language; `attendee` is the address of the one who gets it by mail."""
    offer = booking.occurrence.offer
    visit = replace(
        entry_of(booking, language=language),
        organizer=contact_of(offer)[2] or parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        organizer_name=offer.host.name,
        attendee=attendee,
        created_at=timezone.now(),
    )
    return calendar_of(visit, method=method)


def entry_of(booking: Booking, *, language: str) -> Visit:
    """What everybody who may see the visit may have in a calendar: no names, numbers or addresses of people."""
    occurrence, offer = booking.occurrence, booking.occurrence.offer
    page = offer.page_in(language)
    url = link("bookings:receipt", booking.reference, language=language)
    with translation.override(language):
        place = place_of(offer, booking.school)
    return Visit(
        uid=f"booking-{booking.reference.lower()}@skolebro",
        sequence=booking.sequence,
        starts_at=occurrence.starts_at,
        ends_at=occurrence.ends_at,
        summary=f"{booking.group.label}: {page.title if page else offer.host.name}",
        location=place,
        description=f"{offer.host.name}, {booking.school.organisation.name}\n{url}",
        url=url,
        tentative=booking.state == BookingState.PENDING,
        cancelled=booking.state == BookingState.CANCELLED,
        created_at=booking.answered_at or booking.created_at,
    )
