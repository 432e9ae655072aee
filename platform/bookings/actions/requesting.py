"""A class asks for a time."""

import json
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from bookings.actions.settling import hold, next_position
from bookings.line import somebody_waits
from bookings.messages import tell_confirmed, tell_requested, tell_waiting
from bookings.models import Booking, BookingState
from bookings.places import places_for, take
from bookings.refusals import (
    AlreadyBooked,
    KeyReused,
    MayNotBook,
    NotBookable,
    OccurrenceFull,
    SchoolClosed,
    TooLargeForDate,
)
from bookings.rules import answer_by, refuse_adults, refuse_date, refuse_on_behalf, refuse_pupils, word_of
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
    """One sending of the form, with the key that tells it from every other.

    `contact` is whom the host rings, when it is not who sends. `batch` marks classes sent together, `queue_key` one
    class on several waiting lists.
    """

    school: School
    facts: ClassFacts
    key: UUID
    by: User
    contact: User | None = None
    wait_if_full: bool = False
    batch: UUID | None = None
    queue_key: UUID | None = None

    @property
    def teacher(self) -> User:
        """Whom the booking belongs to."""
        return self.contact or self.by

    def for_date(self, occurrence_id: int) -> "Submission":
        """The same answers for one of several dates, with a key of their own."""
        return self if self.queue_key is None else replace(self, key=uuid5(self.key, str(occurrence_id)))

    def for_class(self, number: int, facts: ClassFacts) -> "Submission":
        """One of several classes sent together, with a key of its own."""
        return replace(self, facts=facts, key=uuid5(self.key, str(number)))

    def fingerprint(self, occurrence_id: int) -> str:
        """What was said and by whom, as a hash."""
        said = [occurrence_id, self.school.pk, self.by.pk, self.teacher.pk, asdict(self.facts)]
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def request_places(
    *,
    occurrence_id: int,
    school: School,
    facts: ClassFacts,
    idempotency_key: UUID,
    by: User,
    contact: User | None = None,
    wait_if_full: bool = False,
) -> Booking:
    """Ask for places on a date: agreed at once, or pending and held until the host answers.

    `wait_if_full` puts the class on the waiting list instead of refusing it. The same key with the same answers
    gives the booking that exists. Raises a subclass of NotBookable.
    """
    submission = Submission(
        school=school, facts=facts, key=idempotency_key, by=by, contact=contact, wait_if_full=wait_if_full
    )
    try:
        outcome = _request(occurrence_id, submission)
    except IntegrityError:  # the key came for another date a moment ago, or the reference is taken: look again
        outcome = _request(occurrence_id, submission)
    if isinstance(outcome, NotBookable):
        raise outcome
    return outcome


def _request(occurrence_id: int, submission: Submission) -> Booking | NotBookable:
    """One try. `book` writes nothing before its last refusal, so what the clock has ended can be kept as it is."""
    with transaction.atomic(durable=True):
        now = timezone.now()
        try:
            return book(hold(occurrence_id, now), submission, now)
        except NotBookable as refusal:
            return refusal


def decide(occurrence: Occurrence, submission: Submission) -> Booking | NotBookable:
    """Book or refuse one of several, each beside what the others have written already."""
    try:
        return _book_apart(occurrence, submission)
    except IntegrityError:
        if Booking.objects.filter(idempotency_key=submission.key).exists():  # sent for another date a moment ago
            return KeyReused()
        return _book_apart(occurrence, submission)  # the reference was taken


def _book_apart(occurrence: Occurrence, submission: Submission) -> Booking | NotBookable:
    try:
        with transaction.atomic():
            return book(occurrence, submission, timezone.now())
    except NotBookable as refusal:
        return refusal


def book(occurrence: Occurrence, submission: Submission, now: datetime) -> Booking:
    """Write the booking on a locked and settled date, or raise why not; nothing is written before the last refusal."""
    sent_before = Booking.objects.filter(idempotency_key=submission.key).order_by().first()
    if sent_before is not None:
        return same_as_before(sent_before, submission.fingerprint(occurrence.pk))
    known = _welcome(occurrence, submission, now)
    try:
        refuse_jumping_the_line(occurrence)
        take(occurrence, places_for(occurrence, submission.facts.pupils))
    except OccurrenceFull:
        if not submission.wait_if_full:
            raise
        return _stand_in_line(occurrence, known, submission, reference=new_reference())
    group = group_as_said(known, submission.school, submission.facts)
    booking = write_booking(occurrence, group, submission, reference=new_reference(), **_asked(occurrence, now))
    organisation = submission.school.organisation
    record("requested places", booking, by=submission.by, organisation=organisation, state=booking.state)
    (tell_confirmed if booking.state == BookingState.CONFIRMED else tell_requested)(booking)
    return booking


