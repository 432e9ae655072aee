"""What a booking costs in statements: two hundred ask at once, so each one counts."""

from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from bookings.actions import ClassFacts, request_places
from bookings.models import Booking
from bookings.rules import schools_to_book_for
from offers.models import Occurrence
from tests.bookings.test_steps import answered, at
from tests.conftest import signed_in
from tests.factories.bookings import FACTS

pytestmark = pytest.mark.django_db


def test_asking_for_a_place_takes_fourteen_statements(
    teacher: Membership, host: Membership, date: Occurrence, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """A1: begin, lock, the offer, key, school, class; class, date, booking, audit; hosts, mails, commit."""
    assert teacher.person is not None
    [school] = schools_to_book_for(teacher.person)
    facts = ClassFacts(**FACTS)
    with django_assert_num_queries(14):
        request_places(occurrence_id=date.pk, school=school, facts=facts, idempotency_key=uuid4(), by=teacher.person)


def test_the_last_step_takes_twenty_three(
    teacher: Membership, host: Membership, date: Occurrence, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """A1: beside the action the session (read and written), the person, the date, the schools and who leads."""
    client = signed_in(teacher.person)
    key = answered(client, date, teacher)
    with django_assert_num_queries(23):
        response = client.post(at("check", date), {"key": key})
    assert response["Location"] == reverse("bookings:receipt", args=[Booking.objects.get().reference])
