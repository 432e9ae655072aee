"""A booking as an entry in a calendar: one UID for its whole life, SEQUENCE rises with every change."""

from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone

from bookings.models import Booking, BookingState
from bookings.where import contact_of, place_of
from outbox.calendars import Visit, calendar_of
from outbox.links import link


def calendar_for(booking: Booking, *, language: str, attendee: str = "", method: str = "REQUEST") -> str:
    """The .ics of a visit, in the reader's language; `attendee` is the address of the one who gets it by mail."""
    occurrence, offer = booking.occurrence, booking.occurrence.offer
    page = offer.page_in(language)
    url = link("bookings:receipt", booking.reference, language=language)
    visit = Visit(
        uid=f"booking-{booking.reference.lower()}@skolebro",
        sequence=booking.sequence,
        starts_at=occurrence.starts_at,
        ends_at=occurrence.ends_at,
        summary=f"{booking.group.label}: {page.title if page else offer.host.name}",
        location=place_of(offer, booking.school),
        description=f"{offer.host.name}, {booking.school.organisation.name}\n{url}",
        url=url,
        organizer=contact_of(offer)[2] or parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        organizer_name=offer.host.name,
        attendee=attendee,
        tentative=booking.state == BookingState.PENDING,
        created_at=timezone.now(),
    )
    return calendar_of(visit, method=method)
