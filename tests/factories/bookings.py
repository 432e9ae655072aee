"""Requests for places, made the way a teacher makes them."""

from typing import Any
from uuid import UUID, uuid4

from accounts.models import Membership, OrganisationKind, Role
from bookings.actions import ClassFacts, request_places
from bookings.models import Booking
from offers.models import Occurrence
from schools.models import School
from tests.factories.accounts import MembershipFactory, OrganisationFactory

FACTS = {"label": "7.B", "pupils": 24, "adults": 2, "grade": 7, "phone": "55 00 12 98"}


def new_school(name: str = "Havneskolen") -> School:
    """A school of its own."""
    return School.objects.create(organisation=OrganisationFactory(kind=OrganisationKind.SCHOOL, name=name))


def teacher_at(school: School, role: Role = Role.TEACHER, **facts: Any) -> Membership:
    """A member of the school."""
    membership: Membership = MembershipFactory(organisation=school.organisation, role=role, **facts)
    return membership


def ask_for(date: Occurrence, teacher: Membership, *, key: UUID | None = None, **facts: Any) -> Booking:
    """A teacher asks for a place for 7.B, unless told otherwise."""
    assert teacher.person is not None
    return request_places(
        occurrence_id=date.pk,
        school=teacher.organisation.school,
        facts=ClassFacts(**{**FACTS, **facts}),
        idempotency_key=key or uuid4(),
        by=teacher.person,
    )
