"""The rules of booking in the order in which they are told, and the deadlines they speak of."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.models import Membership, User
from accounts.models.membership import SCHOOL_ROLES
from bookings.models import Booking
from bookings.refusals import (
    AdultsMissing,
    AlreadyBooked,
    BookingClosed,
    GroupTooLarge,
    GroupTooSmall,
    MayNotBook,
    OccurrenceCancelled,
    OfferClosed,
)
from offers.models import Occurrence, OccurrenceState, Offer, OfferState
from offers.terms import country_of
from reference.workdays import working_days_after
from schools.models import Group, School


def schools_to_book_for(person: User) -> list[School]:
    """The schools a person may book for, whichever organisation they work under now."""
    rights = Membership.objects.active().filter(person=person, role__in=SCHOOL_ROLES, may_book=True)
    schools = School.objects.filter(organisation__in=rights.values("organisation"))
    return list(schools.select_related("organisation__municipality"))


def refuse_person(person: User, school: School) -> None:
    """The school's leaders decide who books for it."""
    if school not in schools_to_book_for(person):
        raise MayNotBook


def refuse_date(occurrence: Occurrence, now: datetime) -> None:
    """Whether the date can be booked at all."""
    offer = occurrence.offer
    if offer.state != OfferState.OPEN or not any(page.live for page in offer.pages.all()):
        raise OfferClosed
    if occurrence.state == OccurrenceState.CANCELLED:
        raise OccurrenceCancelled
    if closing(occurrence) <= now:
        raise BookingClosed


def refuse_pupils(offer: Offer, pupils: int) -> None:
    """How many pupils the host can receive."""
    if offer.min_pupils and pupils < offer.min_pupils:
        raise GroupTooSmall(offer.min_pupils)
    if offer.max_pupils and pupils > offer.max_pupils:
        raise GroupTooLarge(offer.max_pupils)


def refuse_adults(offer: Offer, adults: int) -> None:
    """How many adults the host asks for."""
    if adults < offer.adults_required:
        raise AdultsMissing(offer.adults_required)


def refuse_twice(occurrence: Occurrence, group: Group) -> None:
    """A class asks for a date once."""
    before = Booking.objects.of_date(occurrence).taking_part().filter(group=group).first()
    if before is not None:
        raise AlreadyBooked(before.reference)


def closing(occurrence: Occurrence) -> datetime:
    """Until when a date can be booked: never later than its start."""
    return min(occurrence.closes_at or occurrence.starts_at, occurrence.starts_at)


def free_until(occurrence: Occurrence) -> datetime:
    """Until when cancelling bothers nobody, and the link in the mail cancels."""
    return min(occurrence.cancel_by or occurrence.starts_at, occurrence.starts_at)


def answer_by(occurrence: Occurrence, now: datetime) -> datetime:
    """Until when the host must answer: so many working days, never later than booking closes."""
    offer = occurrence.offer
    day = working_days_after(timezone.localtime(now).date(), offer.answer_days, country_of(offer))
    end_of_day = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    return min(end_of_day, closing(occurrence))
