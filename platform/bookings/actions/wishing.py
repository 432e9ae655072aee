"""A wish for a day: the teacher names windows, the host makes a date, proposes another time, or says no."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from bookings.actions.requesting import ClassFacts, Submission, group_of, unused_reference, write_booking
from bookings.actions.settling import hold
from bookings.messages import tell_confirmed
from bookings.messages.wishes import (
    tell_time_proposed,
    tell_wish_declined,
    tell_wish_escalated,
    tell_wish_lapsed,
    tell_wish_received,
    tell_wish_reminder,
    tell_wish_withdrawn,
)
from bookings.models import Booking, BookingState, VisitRequest, VisitRequestState, VisitWindow
from bookings.models.wish import LIVE_WISHES
from bookings.places import places_for, take
from bookings.refusals import KeyReused, ReasonMissing
from bookings.rules import refuse_adults, refuse_closed_day, refuse_on_behalf, refuse_person, refuse_pupils
from bookings.wishes import (
    DAYS_TO_ESCALATE,
    DAYS_TO_REMIND,
    AskedAlready,
    OutsideWindows,
    Window,
    WishAnswered,
    lapses_at,
    refuse_offer,
    refuse_windows,
)
from offers.actions.dates import EndsTooEarly, InThePast, add_occurrence
from offers.models import CapacityUnit, Offer
from offers.terms import end_of_working_day
from schools.models import School


def wish_for_visit(
    *,
    offer: Offer,
    school: School,
    facts: ClassFacts,
    windows: Sequence[Window],
    idempotency_key: UUID,
    by: User,
    contact: User | None = None,
) -> VisitRequest:
    """Ask for one of up to three windows; one key, one wish. Raises a subclass of NotBookable."""
    with transaction.atomic(durable=True):
        Offer.objects.select_for_update().get(pk=offer.pk)
        before = VisitRequest.objects.filter(idempotency_key=idempotency_key).first()
        if before is not None:
            return _same(before, by, contact)
        now = timezone.now()
        _refuse(offer, school, facts, windows, by=by, contact=contact, now=now)
        return _write(offer, school, facts, windows, idempotency_key, by=by, contact=contact or by, now=now)


def _same(wish: VisitRequest, by: User, contact: User | None) -> VisitRequest:
    if wish.contact not in {by, contact}:
        raise KeyReused
    return wish


def _refuse(
    offer: Offer,
    school: School,
    facts: ClassFacts,
    windows: Sequence[Window],
    *,
    by: User,
    contact: User | None,
    now: datetime,
) -> None:
    refuse_person(by, school)
    refuse_on_behalf(contact or by, school=school, by=by)
    refuse_offer(offer)
    refuse_windows(windows, now)
    for window in windows:
        refuse_closed_day(window.starts_at, school)
    refuse_pupils(offer, facts.pupils)
    refuse_adults(offer, facts.adults, pupils=facts.pupils)
    same = VisitRequest.objects.filter(offer=offer, school=school, group__label__iexact=facts.label).live(now).first()
    if same is not None:
        raise AskedAlready(same.reference)


def _write(
    offer: Offer,
    school: School,
    facts: ClassFacts,
    windows: Sequence[Window],
    key: UUID,
    *,
    by: User,
    contact: User,
    now: datetime,
) -> VisitRequest:
    wish = VisitRequest.objects.create(
        reference=unused_reference(),
        offer=offer,
        school=school,
        group=group_of(school, facts),
        pupils=facts.pupils,
        adults=facts.adults,
        needs=facts.needs,
        contact=contact,
        contact_phone=facts.phone,
        idempotency_key=key,
        expires_at=lapses_at(offer, windows, now),
    )
    rows = [VisitWindow(request=wish, starts_at=window.starts_at, ends_at=window.ends_at) for window in windows]
    VisitWindow.objects.bulk_create(rows)
    record("wished for a day", wish, by=by, organisation=school.organisation, windows=len(rows))
    tell_wish_received(wish)
    return wish


def accept_wish(*, wish: VisitRequest, starts_at: datetime, ends_at: datetime, by: User) -> Booking:
    """The host says yes to a time inside one of the windows: the date is made and the class booked. Once only."""
    with transaction.atomic(durable=True):
        held = _held(wish)
        _refuse_answered(held, VisitRequestState.OPEN)
        if not any(row.starts_at <= starts_at and ends_at <= row.ends_at for row in held.windows.all()):
            raise OutsideWindows
        return _agree(held, starts_at, ends_at, by)


def propose_time(
    *, wish: VisitRequest, starts_at: datetime, ends_at: datetime, message: str, by: User
) -> VisitRequest:
    """The host proposes another time; the teacher has the same number of days to answer."""
    now = timezone.now()
    if starts_at <= now:
        raise InThePast
    if ends_at <= starts_at:
        raise EndsTooEarly
    with transaction.atomic(durable=True):
        held = _held(wish)
        _refuse_answered(held, VisitRequestState.OPEN, VisitRequestState.PROPOSED)
        refuse_closed_day(starts_at, held.school)
        held.state, held.message = VisitRequestState.PROPOSED, message.strip()
        held.proposed_starts_at, held.proposed_ends_at = starts_at, ends_at
        held.expires_at = lapses_at(held.offer, [Window(starts_at, ends_at)], now)
        held.save(update_fields=["state", "message", "proposed_starts_at", "proposed_ends_at", "expires_at"])
        record("proposed a time", held, by=by, organisation=held.offer.host)
        tell_time_proposed(held)
    return held


def accept_proposal(*, wish: VisitRequest, by: User) -> Booking:
    """The teacher takes the proposed time. Once only."""
    with transaction.atomic(durable=True):
        held = _held(wish)
        _refuse_answered(held, VisitRequestState.PROPOSED)
        assert held.proposed_starts_at is not None
        assert held.proposed_ends_at is not None
        return _agree(held, held.proposed_starts_at, held.proposed_ends_at, by)


def _agree(wish: VisitRequest, starts_at: datetime, ends_at: datetime, by: User) -> Booking:
    """Make the date, full with this one class, and book it: both sides have said yes already."""
    refuse_closed_day(starts_at, wish.school)
    made = add_occurrence(
        offer=wish.offer, starts_at=starts_at, ends_at=ends_at, capacity=1, unit=CapacityUnit.GROUPS, by=by
    )
    now = timezone.now()
    occurrence = hold(made.pk, now)
    take(occurrence, places_for(occurrence, wish.pupils))
    booking = write_booking(
        occurrence, wish.group, _submission(wish, by), state=BookingState.CONFIRMED, answered_at=now
    )
    wish.state, wish.booking, wish.answered_at = VisitRequestState.ACCEPTED, booking, now
    wish.save(update_fields=["state", "booking", "answered_at"])
    record("agreed on a day", wish, by=by, organisation=wish.offer.host, booking=booking.reference)
    record("requested places", booking, by=by, organisation=wish.school.organisation, state=booking.state)
    tell_confirmed(booking)
    return booking


def _submission(wish: VisitRequest, by: User) -> Submission:
    group = wish.group
    facts = ClassFacts(
        label=group.label,
        pupils=wish.pupils,
        adults=wish.adults,
        grade=group.grade,
        level=group.level,
        needs=wish.needs,
        phone=wish.contact_phone,
    )
    key = uuid5(wish.idempotency_key, "booking")
    return Submission(school=wish.school, facts=facts, key=key, by=by, contact=wish.contact or by)


def decline_wish(*, wish: VisitRequest, reason: str, by: User) -> VisitRequest:
    """The host says no with a reason."""
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic(durable=True):
        held = _held(wish)
        _refuse_answered(held, *LIVE_WISHES)
        _end(held, VisitRequestState.DECLINED, message=reason.strip())
        record("declined a wish", held, by=by, organisation=held.offer.host)
        tell_wish_declined(held)
    return held


def withdraw_wish(*, wish: VisitRequest, by: User) -> VisitRequest:
    """The teacher no longer asks, or does not take the proposed time; the host is told."""
    with transaction.atomic(durable=True):
        held = _held(wish)
        _refuse_answered(held, *LIVE_WISHES)
        _end(held, VisitRequestState.WITHDRAWN)
        record("withdrew a wish", held, by=by, organisation=held.school.organisation)
        tell_wish_withdrawn(held)
    return held


def _end(wish: VisitRequest, state: VisitRequestState, *, message: str = "") -> None:
    wish.state, wish.answered_at = state, timezone.now()
    wish.message = message or wish.message
    wish.save(update_fields=["state", "answered_at", "message"])


def _held(wish: VisitRequest) -> VisitRequest:
    VisitRequest.objects.select_for_update().get(pk=wish.pk)
    rows = VisitRequest.objects.select_related(
        "offer__host__municipality", "school__organisation__municipality", "group", "contact"
    )
    return rows.prefetch_related("windows", "offer__pages__locale").get(pk=wish.pk)


def _refuse_answered(wish: VisitRequest, *states: VisitRequestState) -> None:
    now_state = wish.state_at(timezone.now())
    if now_state not in states:
        raise WishAnswered(now_state)


def tend_wishes(now: datetime | None = None) -> int:
    """Remind hosts after two working days, tell the coordinator after five, end what lapsed; gives how many ended."""
    moment = now or timezone.now()
    waiting = VisitRequest.objects.filter(state=VisitRequestState.OPEN).live(moment)
    for wish in waiting.select_related("offer__host__municipality"):
        _nudge(wish, moment)
    late = list(VisitRequest.objects.lapsed(moment))
    for wish in late:
        with transaction.atomic(durable=True):
            held = _held(wish)
            if held.state in LIVE_WISHES and held.expires_at <= moment:
                _end(held, VisitRequestState.EXPIRED)
                record("lapsed", held, by=None, organisation=held.offer.host)
                tell_wish_lapsed(held)
    return len(late)


def _nudge(wish: VisitRequest, now: datetime) -> None:
    """Each once: the outbox knows the reminder by its key, the row the escalation."""
    if now < end_of_working_day(wish.offer, wish.created_at, DAYS_TO_REMIND):
        return
    with transaction.atomic(durable=True):
        held = _held(wish)
        if held.state_at(now) != VisitRequestState.OPEN:  # answered a moment ago
            return
        tell_wish_reminder(held)
        is_late = now >= end_of_working_day(wish.offer, wish.created_at, DAYS_TO_ESCALATE)
        if is_late and held.escalated_at is None:
            _escalate(held, now)


def _escalate(wish: VisitRequest, now: datetime) -> None:
    wish.escalated_at = now
    wish.save(update_fields=["escalated_at"])
    record("told the coordinator", wish, by=None, organisation=wish.offer.host)
    tell_wish_escalated(wish)
