"""A host with an offer, a teacher with a class, and a date."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import Membership, Role
from bookings.models import Booking
from offers.models import Occurrence, Offer
from tests.factories.accounts import MembershipFactory
from tests.factories.bookings import FACTS, ask_for, new_school, teacher_at
from tests.factories.catalogue import host_in, live_offer, occurrence

Ask = Callable[..., Booking]
__all__ = ["FACTS", "Ask", "new_school", "teacher_at"]


@pytest.fixture
def offer() -> Offer:
    """An offer whose host answers each request."""
    host = host_in(name="Nordvind Værksted", phone="55 00 11 77", email="ingrid@nordvind.example")
    return live_offer(host, title="Byg en vindmølle", contact_name="Ingrid Mølgaard", address="Møllevej 4")


@pytest.fixture
def host(offer: Offer) -> Membership:
    """Who answers for the host."""
    membership: Membership = MembershipFactory(organisation=offer.host, role=Role.COMPANY_OWNER)
    return membership


@pytest.fixture
def date(offer: Offer) -> Occurrence:
    """A date with room for two classes."""
    return occurrence(offer, days=30, capacity=2)


@pytest.fixture
def teacher() -> Membership:
    """A teacher at a school."""
    return teacher_at(new_school(), person__name="Mette Krogh", person__phone="55 00 12 98")


@pytest.fixture
def ask(date: Occurrence) -> Ask:
    """Ask for a place: `ask(teacher, label="7.A", on=date, key=…)`."""

    def asked(teacher: Membership, *, on: Occurrence | None = None, **facts: Any) -> Booking:
        return ask_for(on or date, teacher, **facts)

    return asked
