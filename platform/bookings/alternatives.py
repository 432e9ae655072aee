"""Three other times for a class that did not get the one it chose."""

from datetime import datetime
from itertools import islice

from django.db.models import F, Prefetch, Q, QuerySet

from bookings.models import Booking
from bookings.slots import Slot, bookable_slots, slots
from bookings.where import facts_of
from offers.models import Occurrence, OfferPage

NUMBER, LOOKED_AT = 3, 60


def alternatives(occurrence: Occurrence, *, pupils: int, grade: int | None, now: datetime) -> list[Slot]:
    """First other dates of the same offer, then the first date of each similar offer nearby."""
    own = [slot for slot in bookable_slots(occurrence.offer, now) if slot.occurrence != occurrence]
    found = [slot for slot in own if slot.opens_at is None and slot.fits(pupils)][:NUMBER]
    for slot in found:
        slot.occurrence.offer = occurrence.offer
    if len(found) < NUMBER:
        found += islice(_first_of_each(_similar(occurrence, pupils, grade, now), pupils, now), NUMBER - len(found))
    return found


def alternatives_to(booking: Booking, now: datetime) -> list[Slot]:
    """Other times for a class whose booking came to nothing."""
    return alternatives(booking.occurrence, pupils=booking.pupils, grade=booking.group.grade, now=now)


def _similar(occurrence: Occurrence, pupils: int, grade: int | None, now: datetime) -> QuerySet[Occurrence]:
    """Dates of other offers in the same industry, for the same grade, of hosts in the same municipality."""
    offer, page = occurrence.offer, facts_of(occurrence.offer)
    alike = OfferPage.objects.live().filter(industry=page.industry if page else "")
    if grade is not None:
        alike = alike.filter(Q(grade_min__isnull=True) | Q(grade_min__lte=grade, grade_max__gte=grade))
    rows = Occurrence.objects.bookable(now).filter(offer__in=alike.values("offer"), taken__lt=F("capacity"))
    rows = rows.filter(Q(offer__max_pupils__isnull=True) | Q(offer__max_pupils__gte=pupils))
    pages = Prefetch("offer__pages", OfferPage.objects.select_related("locale"))
    near = rows.exclude(offer=offer).filter(offer__host__municipality=offer.host.municipality_id)
    return near.select_related("offer__host").prefetch_related(pages).order_by("starts_at", "pk")[:LOOKED_AT]


def _first_of_each(occurrences: QuerySet[Occurrence], pupils: int, now: datetime) -> list[Slot]:
    first: dict[int, Slot] = {}
    for slot in slots(occurrences, now):
        if slot.opens_at is None and slot.fits(pupils):
            first.setdefault(slot.occurrence.offer_id, slot)
    return list(first.values())
