"""The waiting list where people work: receipts, desks, the host's date and its spreadsheet."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Role
from bookings import actions
from bookings.actions import ClassFacts
from bookings.models import Booking, BookingState
from bookings.places import differences
from offers.models import Occurrence, Offer
from tests.bookings.conftest import FACTS, Ask, new_school, teacher_at
from tests.conftest import signed_in
from tests.factories.catalogue import occurrence

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(offer: Offer) -> Occurrence:
    """A date with room for one class."""
    return occurrence(offer, days=30, capacity=1)


@pytest.fixture
def first(full: Occurrence, ask: Ask) -> Booking:
    """Who has the only place."""
    return ask(teacher_at(new_school("Midtbyskolen")), on=full)


def stand(date: Occurrence, who: Membership, label: str) -> Booking:
    """Join the list of a date."""
    assert who.person is not None
    facts = ClassFacts(**{**FACTS, "label": label})
    school = who.organisation.school
    made = actions.join_waiting_list(
        occurrence_ids=[date.pk], school=school, facts=facts, idempotency_key=uuid4(), by=who.person
    )
    return made[0]


def at(name: str, booking: Booking) -> str:
    """The address of a page of a booking."""
    return reverse(f"bookings:{name}", args=[booking.reference])


@pytest.fixture
def client(teacher: Membership) -> Client:
    """The teacher's browser."""
    return signed_in(teacher.person)


def test_the_receipt_says_the_number_and_lets_one_leave(
    client: Client, teacher: Membership, full: Occurrence, first: Booking
) -> None:
    """A colleague reads the number and has no button; a GET leaves nothing."""
    stand(full, teacher, "7.A")
    second = stand(full, teacher, "7.C")
    page = client.get(at("receipt", second)).content.decode()
    assert "I er nummer 2 i køen" in page
    assert 'name="leave"' in page
    colleague = signed_in(teacher_at(teacher.organisation.school).person)
    assert 'name="leave"' not in colleague.get(at("receipt", second)).content.decode()
    assert colleague.post(at("line", second), {"leave": ""}).status_code == 404
    assert client.get(at("line", second)).status_code == 405
    assert client.post(at("line", second), {"nonsense": ""}).status_code == 404
    client.post(at("line", second), {"leave": ""})
    second.refresh_from_db()
    assert second.state == BookingState.CANCELLED


@pytest.mark.parametrize(("answer", "state"), [("take", "pending"), ("decline", "cancelled")])
def test_a_place_that_is_offered_comes_first_at_the_desk(
    client: Client, teacher: Membership, full: Occurrence, first: Booking, answer: str, state: str
) -> None:
    """With its deadline and both answers; the number of who waits stands at the visit."""
    head, second = stand(full, teacher, "7.A"), stand(full, teacher, "7.C")
    assert first.contact is not None
    actions.cancel_by_school(booking=first, by=first.contact)
    page = client.get(reverse("desks:teacher"))
    assert page.context["yours"] == [head]
    said = page.content.decode()
    assert "Sig ja eller nej senest" in said
    assert "Nummer 1 i køen" in said
    assert f'action="{at("line", head)}"' in said
    client.post(at("line", head), {answer: ""})
    head.refresh_from_db()
    second.refresh_from_db()
    assert head.state == state
    assert second.state == ("waitlisted" if answer == "take" else "offered")
    assert differences() == []


def test_an_answer_too_late_is_told_so(client: Client, teacher: Membership, full: Occurrence, first: Booking) -> None:
    """The next class has it now."""
    entry = stand(full, teacher, "7.A")
    response = client.post(at("line", entry), {"take": ""}, follow=True)
    assert "venter ikke længere på en plads" in response.content.decode()


def test_the_hosts_list_and_spreadsheet_show_who_waits(
    teacher: Membership, host: Membership, full: Occurrence, first: Booking
) -> None:
    """After those who come, with their numbers."""
    for label in ("7.A", "7.C"):
        stand(full, teacher, label)
    client = signed_in(host.person)
    page = client.get(reverse("bookings:date", args=[full.pk]))
    assert [(row.group.label, row.number) for row in page.context["in_line"]] == [("7.A", 1), ("7.C", 2)]
    assert "nummer 2 i køen" in page.content.decode()
    rows = client.get(reverse("bookings:date_csv", args=[full.pk])).content.decode().splitlines()
    assert [row.rsplit(";", 1)[1] for row in rows] == ["Nummer i køen", "", "1", "2"]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("desk", "role", "queries"), [("teacher", Role.TEACHER, 8), ("school", Role.SCHOOL_LEADER, 9)]
)
def test_desks_ask_the_same_for_three_in_line_as_for_one(
    teacher: Membership,
    offer: Offer,
    ask: Ask,
    desk: str,
    role: Role,
    queries: int,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """The same literal number of queries, numbers in line and wishes to move included."""
    Membership.objects.filter(pk=teacher.pk).update(role=role)
    others = teacher_at(new_school("Midtbyskolen"))
    for day in range(number):
        date = occurrence(offer, days=31 + day, capacity=1)
        ask(others, on=date)
        stand(date, teacher, "7.A")
    client = signed_in(teacher.person)
    client.get(reverse(f"desks:{desk}"))
    with django_assert_num_queries(queries):
        client.get(reverse(f"desks:{desk}"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_hosts_list_asks_the_same_for_three_in_line_as_for_one(
    teacher: Membership,
    host: Membership,
    full: Occurrence,
    first: Booking,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """The same literal number of queries."""
    for row in range(number):
        stand(full, teacher, f"7.{row}")
    client = signed_in(host.person)
    client.get(reverse("bookings:date", args=[full.pk]))
    with django_assert_num_queries(13):
        client.get(reverse("bookings:date", args=[full.pk]))
