"""Adding, changing and removing the dates of an offer."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from companies.models import PeakSeason
from offers.models import CapacityUnit, Occurrence, Offer, Resource, ResourceUse
from offers.resources import assign, lock, move_uses, need, use_in_words, uses_between
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
    resources: Iterable[Resource] = (),
    by: User | None,
) -> Occurrence:
    """Add one date; when booking closes follows from the offer's terms. ResourceTaken when a guide is not free."""
    if starts_at <= timezone.now():
        raise InThePast
    if ends_at <= starts_at:
        raise EndsTooEarly
    held = _held(offer)
    if Occurrence.objects.filter(offer=held, starts_at=starts_at).standing().exists():
        raise AlreadyThere
    occurrence = _new(held, starts_at, ends_at, capacity=capacity, unit=unit, note=note)
    occurrence.save()
    assign(occurrence, resources)
    record("added date", occurrence, by=by, organisation=held.host)
    return occurrence


def plan_series(*, offer: Offer, wish: Wish, resources: Iterable[Resource] = ()) -> list[Planned]:
    """What a series would add and leave out, days too on which what it needs is taken; nothing is written."""
    existing = Occurrence.objects.filter(offer=offer).standing().values_list("starts_at", flat=True)
    planned = plan(
        wish, country=country_of(offer), seasons=seasons_of(offer), existing=list(existing), now=timezone.now()
    )
    wanted = list(resources)
    return _without_the_taken(planned, wanted) if wanted and planned else planned


def _without_the_taken(planned: list[Planned], resources: list[Resource]) -> list[Planned]:
    uses = uses_between(resources, planned[0].starts_at, planned[-1].ends_at)
    return [date if date.left_out else replace(date, left_out=_taken_on(date, uses)) for date in planned]


def _taken_on(date: Planned, uses: list[ResourceUse]) -> str:
    meanwhile = (use for use in uses if use.starts_at < date.ends_at and use.ends_at > date.starts_at)
    found = next(meanwhile, None)
    return use_in_words(found) if found else ""


@transaction.atomic
def add_series(
    *,
    offer: Offer,
    wish: Wish,
    capacity: int,
    unit: str = CapacityUnit.GROUPS,
    resources: Iterable[Resource] = (),
    by: User | None,
) -> list[Occurrence]:
    """Add a weekly series without the days left out; sending it twice adds nothing."""
    if wish.ends <= wish.begins:
        raise EndsTooEarly
    held = _held(offer)
    needed = lock(resources)
    kept = [date for date in plan_series(offer=held, wish=wish, resources=needed) if not date.left_out]
    rows = [_new(held, date.starts_at, date.ends_at, capacity=capacity, unit=unit) for date in kept]
    made = Occurrence.objects.bulk_create(rows)
    need(made, needed)
    if made:
        record("added series", held, by=by, organisation=held.host, dates=len(made))
    return made


@transaction.atomic
def change_occurrence(
    *, occurrence: Occurrence, by: User, resources: Iterable[Resource] | None = None, **facts: Any
) -> Occurrence:
    """Change the note at any time, the rest only while nobody has asked for the date.

    `facts` are any of starts_at, ends_at, capacity, unit and note; None for `resources` leaves what the date needs.
    Places of a date somebody has asked for change in `bookings`, where more are offered to the waiting list.
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
    _take_along(held, resources, moved=moved)
    record("changed date", held, by=by, organisation=offer.host, fields=sorted(facts))
    return held


def _take_along(occurrence: Occurrence, resources: Iterable[Resource] | None, *, moved: bool) -> None:
    if resources is not None:
        assign(occurrence, resources)
    elif moved:
        move_uses(occurrence)


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
