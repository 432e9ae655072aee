"""Cancelling by the school or the host, and what the clock ends."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from bookings.messages import tell_cancelled, tell_expired
from bookings.models import Booking, BookingState
from bookings.models.booking import CANCELLABLE, HOLDING_PLACES
from bookings.places import give_back, lock, settle
from offers.models import Occurrence, OccurrenceState

SCHOOL, HOST = "school", "host"


class AlreadyEnded(Exception):
    """The booking is over already; carries its state."""


class AlreadyBegun(Exception):
    """The visit has begun: it can no longer be cancelled."""


class ReasonMissing(Exception):
    """A host who cancels says why."""


def _cancel(booking: Booking, *, side: str, reason: str, by: User | None) -> Booking:
    with transaction.atomic():
        occurrence = lock(booking.occurrence_id)
        now = timezone.now()
        for lapsed in settle(occurrence, now):
            tell_expired(lapsed)
        held = Booking.objects.select_related("school__organisation", "group", "contact").get(pk=booking.pk)
        held.occurrence = occurrence
        refused = _why_not(held, occurrence, now)
        if refused is None:
            _end(held, occurrence, side=side, reason=reason, by=by)
    if refused is not None:
        raise refused
    return held


def _why_not(booking: Booking, occurrence: Occurrence, now: datetime) -> Exception | None:
    if booking.state not in CANCELLABLE:
        return AlreadyEnded(booking.state)
    return AlreadyBegun() if occurrence.starts_at <= now else None


def _end(booking: Booking, occurrence: Occurrence, *, side: str, reason: str, by: User | None) -> None:
    held_places = booking.state in HOLDING_PLACES
    booking.state, booking.ended_by, booking.reason = BookingState.CANCELLED, side, reason
    booking.expires_at, booking.sequence = None, booking.sequence + 1
    booking.save(update_fields=["state", "ended_by", "reason", "expires_at", "sequence"])
    if held_places:
        give_back(occurrence, booking.places)
    organisation = booking.school.organisation if side == SCHOOL else occurrence.offer.host
    record("cancelled", booking, by=by, organisation=organisation, side=side)
    tell_cancelled(booking)


def cancel_by_school(*, booking: Booking, by: User | None, reason: str = "") -> Booking:
    """Cancel for the class; `by` is None for the signed link of a mail."""
    return _cancel(booking, side=SCHOOL, reason=reason, by=by)


def cancel_by_host(*, booking: Booking, reason: str, by: User) -> Booking:
    """Cancel one class's visit with a reason; both sides are told."""
    if not reason.strip():
        raise ReasonMissing
    return _cancel(booking, side=HOST, reason=reason.strip(), by=by)


def cancel_occurrence(*, occurrence: Occurrence, reason: str, by: User) -> list[Booking]:
    """Call a whole date off with a reason; everybody who had asked for it is told."""
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        held = lock(occurrence.pk)
        for lapsed in settle(held, timezone.now()):
            tell_expired(lapsed)
        rows = Booking.objects.filter(occurrence=held, state__in=CANCELLABLE)
        ended = list(rows.select_related("school__organisation", "group", "contact").order_by("pk"))
        for booking in ended:
            booking.occurrence = held
            _end(booking, held, side=HOST, reason=reason.strip(), by=by)
        held.state, held.cancel_reason = OccurrenceState.CANCELLED, reason.strip()
        held.version += 1
        held.save(update_fields=["state", "cancel_reason", "version"])
        record("cancelled date", held, by=by, organisation=held.offer.host, bookings=len(ended))
    return ended


def sweep() -> int:
    """Settle every date with something lapsed, one transaction each; gives how many bookings lapsed."""
    late = Booking.objects.lapsed(timezone.now()).order_by("occurrence_id")
    number = 0
    for occurrence_id in list(late.values_list("occurrence_id", flat=True).distinct()):
        with transaction.atomic():
            lapsed = settle(lock(occurrence_id), timezone.now())
            for booking in lapsed:
                tell_expired(booking)
        number += len(lapsed)
    return number
