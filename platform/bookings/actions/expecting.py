"""Writing down what both sides expect of a visit, and ticking it (contract SV-08).

The booking's row is locked, so versions never collide, and a tick is for the newest version or for none.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from bookings.actions.writing import hold_row
from bookings.expectations import FIELDS, can_be_agreed, newest_of, texts_of
from bookings.messages.together import tell_expectations, tell_ready
from bookings.models import Booking, Expectations
from bookings.models.booking import CANCELLABLE
from bookings.refusals import AlreadyBegun, AlreadyEnded, NewerVersion, NoPlaceYet, NothingExpected
from bookings.sides import organisation_of


def write_expectations(
    *, booking: Booking, texts: Mapping[str, str], based_on: int, agrees: bool, side: str, by: User
) -> Expectations:
    """A new version, which only the writer's side has ticked, if it says so; the same words make no new version."""
    if not any(texts.values()):
        raise NothingExpected
    with transaction.atomic(durable=True):
        held, now = _held(booking)
        newest = newest_of(held)
        if newest is None or texts_of(newest) != dict(texts):
            newest = _add_version(held, newest, texts, based_on=based_on, side=side, by=by)
        if agrees:
            _tick(newest, side, by, now)
    return newest


def agree_to_expectations(*, booking: Booking, version: int, side: str, by: User) -> Expectations:
    """A side says yes to the newest version; one that has been overtaken is refused."""
    with transaction.atomic(durable=True):
        held, now = _held(booking)
        newest = newest_of(held)
        if newest is None or newest.version != version:
            raise NewerVersion(newest.version if newest else 0)
        _tick(newest, side, by, now)
    return newest


def _held(booking: Booking) -> tuple[Booking, datetime]:
    """The locked booking, as long as there is a visit to agree on."""
    held, now = hold_row(booking), timezone.now()
    if not can_be_agreed(held, now):
        state = held.state_at(now)
        if held.occurrence.starts_at <= now:
            raise AlreadyBegun
        raise NoPlaceYet if state in CANCELLABLE else AlreadyEnded(state)
    return held, now


def _add_version(
    booking: Booking, newest: Expectations | None, texts: Mapping[str, str], *, based_on: int, side: str, by: User
) -> Expectations:
    number = newest.version if newest else 0
    if number != based_on:
        raise NewerVersion(number)
    said = {name: texts[name] for name in FIELDS}
    made = Expectations.objects.create(booking=booking, version=number + 1, author=by, side=side, **said)
    organisation = organisation_of(side, booking)
    record("wrote expectations", booking, by=by, organisation=organisation, version=made.version)
    tell_expectations(made)
    return made


def _tick(expectations: Expectations, side: str, by: User, now: datetime) -> None:
    """Once ticked stays ticked; the second side's tick makes the visit ready."""
    if getattr(expectations, f"{side}_agreed_at") is not None:
        return
    setattr(expectations, f"{side}_agreed_at", now)
    setattr(expectations, f"{side}_agreed_by", by)
    expectations.save(update_fields=[f"{side}_agreed_at", f"{side}_agreed_by"])
    booking = expectations.booking
    organisation = organisation_of(side, booking)
    record("ticked expectations", booking, by=by, organisation=organisation, version=expectations.version)
    if expectations.is_ready:
        tell_ready(expectations, side, by)