def queue_up(occurrence: Occurrence, submission: Submission, now: datetime) -> Booking:
    """Put the class at the back of a locked and settled date's list, or raise why not."""
    return _stand_in_line(occurrence, _welcome(occurrence, submission, now), submission)


def _welcome(occurrence: Occurrence, submission: Submission, now: datetime) -> Group | None:
    """Refuse early, in the order in which the rules are told; gives the class where it has come before."""
    facts, word = submission.facts, word_of(submission.school, submission.by, occurrence)
    if not word.may_book:
        raise MayNotBook
    refuse_on_behalf(submission.teacher, school=submission.school, by=submission.by)
    refuse_date(occurrence, now)
    if word.closed is not None:
        raise SchoolClosed(word.closed)
    refuse_pupils(occurrence.offer, facts.pupils)
    refuse_adults(occurrence.offer, facts.adults, pupils=facts.pupils)
    claim = Booking.objects.of_date(occurrence).taking_part().filter(group=OuterRef("pk")).order_by("pk")
    groups = _named(submission.school, facts.label).annotate(claim=Subquery(claim.values("reference")[:1]))
    group = groups.first()
    if group is not None and group.claim:
        raise AlreadyBooked(group.claim)
    return group


def _named(school: School, label: str) -> QuerySet[Group]:
    """The school's class of that name, in capitals or not."""
    return Group.objects.filter(school=school, label__iexact=label).order_by("pk")


def refuse_jumping_the_line(occurrence: Occurrence) -> None:
    """Where somebody waits, what is free is theirs."""
    if somebody_waits(occurrence):
        raise OccurrenceFull(0)


def _stand_in_line(
    occurrence: Occurrence, known: Group | None, submission: Submission, *, reference: str = ""
) -> Booking:
    if places_for(occurrence, submission.facts.pupils) > occurrence.capacity:
        raise TooLargeForDate(occurrence.capacity)
    group = group_as_said(known, submission.school, submission.facts)
    facts = {"state": BookingState.WAITLISTED, "position": next_position(occurrence)}
    booking = write_booking(occurrence, group, submission, reference=reference, **facts)
    occurrence.has_line = True
    organisation = submission.school.organisation
    record("joined waiting list", booking, by=submission.by, organisation=organisation, position=booking.position)
    tell_waiting(booking)
    return booking


def same_as_before(booking: Booking, fingerprint: str) -> Booking:
    """The booking that exists, when the same was said; KeyReused when the key came with other answers."""
    if booking.submission != fingerprint:
        raise KeyReused
    return booking


def group_of(school: School, facts: ClassFacts) -> Group:
    """The school's class of that name, in capitals or not, with what is said of it now."""
    return group_as_said(_named(school, facts.label).first(), school, facts)


def group_as_said(group: Group | None, school: School, facts: ClassFacts) -> Group:
    """The class with what is said of it now; a new one where the school had none of that name.

    A colleague may write the same new class in this moment: then the insert waits for theirs, and changes it.
    """
    said = {"grade": facts.grade, "level": facts.level, "pupils": facts.pupils, "adults": facts.adults}
    if group is None:
        new = Group(school=school, label=facts.label, **said)
        unique, changing = ["school", "label"], list(said)
        return Group.objects.bulk_create([new], update_conflicts=True, unique_fields=unique, update_fields=changing)[0]
    changed = {name: value for name, value in said.items() if getattr(group, name) != value}
    for name, value in changed.items():
        setattr(group, name, value)
    if changed:
        group.save(update_fields=list(changed))
    return group


def new_reference() -> str:
    """A reference that is easy to read aloud, such as B7K-44QM: one of 34 thousand million."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(7))
    return f"{letters[:3]}-{letters[3:]}"


def unused_reference() -> str:
    """The same, for an action that does not try again when it is taken."""
    while Booking.objects.filter(reference=(reference := new_reference())).exists():
        pass
    return reference


def _asked(occurrence: Occurrence, now: datetime) -> dict[str, Any]:
    """The state a new booking begins in."""
    if occurrence.offer.approval_required:
        return {"state": BookingState.PENDING, "expires_at": answer_by(occurrence, now)}
    return {"state": BookingState.CONFIRMED, "answered_at": now}


def write_booking(
    occurrence: Occurrence, group: Group, submission: Submission, *, reference: str = "", **state: Any
) -> Booking:
    """The row of a new booking, in the caller's transaction."""
    facts = submission.facts
    return Booking.objects.create(
        reference=reference or unused_reference(),
        occurrence=occurrence,
        school=submission.school,
        group=group,
        places=places_for(occurrence, facts.pupils),
        pupils=facts.pupils,
        adults=facts.adults,
        needs=facts.needs,
        contact=submission.teacher,
        contact_phone=facts.phone,
        idempotency_key=submission.key,
        submission=submission.fingerprint(occurrence.pk),
        batch=submission.batch,
        queue_key=submission.queue_key,
        **state,
    )
