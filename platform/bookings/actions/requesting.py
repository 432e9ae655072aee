"""A class asks for a time."""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from bookings.actions.settling import hold
from bookings.messages import tell_confirmed, tell_requested
from bookings.models import Booking, BookingState
from bookings.places import places_for, take
from bookings.refusals import KeyReused, NotBookable
from bookings.rules import answer_by, refuse_adults, refuse_date, refuse_person, refuse_pupils, refuse_twice
from offers.models import Occurrence
from schools.models import Group, School

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class ClassFacts:
    """What a teacher says of the class that comes: never pupil names. `grade` 0–10, or `level` of youth education."""

    label: str
    pupils: int
    adults: int
    grade: int | None = None
    level: str = ""
    needs: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Submission:
    """One sending of the form, with the key that tells it from every other."""

    school: School
    facts: ClassFacts
    key: UUID
    by: User

    def fingerprint(self, occurrence_id: int) -> str:
        """What was said and by whom, as a hash."""
        said = [occurrence_id, self.school.pk, self.by.pk, asdict(self.facts)]
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def request_places(
    *, occurrence_id: int, school: School, facts: ClassFacts, idempotency_key: UUID, by: User
) -> Booking:
    """Ask for places on a date: agreed at once, or pending and held until the host answers.

    The same key with the same answers gives the booking that exists. Raises a subclass of NotBookable.
    """
    submission = Submission(school=school, facts=facts, key=idempotency_key, by=by)
    with transaction.atomic(durable=True):
        outcome = _decide(hold(occurrence_id, timezone.now()), submission)
    if isinstance(outcome, NotBookable):
        raise outcome
    return outcome


def _decide(occurrence: Occurrence, submission: Submission) -> Booking | NotBookable:
    """Book or refuse; a refusal undoes its own writes only, what the clock has ended on the date stays ended."""
    try:
        with transaction.atomic():
            return _book(occurrence, submission, timezone.now())
    except NotBookable as refusal:
        return refusal
    except IntegrityError:
        if Booking.objects.filter(idempotency_key=submission.key).exists():  # sent for another date a moment ago
            return KeyReused()
        raise


def _book(occurrence: Occurrence, submission: Submission, now: datetime) -> Booking:
    sent_before = Booking.objects.filter(idempotency_key=submission.key).first()
    if sent_before is not None:
        return _same(sent_before, submission.fingerprint(occurrence.pk))
    facts = submission.facts
    refuse_person(submission.by, submission.school)
    refuse_date(occurrence, now)
    refuse_pupils(occurrence.offer, facts.pupils)
    refuse_adults(occurrence.offer, facts.adults)
    group = _group(submission.school, facts)
    refuse_twice(occurrence, group)
    take(occurrence, places_for(occurrence, facts.pupils))
    booking = _write(occurrence, group, submission, now)
    organisation = submission.school.organisation
    record("requested places", booking, by=submission.by, organisation=organisation, state=booking.state)
    (tell_confirmed if booking.state == BookingState.CONFIRMED else tell_requested)(booking)
    return booking


def _same(booking: Booking, fingerprint: str) -> Booking:
    if booking.submission != fingerprint:
        raise KeyReused
    return booking


def _group(school: School, facts: ClassFacts) -> Group:
    """The school's class of that name, in capitals or not, with what is said of it now."""
    known = {"grade": facts.grade, "level": facts.level, "pupils": facts.pupils, "adults": facts.adults}
    before = Group.objects.filter(school=school, label__iexact=facts.label).order_by("pk").first()
    label = before.label if before else facts.label
    group, _new = Group.objects.update_or_create(school=school, label=label, defaults=known)
    return group


def _unused_reference() -> str:
    """A reference that is easy to read aloud, such as B7K-44QM."""
    while True:
        letters = "".join(secrets.choice(ALPHABET) for _ in range(7))
        reference = f"{letters[:3]}-{letters[3:]}"
        if not Booking.objects.filter(reference=reference).exists():
            return reference


def _write(occurrence: Occurrence, group: Group, submission: Submission, now: datetime) -> Booking:
    waits, facts = occurrence.offer.approval_required, submission.facts
    return Booking.objects.create(
        reference=_unused_reference(),
        occurrence=occurrence,
        school=submission.school,
        group=group,
        state=BookingState.PENDING if waits else BookingState.CONFIRMED,
        places=places_for(occurrence, facts.pupils),
        pupils=facts.pupils,
        adults=facts.adults,
        needs=facts.needs,
        contact=submission.by,
        contact_phone=facts.phone,
        idempotency_key=submission.key,
        submission=submission.fingerprint(occurrence.pk),
        expires_at=answer_by(occurrence, now) if waits else None,
        answered_at=None if waits else now,
    )
