"""A municipality says on which days and in which hours its buses are free for classes."""

from dataclasses import dataclass
from datetime import date, time

from django.db import transaction

from accounts.audit import record
from accounts.models import Organisation, User
from bookings.models import FreeBus


@dataclass(frozen=True)
class BusFacts:
    """A window as it was typed; no weekdays mean every school day, no hours mean the whole day."""

    first_day: date
    last_day: date
    weekdays: tuple[int, ...] = ()
    from_time: time | None = None
    until_time: time | None = None
    note: str = ""

    def write_to(self, window: FreeBus) -> None:
        """Put the answers into the row."""
        window.first_day, window.last_day, window.weekdays = self.first_day, self.last_day, sorted(self.weekdays)
        window.from_time, window.until_time, window.note = self.from_time, self.until_time, self.note


def add_free_bus(*, municipality: Organisation, facts: BusFacts, by: User) -> FreeBus:
    """A new window."""
    with transaction.atomic(durable=True):
        window = FreeBus(municipality=municipality)
        facts.write_to(window)
        window.save()
        record("added free bus", window, by=by, organisation=municipality)
    return window


def change_free_bus(*, window: FreeBus, facts: BusFacts, by: User) -> FreeBus:
    """Other days, hours or words."""
    with transaction.atomic(durable=True):
        facts.write_to(window)
        window.save()
        record("changed free bus", window, by=by, organisation=window.municipality)
    return window


def remove_free_bus(*, window: FreeBus, by: User) -> None:
    """The window is no longer shown to anybody."""
    with transaction.atomic(durable=True):
        record("removed free bus", window, by=by, organisation=window.municipality, days=str(window))
        window.delete()
