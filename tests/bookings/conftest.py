"""A host with an offer, a teacher with a class, and a date."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from accounts.models import Membership, OrganisationKind, Role
from bookings.actions import ClassFacts, request_places
from bookings.models import Booking
from offers.models import Occurrence, Offer
from schools.models import School
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.catalogue import host_in, live_offer, occurrence

FACTS = {"label": "7.B", "pupils": 24, "adults": 2, "grade": 7, "phone": "55 00 12 98"}
Ask = Callable[..., Booking]


def teacher_at(school: School, role: Role = Role.TEACHER) -> Membership:
    """A member of the school."""
    return MembershipFactory(organisation=school.organisation, role=role)


def new_school() -> School:
    """A school of its own."""
    return School.objects.create(organisation=OrganisationFactory(kind=OrganisationKind.SCHOOL))


@pytest.fixture
def offer() -> Offer:
    """An offer whose host answers each request."""
    return live_offer(host_in(name="Nordvind Værksted"), title="Byg en vindmølle")


@pytest.fixture
def host(offer: Offer) -> Membership:
    """Who answers for the host."""
    return MembershipFactory(organisation=offer.host, role=Role.COMPANY_OWNER)


@pytest.fixture
def date(offer: Offer) -> Occurrence:
    """A date with room for two classes."""
    return occurrence(offer, days=30, capacity=2)


@pytest.fixture
def teacher() -> Membership:
    """A teacher at a school."""
    return teacher_at(new_school())


@pytest.fixture
def ask(date: Occurrence) -> Ask:
    """Ask for a place: `ask(teacher, label="7.A", on=date, key=…)`."""

    def asked(teacher: Membership, *, on: Occurrence | None = None, key: Any = None, **facts: Any) -> Booking:
        return request_places(
            occurrence_id=(on or date).pk,
            school=teacher.organisation.school,
            facts=ClassFacts(**{**FACTS, **facts}),
            idempotency_key=key or uuid4(),
            by=teacher.person,
        )

    return asked
