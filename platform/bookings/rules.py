"""The rules of booking in the order in which they are told, and the deadlines they speak of."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from django.db.models import Exists, QuerySet, Subquery
from django.utils import timezone

from accounts.models import Membership, User
from accounts.models.membership import FOR_ALL_CLASSES, SCHOOL_ROLES, MembershipQuerySet
from bookings.models import Booking
from bookings.refusals import (
    AdultsMissing,
    AlreadyBooked,
    BookingClosed,
    GroupTooLarge,
    GroupTooSmall,
    MayNotBook,
    NotAColleague,
    NotOpenYet,
    OccurrenceCancelled,
    OfferClosed,
    SchoolClosed,
)
from offers.models import Occurrence, OccurrenceState, Offer, OfferState
from offers.terms import end_of_working_day
from schools.models import ClosedPeriod, Group, School

DAYS_TO_TAKE_A_PLACE = 2


def schools_to_book_for(person: User) -> list[School]:
    """The schools a person may book for, whichever organisation they work under now."""
    schools = School.objects.filter(organisation__in=_rights(person).values("organisation"))
    return list(schools.select_related("organisation__municipality"))


def refuse_person(person: User, school: School) -> None:
    """The school's leaders decide who books for it."""
    if not _rights(person).filter(organisation=school.organisation_id).exists():
        raise MayNotBook


@dataclass(frozen=True)
class SchoolsWord:
    """What a school says of one person and one day: `closed` is why nobody goes out, None where it may be."""

    may_book: bool
    closed: str | None


def word_of(school: School, person: User, occurrence: Occurrence) -> SchoolsWord:
    """Both at once: who may book, and days on which no class goes anywhere (contract OP-24)."""
    day = timezone.localtime(occurrence.starts_at).date()
    closed = _closed(school, day).order_by("first_day", "pk").values("note")[:1]
    row = School.objects.filter(pk=school.pk).order_by()
    said = row.values_list(Exists(_rights(person).filter(organisation=school.organisation_id)), Subquery(closed))
    return SchoolsWord(*said.get())


def _rights(person: User) -> MembershipQuerySet:
    return Membership.objects.active().filter(person=person, role__in=SCHOOL_ROLES, may_book=True)


def _closed(school: School, day: date) -> QuerySet[ClosedPeriod]:
    return ClosedPeriod.objects.filter(school=school, blocks=True, first_day__lte=day, last_day__gte=day)


def refuse_date(occurrence: Occurrence, now: datetime) -> None:
    """Whether the date can be booked at all."""
    offer = occurrence.offer
    if offer.state != OfferState.OPEN or not any(page.live for page in offer.pages.all()):
        raise OfferClosed
    if occurrence.state == OccurrenceState.CANCELLED:
        raise OccurrenceCancelled
    if closing(occurrence) <= now:
        raise BookingClosed
    opens = opening(occurrence)
    if opens is not None and now < opens:
        raise NotOpenYet(opens)


def refuse_pupils(offer: Offer, pupils: int) -> None:
    """How many pupils the host can receive."""
    if offer.min_pupils and pupils < offer.min_pupils:
        raise GroupTooSmall(offer.min_pupils)
    if offer.max_pupils and pupils > offer.max_pupils:
        raise GroupTooLarge(offer.max_pupils)


def adults_needed(offer: Offer, pupils: int) -> int:
    """How many adults must come along: a fixed number, or one for every so many pupils, whichever is more."""
    by_size = ceil(pupils / offer.pupils_per_adult) if offer.pupils_per_adult else 0
    return max(offer.adults_required, by_size)


def refuse_adults(offer: Offer, adults: int, *, pupils: int = 0) -> None:
    """How many adults the host asks for."""
    needed = adults_needed(offer, pupils)
    if adults < needed:
        raise AdultsMissing(needed)


def refuse_closed_school(occurrence: Occurrence, school: School) -> None:
    """Days on which the school itself has said that no class goes anywhere (contract OP-24)."""
    refuse_closed_day(occurrence.starts_at, school)


def refuse_closed_day(starts_at: datetime, school: School) -> None:
    """The same for a time that is no date yet: a window of a wish, or what a host proposes."""
    day = timezone.localtime(starts_at).date()
    closed = _closed(school, day).first()
    if closed is not None:
        raise SchoolClosed(closed.note)


def refuse_on_behalf(contact: User, *, school: School, by: User) -> None:
    """Leaders and the learning centre book for a colleague too: somebody who may book for the school."""
    if contact == by:
        return
    own = Membership.objects.active().filter(person=by, organisation=school.organisation_id)
    if not own.filter(role__in=FOR_ALL_CLASSES).exists():
        raise MayNotBook
    if school not in schools_to_book_for(contact):
        raise NotAColleague


def refuse_twice(occurrence: Occurrence, group: Group) -> None:
    """A class asks for a date once."""
    before = Booking.objects.of_date(occurrence).taking_part().filter(group=group).first()
    if before is not None:
        raise AlreadyBooked(before.reference)


def opening(occurrence: Occurrence) -> datetime | None:
    """From when a date can be booked; None when it can be at once."""
    days = occurrence.offer.open_days
    return None if days is None else occurrence.starts_at - timedelta(days=days)


def place_offered_until(occurrence: Occurrence, now: datetime) -> datetime:
    """Until when the head of the waiting list must take a freed place: two working days, never past the closing."""
    return min(end_of_working_day(occurrence.offer, now, DAYS_TO_TAKE_A_PLACE), closing(occurrence))


def closing(occurrence: Occurrence) -> datetime:
    """Until when a date can be booked: never later than its start."""
    return min(occurrence.closes_at or occurrence.starts_at, occurrence.starts_at)


def free_until(occurrence: Occurrence) -> datetime:
    """Until when cancelling bothers nobody, and the link in the mail cancels."""
    return min(occurrence.cancel_by or occurrence.starts_at, occurrence.starts_at)


def answer_by(occurrence: Occurrence, now: datetime) -> datetime:
    """Until when the host must answer: so many working days, never later than booking closes."""
    return min(end_of_working_day(occurrence.offer, now, occurrence.offer.answer_days), closing(occurrence))
