"""Adding, changing and removing the dates of an offer."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from companies.models import PeakSeason
from offers.models import CapacityUnit, Occurrence, Offer
from offers.resources import move_uses
from offers.series import Planned, Wish, plan
from offers.terms import cancel_by, closes_at, country_of


class InThePast(Exception):
    """A date must lie ahead."""


class EndsTooEarly(Exception):
    """A visit ends after it starts."""


class AlreadyThere(Exception):
    """The offer has this date already."""


class HasBookings(Exception):
    """Somebody has booked: such a date is cancelled with a reason, never removed or moved in silence."""


class FewerThanTaken(Exception):
    """The places cannot be fewer than those already taken."""

    def __init__(self, taken: int) -> None:
        super().__init__(str(taken))
        self.taken = taken


def seasons_of(offer: Offer) -> list[PeakSeason]:
    """The busy weeks of the host."""
    return list(PeakSeason.objects.filter(company__organisation=offer.host_id))


def _held(offer: Offer) -> Offer:
    """The offer's row, held so that two senders of the same form do not both add a date."""
    Offer.objects.select_for_update().get(pk=offer.pk)
    return Offer.objects.select_related("host__municipality").get(pk=offer.pk)


def _new(offer: Offer, starts_at: datetime, ends_at: datetime, **facts: Any) -> Occurrence:
    return Occurrence(
        offer=offer,
        starts_at=starts_at,
        ends_at=ends_at,
        closes_at=closes_at(offer, starts_at),
        cancel_by=cancel_by(offer, starts_at),
        **facts,
    )


@transaction.atomic
def add_occurrence(
    *,
    offer: Offer,
    starts_at: datetime,
    ends_at: datetime,
    capacity: int,
    unit: str = CapacityUnit.GROUPS,
    note: str = "",
    by: User | None,
) -> Occurrence:
    """Add one date; when booking closes follows from the offer's terms."""
    if starts_at <= timezone.now():
        raise InThePast
    if ends_at <= starts_at:
        raise EndsTooEarly
    held = _held(offer)
    if Occurrence.objects.filter(offer=held, starts_at=starts_at).standing().exists():
        raise AlreadyThere
    occurrence = _new(held, starts_at, ends_at, capacity=capacity, unit=unit, note=note)
    occurrence.save()
    record("added date", occurrence, by=by, organisation=held.host)
    return occurrence


def plan_series(*, offer: Offer, wish: Wish) -> list[Planned]:
    """What a series would add and leave out; nothing is written."""
    existing = Occurrence.objects.filter(offer=offer).standing().values_list("starts_at", flat=True)
    return plan(
        wish, country=country_of(offer), seasons=seasons_of(offer), existing=list(existing), now=timezone.now()
    )


@transaction.atomic
def add_series(
    *, offer: Offer, wish: Wish, capacity: int, unit: str = CapacityUnit.GROUPS, by: User | None
) -> list[Occurrence]:
    """Add a weekly series without the days left out; sending it twice adds nothing."""
    if wish.ends <= wish.begins:
        raise EndsTooEarly
    held = _held(offer)
    kept = [date for date in plan_series(offer=held, wish=wish) if not date.left_out]
    rows = [_new(held, date.starts_at, date.ends_at, capacity=capacity, unit=unit) for date in kept]
    made = Occurrence.objects.bulk_create(rows)
    if made:
        record("added series", held, by=by, organisation=held.host, dates=len(made))
    return made


@transaction.atomic
def change_occurrence(*, occurrence: Occurrence, by: User, **facts: Any) -> Occurrence:
    """Change the note at any time, the rest only while nobody has asked for the date.

    `facts` are any of starts_at, ends_at, capacity, unit and note. Places of a date somebody has asked for change in
    `bookings`, where more of them are offered to the waiting list.
    """
    held = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    moved = any(name in facts and facts[name] != getattr(held, name) for name in ("starts_at", "ends_at", "unit"))
    if held.is_asked_for and (moved or facts.get("capacity", held.capacity) != held.capacity):
        raise HasBookings
    for name, value in facts.items():
        setattr(held, name, value)
    _refuse_odd_times(held, moved=moved)
    offer = Offer.objects.select_related("host__municipality").get(pk=held.offer_id)
    if moved:
        held.closes_at, held.cancel_by = closes_at(offer, held.starts_at), cancel_by(offer, held.starts_at)
    held.version += 1
    held.save(update_fields=[*facts, "closes_at", "cancel_by", "version"])
    if moved:
        move_uses(held)
    record("changed date", held, by=by, organisation=offer.host, fields=sorted(facts))
    return held


def _refuse_odd_times(occurrence: Occurrence, *, moved: bool) -> None:
    if occurrence.ends_at <= occurrence.starts_at:
        raise EndsTooEarly
    if moved and occurrence.starts_at <= timezone.now():
        raise InThePast


@transaction.atomic
def remove_occurrence(*, occurrence: Occurrence, by: User) -> None:
    """Remove a date nobody ever asked for; one with bookings is cancelled in `bookings`, with a reason."""
    held = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    offer = Offer.objects.select_related("host").get(pk=held.offer_id)
    # The sum of an offer's versions must never fall: search orders its documents by it.
    Offer.objects.filter(pk=offer.pk).update(version=F("version") + held.version + 1)
    record("removed date", held, by=by, organisation=offer.host)
    try:
        held.delete()
    except ProtectedError as error:
        raise HasBookings from error
