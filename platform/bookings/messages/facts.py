"""The facts of the moment that a mail of a booking carries: written down once, each side gets its own."""

from typing import Any

from django.utils import translation

from accounts.models import User
from bookings.day_pass import day_url
from bookings.line import number_in_line
from bookings.models import Booking, Side
from bookings.rules import free_until
from bookings.signing import CANCEL, PLACE, token_for
from bookings.where import contact_of, facts_of, place_of
from outbox.links import link


def facts_for_teacher(booking: Booking, reader: User) -> dict[str, Any]:
    """What the teacher's mails are written from; only here is the link that cancels."""
    name, phone, _email = contact_of(booking.occurrence.offer)
    language = reader.language
    return {
        **_shared(booking, language),
        "contact": name or booking.occurrence.offer.host.name,
        "contact_phone": phone,
        "cancel_by": free_until(booking.occurrence).isoformat(),
        "cancel_url": link("bookings:cancel_signed", token_for(booking, CANCEL), language=language),
        "place_url": link("bookings:place", token_for(booking, PLACE), language=language),
        "day_url": day_url(booking, Side.SCHOOL, language=language),
        "catalogue_url": link("search:catalogue", language=language),
        "municipality": str(booking.school.organisation.municipality or ""),
        "town": booking.school.organisation.municipality_id or "",
    }


def facts_for_host(booking: Booking, reader: User) -> dict[str, Any]:
    """What the host's mails are written from."""
    language = reader.language
    return {
        **_shared(booking, language),
        "contact": str(booking.contact or booking.school),
        "contact_phone": booking.contact_phone,
        "day_url": day_url(booking, Side.HOST, language=language),
        "answer_url": link("bookings:answer", booking.reference, language=language),
        "municipality": str(booking.occurrence.offer.host.municipality or ""),
        "town": booking.occurrence.offer.host.municipality_id or "",
    }


def _shared(booking: Booking, language: str) -> dict[str, Any]:
    offer = booking.occurrence.offer
    page, first = offer.page_in(language), facts_of(offer)
    with translation.override(language):
        place = place_of(offer, booking.school)
    return {
        "reference": booking.reference,
        "title": page.title if page else offer.host.name,
        "industry": first.industry if first else "",
        "offer_id": offer.pk,
        "host": offer.host.name,
        "school": booking.school.organisation.name,
        "group": booking.group.label,
        "pupils": booking.pupils,
        "adults": booking.adults,
        "needs": booking.needs,
        "reason": booking.reason,
        "bring": first.bring if first else "",
        "place": place,
        "starts_at": booking.occurrence.starts_at.isoformat(),
        "ends_at": booking.occurrence.ends_at.isoformat(),
        "number": number_in_line(booking),
        "answer_by": booking.expires_at.isoformat() if booking.expires_at else "",
        "url": link("bookings:receipt", booking.reference, language=language),
    }
