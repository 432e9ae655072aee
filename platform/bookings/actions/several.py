"""Several classes in one form, over one date or more: all or nothing, or as many as fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from bookings.actions.requesting import ClassFacts, Submission, decide
from bookings.actions.settling import hold_all
from bookings.models import Booking
from bookings.refusals import KeyReused, NotBookable, OccurrenceFull
from offers.models import Occurrence
from schools.models import School


@dataclass(frozen=True)
class SeveralBooked:
    """What became of the classes: `booked` in the order of the form, `left_over` with why each found no place."""

    booked: list[Booking]
    left_over: list[tuple[ClassFacts, NotBookable]]


class NotAllFit(NotBookable):
    """Not every class found a place, and it was all or nothing; `why` says which class met which rule."""

    def __init__(self, why: list[tuple[ClassFacts, NotBookable]]) -> None:
        super().__init__(", ".join(facts.label for facts, _refusal in why))
        self.why = why


def request_several(
    *,
    occurrence_ids: Sequence[int],
    school: School,
    classes: Sequence[ClassFacts],
    all_or_nothing: bool,
    idempotency_key: UUID,
    by: User,
    contact: User | None = None,
) -> SeveralBooked:
    """Book each class on the first of the dates, in the order given, that has room for it; one contact for all.

    The same key with the same answers gives the bookings that exist. Raises NotAllFit when it is all or nothing.
    """
    dates = list(dict.fromkeys(occurrence_ids))
    with transaction.atomic(durable=True):
        held = hold_all(dates, timezone.now())
        places = [held[pk] for pk in dates]
        _alone_with(school)
        submission = Submission(
            school=school, facts=classes[0], key=idempotency_key, by=by, contact=contact, batch=idempotency_key
        )
        outcome = _book_all(places, submission, classes, all_or_nothing=all_or_nothing)
    if isinstance(outcome, NotBookable):
        raise outcome
    return outcome


def _alone_with(school: School) -> None:
    """Two colleagues who send the same classes in opposite order do not wait for each other's classes."""
    School.objects.select_for_update(no_key=True).get(pk=school.pk)


def _book_all(
    places: list[Occurrence], shared: Submission, classes: Sequence[ClassFacts], *, all_or_nothing: bool
) -> SeveralBooked | NotBookable:
    try:
        with transaction.atomic():
            ended = [_book_one(places, shared.for_class(number, facts)) for number, facts in enumerate(classes)]
            why = [(facts, end) for facts, end in zip(classes, ended, strict=True) if isinstance(end, NotBookable)]
            if why and all_or_nothing:
                raise NotAllFit(why)
    except NotAllFit as refusal:
        return refusal
    return SeveralBooked([end for end in ended if isinstance(end, Booking)], why)


def _book_one(places: list[Occurrence], submission: Submission) -> Booking | NotBookable:
    """On the first date with room; the reason of the last one when there is none."""
    before = Booking.objects.filter(idempotency_key=submission.key).first()
    if before is not None:
        return before if before.batch == submission.batch else KeyReused()
    outcome: Booking | NotBookable = OccurrenceFull(0)
    for occurrence in places:
        outcome = decide(occurrence, submission)
        if isinstance(outcome, Booking):
            break
        occurrence.refresh_from_db(fields=["taken", "version"])
    return outcome
