"""A class asks for a time."""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import Membership, User
from bookings.messages import tell_confirmed, tell_expired, tell_requested
from bookings.models import Booking, BookingState
from bookings.places import OccurrenceFull, lock, places_for, settle, take
from offers.models import Occurrence, OccurrenceState, Offer, OfferState
from offers.terms import country_of
from reference.workdays import working_days_after
from schools.models import Group, School

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
TAKING_PART = (BookingState.PENDING, BookingState.CONFIRMED, BookingState.WAITLISTED, BookingState.OFFERED)


class NotBookable(Exception):
    """A rule refuses the request; subclasses are named after the rule."""


class MayNotBook(NotBookable):
    """The person has no say over this school's bookings."""


class OfferClosed(NotBookable):
    """The host takes no bookings now."""


class OccurrenceCancelled(NotBookable):
    """The date is called off."""


class BookingClosed(NotBookable):
    """It is too late for this date."""


class AlreadyBooked(NotBookable):
    """The class has asked for this date already."""


class KeyReused(NotBookable):
    """The form was sent before with other answers."""


class GroupTooSmall(NotBookable):
    """Fewer pupils than the host takes; carries the fewest."""


class GroupTooLarge(NotBookable):
    """More pupils than the host takes; carries the most."""


class AdultsMissing(NotBookable):
    """Too few adults come along; carries how many must."""


@dataclass(frozen=True)
class ClassFacts:
    """What a teacher says of the class that comes: never pupil names."""

    label: str
    pupils: int
    adults: int
    grade: int | None = None
    level: str = ""
    needs: str = ""
    phone: str = ""


def request_places(
    *, occurrence_id: int, school: School, facts: ClassFacts, idempotency_key: UUID, by: User
) -> Booking:
    """Ask for places on a date: confirmed at once, or pending and held until the host answers.

    The same key with the same answers gives the booking that exists. Raises the rules above, or OccurrenceFull.
    """
    submission = _fingerprint(occurrence_id, school, facts)
    with transaction.atomic(durable=_durable()):
        occurrence = lock(occurrence_id)
        sent_before = Booking.objects.filter(idempotency_key=idempotency_key).first()
        if sent_before:
            return _same(sent_before, submission)
        now = timezone.now()
        for lapsed in settle(occurrence, now):
            tell_expired(lapsed)
        refuse(occurrence, facts, now)
        _refuse_without_right(school, by)
        group = _group(school, facts)
        if Booking.objects.filter(occurrence=occurrence, group=group, state__in=TAKING_PART).exists():
            raise AlreadyBooked
        places = places_for(occurrence, facts.pupils)
        take(occurrence, places)
        booking = _write(occurrence, school, group, facts, places, idempotency_key, submission, by, now)
        record("requested places", booking, by=by, organisation=school.organisation, state=booking.state)
        (tell_confirmed if booking.state == BookingState.CONFIRMED else tell_requested)(booking)
    return booking


def _durable() -> bool:
    """Outermost where it can be; tests that roll back wrap it."""
    return not transaction.get_connection().in_atomic_block


def _fingerprint(occurrence_id: int, school: School, facts: ClassFacts) -> str:
    said = json.dumps([occurrence_id, school.pk, asdict(facts)], sort_keys=True)
    return sha256(said.encode()).hexdigest()


def _same(booking: Booking, submission: str) -> Booking:
    if booking.submission != submission:
        raise KeyReused
    return booking


def _refuse_without_right(school: School, by: User) -> None:
    rights = Membership.objects.active().filter(person=by, organisation=school.organisation, may_book=True)
    if not rights.exists():
        raise MayNotBook


def refuse(occurrence: Occurrence, facts: ClassFacts, now: datetime) -> None:
    """The rules of a date and its offer, in the order in which they are told."""
    refuse_date(occurrence, now)
    offer = occurrence.offer
    if offer.min_pupils and facts.pupils < offer.min_pupils:
        raise GroupTooSmall(offer.min_pupils)
    if offer.max_pupils and facts.pupils > offer.max_pupils:
        raise GroupTooLarge(offer.max_pupils)
    if facts.adults < offer.adults_required:
        raise AdultsMissing(offer.adults_required)


def refuse_date(occurrence: Occurrence, now: datetime) -> None:
    """Whether the date can be booked at all."""
    if occurrence.offer.state != OfferState.OPEN:
        raise OfferClosed
    if occurrence.state == OccurrenceState.CANCELLED:
        raise OccurrenceCancelled
    if min(occurrence.closes_at or occurrence.starts_at, occurrence.starts_at) <= now:
        raise BookingClosed


def _group(school: School, facts: ClassFacts) -> Group:
    known = {"grade": facts.grade, "level": facts.level, "pupils": facts.pupils, "adults": facts.adults}
    group, _new = Group.objects.update_or_create(school=school, label=facts.label, defaults=known)
    return group


def answer_by(offer: Offer, occurrence: Occurrence, now: datetime) -> datetime:
    """Until when the host must answer: so many working days, never past the closing of the date."""
    day = working_days_after(timezone.localtime(now).date(), offer.answer_days, country_of(offer))
    end_of_day = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    return min(end_of_day, occurrence.closes_at or occurrence.starts_at, occurrence.starts_at)


def new_reference() -> str:
    """A reference that is easy to read aloud, such as B7K-44QM; the column is unique, chance is one in a billion."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(7))
    return f"{letters[:3]}-{letters[3:]}"


def _write(
    occurrence: Occurrence,
    school: School,
    group: Group,
    facts: ClassFacts,
    places: int,
    key: UUID,
    submission: str,
    by: User,
    now: datetime,
) -> Booking:
    waits = occurrence.offer.approval_required
    return Booking.objects.create(
        reference=new_reference(),
        occurrence=occurrence,
        school=school,
        group=group,
        state=BookingState.PENDING if waits else BookingState.CONFIRMED,
        places=places,
        pupils=facts.pupils,
        adults=facts.adults,
        needs=facts.needs,
        contact=by,
        contact_phone=facts.phone,
        idempotency_key=key,
        submission=submission,
        expires_at=answer_by(occurrence.offer, occurrence, now) if waits else None,
    )


