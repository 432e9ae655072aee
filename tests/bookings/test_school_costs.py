"""What the ways cost, for who leads a school (SV-10, SV-27), and when its last bell rings."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Role
from bookings import actions
from bookings.actions import TransportFacts
from bookings.models import Booking
from offers.models import Offer
from tests.bookings.conftest import Ask, teacher_at
from tests.conftest import signed_in
from tests.factories.catalogue import occurrence

pytestmark = pytest.mark.django_db
COACH = TransportFacts(means="Bus med 30 pladser", cost=Decimal("1200.00"))


@pytest.fixture
def leader(teacher: Membership) -> Membership:
    """Who answers for the school's costs."""
    return teacher_at(teacher.organisation.school, Role.SCHOOL_LEADER)


def agreed(number: int, ask: Ask, teacher: Membership, leader: Membership, offer: Offer) -> None:
    """So many ways that the school pays."""
    assert teacher.person is not None
    assert leader.person is not None
    for n in range(number):
        visit = ask(teacher, on=occurrence(offer, days=30, hour=8 + n), label=f"7.{n}")
        way = actions.ask_for_transport(
            booking=visit, facts=TransportFacts(f"=Bus {n}", Decimal(100)), by=teacher.person
        )
        actions.approve_transport(request=way, by=leader.person)


def half_of(days: int) -> str:
    """The half-year a day lies in."""
    day = timezone.localdate() + timedelta(days=days)
    return f"{day.year}-{2 if day.month >= 8 else 1}"


def test_the_costs_of_a_half_year_are_added_up_and_fetched(
    ask: Ask, teacher: Membership, leader: Membership, offer: Offer
) -> None:
    """SV-10, SV-27: what was cancelled is not in the sum; no cell is a formula; another half-year is empty."""
    agreed(3, ask, teacher, leader, offer)
    assert teacher.person is not None
    actions.cancel_by_school(booking=Booking.objects.order_by("pk")[0], by=teacher.person)
    client, query = signed_in(leader.person), f"?halvaar={half_of(30)}"
    assert client.get(reverse("bookings:transport_costs") + query).context["total"] == 200
    lines = client.get(reverse("bookings:transport_csv") + query).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert "'=Bus 1;100,00;" in lines[2]
    assert client.get(reverse("bookings:transport_costs") + "?halvaar=1999-1").context["rows"] == []
    assert client.get(reverse("bookings:transport_costs") + "?halvaar=vrøvl").status_code == 200


@pytest.mark.parametrize("name", ["transport_costs", "transport_csv", "last_bell"])
def test_costs_are_for_who_leads_the_school(
    leader: Membership, teacher: Membership, host: Membership, name: str
) -> None:
    """SV-27."""
    url = reverse(f"bookings:{name}")
    statuses = [signed_in(who.person).get(url).status_code for who in (leader, teacher, host)]
    assert statuses == [200, 403, 403]


def test_the_school_says_when_its_last_bell_rings(leader: Membership, teacher: Membership) -> None:
    """SV-10: and may unsay it."""
    school, url = teacher.organisation.school, reverse("bookings:last_bell")
    client = signed_in(leader.person)
    assert "13.45" in client.post(url, {"last_bell": "13.45"}, follow=True).content.decode()
    assert client.post(url, {"last_bell": "sent"}).status_code == 422
    client.post(url, {"last_bell": ""})
    school.refresh_from_db()
    assert school.last_bell is None


@pytest.mark.parametrize("number", [1, 3])
def test_the_costs_ask_the_database_as_often_for_three_ways_as_for_one(
    ask: Ask,
    teacher: Membership,
    leader: Membership,
    offer: Offer,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    """One literal number, for the page and for the file."""
    agreed(number, ask, teacher, leader, offer)
    client, query = signed_in(leader.person), f"?halvaar={half_of(30)}"
    costs, file = reverse("bookings:transport_costs") + query, reverse("bookings:transport_csv") + query
    client.get(costs)
    with django_assert_num_queries(11):
        client.get(costs)
    with django_assert_num_queries(6):
        client.get(file)


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_asks_as_often_for_three_questions_as_for_one(
    ask: Ask,
    teacher: Membership,
    leader: Membership,
    offer: Offer,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    """One literal number."""
    assert teacher.person is not None
    for n in range(number):
        visit = ask(teacher, on=occurrence(offer, days=30, hour=8 + n), label=f"7.{n}")
        actions.ask_for_transport(booking=visit, facts=COACH, by=teacher.person)
    client, url = signed_in(leader.person), reverse("desks:school")
    client.get(url)
    with django_assert_num_queries(13):
        assert len(client.get(url).context["ways"]) == number
