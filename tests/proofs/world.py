"""A host, a school and three dates that count pupils, under a clock that only the proof moves."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from unittest.mock import patch
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, Role
from bookings.actions import ClassFacts, request_places
from offers.models import CapacityUnit, Occurrence, Offer
from tests.factories.accounts import MembershipFactory
from tests.factories.bookings import new_school, teacher_at
from tests.factories.catalogue import host_in, live_offer, occurrence

BEGINS = datetime(2027, 1, 11, 8, 0, tzinfo=UTC)


class World:
    """What every sequence begins with; made once, and rolled back to after each. The first date has a line."""

    def __init__(self) -> None:
        self.now = BEGINS
        with self.clock():
            self.host = MembershipFactory(organisation=host_in(), role=Role.COMPANY_OWNER)
            self.offer: Offer = live_offer(self.host.organisation)
            self.teacher: Membership = teacher_at(new_school())
            units = {"unit": CapacityUnit.PUPILS, "capacity": 40}
            self.dates: list[Occurrence] = [occurrence(self.offer, days=days, **units) for days in (6, 7, 8)]
            for number, pupils in enumerate((24, 16, 10, 30, 5)):
                self._ask(f"fra før {number}", pupils)

    def _ask(self, label: str, pupils: int) -> None:
        assert self.teacher.person is not None
        request_places(
            occurrence_id=self.dates[0].pk,
            school=self.teacher.organisation.school,
            facts=ClassFacts(label=label, pupils=pupils, adults=2, grade=7),
            idempotency_key=uuid4(),
            by=self.teacher.person,
            wait_if_full=True,
        )

    @contextmanager
    def clock(self) -> Iterator[None]:
        """Every reader of the time reads ours."""
        with patch.object(timezone, "now", lambda: self.now):
            yield


class _Undo(Exception):
    """The end of a sequence."""


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is rolled back at the end; actions may begin their own transactions, as in a test."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # what Django's TestCase does
    try:
        with block:
            yield
            raise _Undo
    except _Undo:
        pass
