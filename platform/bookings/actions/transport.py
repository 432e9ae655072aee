"""A teacher asks the school's leader to pay for the way; one leader answers, once."""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from bookings.messages.transport import tell_transport_answered, tell_transport_asked
from bookings.models import Booking, TransportRequest
from bookings.models.together import TRAVELLING
from bookings.payers import may_pay, payers_of
from bookings.refusals import (
    AlreadyBegun,
    AlreadyEnded,
    MayNotPay,
    NobodyPays,
    NotPending,
    ReasonMissing,
    TransportAsked,
)
from schools.models import School

State = TransportRequest.State
ASKED, APPROVED, REFUSED = State.ASKED, State.APPROVED, State.REFUSED


@dataclass(frozen=True)
class TransportFacts:
    """How the class travels, and what it costs."""

    means: str
    cost: Decimal
    note: str = ""


def ask_for_transport(*, booking: Booking, facts: TransportFacts, by: User) -> TransportRequest:
    """Ask, or ask anew after a no; the same question sent twice is asked once."""
    with transaction.atomic(durable=True):
        held = _hold_booking(booking)
        found = TransportRequest.objects.filter(booking=held).first()
        if found is not None and found.state == ASKED and _facts_of(found) == facts:
            return found
        if found is not None and found.state != REFUSED:
            raise TransportAsked
        if not payers_of(held.school):
            raise NobodyPays
        asked = found or TransportRequest(booking=held)
        _write(asked, facts, by)
        entry = record("asked for transport", held, by=by, organisation=held.school.organisation)
        tell_transport_asked(asked, by, about=entry.pk)
    return asked


def change_transport(*, request: TransportRequest, facts: TransportFacts, by: User) -> TransportRequest:
    """Another way or price while nobody has answered; the leader is told."""
    with transaction.atomic(durable=True):
        held = _hold_unanswered(request)
        _refuse_past(held.booking)
        if _facts_of(held) != facts:
            _write(held, facts, by)
            entry = record("changed transport", held.booking, by=by, organisation=held.booking.school.organisation)
            tell_transport_asked(held, by, about=entry.pk)
    return held


def withdraw_transport(*, request: TransportRequest, by: User) -> None:
    """No longer ask, while nobody has answered."""
    with transaction.atomic(durable=True):
        held = _hold_unanswered(request)
        record("withdrew transport", held.booking, by=by, organisation=held.booking.school.organisation)
        held.delete()


def approve_transport(*, request: TransportRequest, by: User, words: str = "", cost: Decimal | None = None) -> None:
    """The school pays. `cost` is the price the leader has read: another one is not agreed to."""
    _answer(request, APPROVED, words, by, cost=cost)


def refuse_transport(*, request: TransportRequest, by: User, words: str) -> None:
    """The school does not pay, and says why."""
    if not words.strip():
        raise ReasonMissing
    _answer(request, REFUSED, words, by)


def set_last_bell(*, school: School, last_bell: time | None, by: User) -> None:
    """When pupils go home; nothing means that nobody has said."""
    with transaction.atomic(durable=True):
        School.objects.filter(pk=school.pk).update(last_bell=last_bell)
        record("changed last bell", school, by=by, organisation=school.organisation)


def _answer(request: TransportRequest, state: State, words: str, by: User, *, cost: Decimal | None = None) -> None:
    """The same answer twice changes nothing; the other one comes too late."""
    with transaction.atomic(durable=True):
        held = _hold(request)
        if not may_pay(by, held.booking.school):
            raise MayNotPay
        if held.state == state:
            return
        _refuse_answer(held, cost)
        held.state, held.answer, held.answered_by, held.answered_at = state, words.strip(), by, timezone.now()
        held.save(update_fields=["state", "answer", "answered_by", "answered_at"])
        entry = _note(held, by)
        tell_transport_answered(held, by, about=entry)


def _refuse_answer(held: TransportRequest, cost: Decimal | None) -> None:
    if held.state != ASKED:
        raise NotPending(held.state)
    _refuse_past(held.booking)
    if cost is not None and held.cost != cost:
        raise NotPending("changed")


def _note(held: TransportRequest, by: User) -> int:
    organisation = held.booking.school.organisation
    if held.state == APPROVED:
        return record("approved transport", held.booking, by=by, organisation=organisation).pk
    return record("refused transport", held.booking, by=by, organisation=organisation).pk


def _hold_booking(booking: Booking) -> Booking:
    """The booking, locked: a class asks once, and not for a visit that ends at the same moment."""
    Booking.objects.select_for_update().get(pk=booking.pk)
    held = Booking.objects.in_full().get(pk=booking.pk)
    _refuse_past(held)
    return held


def _hold(request: TransportRequest) -> TransportRequest:
    """The request with its booking, both locked: two leaders give one answer, and none for a visit just cancelled."""
    rows = TransportRequest.objects.select_for_update(of=("self", "booking")).select_related("booking")
    held = rows.filter(pk=request.pk).first()
    if held is None:
        raise NotPending("withdrawn")
    held.booking = Booking.objects.in_full().get(pk=held.booking_id)
    return held


def _hold_unanswered(request: TransportRequest) -> TransportRequest:
    held = _hold(request)
    if held.state != ASKED:
        raise NotPending(held.state)
    return held


def _refuse_past(booking: Booking) -> None:
    if booking.state not in TRAVELLING:
        raise AlreadyEnded(booking.state)
    if booking.occurrence.starts_at <= timezone.now():
        raise AlreadyBegun


def _facts_of(request: TransportRequest) -> TransportFacts:
    return TransportFacts(request.means, request.cost, request.note)


def _write(request: TransportRequest, facts: TransportFacts, by: User) -> None:
    request.means, request.cost, request.note = facts.means, facts.cost, facts.note
    request.state, request.asked_by = ASKED, by
    request.answer, request.answered_by, request.answered_at = "", None, None
    request.save()
