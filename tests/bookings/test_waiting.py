"""The waiting list on the way to a date: chosen at once, in one click after a lost race, or just in case."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Role
from bookings.models import Booking, BookingState
from offers.models import Occurrence, Offer
from tests.bookings.conftest import Ask, new_school, teacher_at
from tests.bookings.test_steps import answered, at
from tests.conftest import signed_in
from tests.factories.catalogue import occurrence

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(offer: Offer, ask: Ask) -> Occurrence:
    """A date whose only place is taken."""
    date = occurrence(offer, days=30, capacity=1)
    ask(teacher_at(new_school("Midtbyskolen")), on=date)
    return date


@pytest.fixture
def client(teacher: Membership) -> Client:
    """The teacher's browser."""
    return signed_in(teacher.person)


def test_a_full_time_ends_on_the_waiting_list(client: Client, teacher: Membership, full: Occurrence) -> None:
    """The last step says so before it sends; a GET stands nowhere in line."""
    key = answered(client, full, teacher)
    page = client.get(at("check", full)).content.decode()
    assert 'name="wait"' in page
    assert 'name="wait_if_full"' not in page
    assert Booking.objects.filter(occurrence=full).count() == 1
    first, second = (client.post(at("check", full), {"key": key, "wait": "1"}) for _ in range(2))
    assert first["Location"] == second["Location"]
    entry = Booking.objects.get(occurrence=full, contact=teacher.person)
    assert entry.state == BookingState.WAITLISTED


def test_a_class_stands_in_line_on_several_full_dates(
    client: Client, teacher: Membership, full: Occurrence, offer: Offer, ask: Ask
) -> None:
    """Those of the offer that were ticked, as one wish; foreign and free dates are left out; twice is once."""
    other, third = (occurrence(offer, days=days, capacity=1) for days in (31, 32))
    for date in (other, third):
        ask(teacher_at(new_school("Østerskolen")), on=date)
    free = occurrence(offer, days=33)
    key = answered(client, full, teacher)
    assert [slot.occurrence for slot in client.get(at("check", full)).context["also"]] == [other, third]
    sent = {"key": key, "wait": "1", "also": [other.pk, free.pk, "x", "999999"]}
    first, second = (client.post(at("check", full), sent) for _ in range(2))
    assert first["Location"] == second["Location"]
    entries = Booking.objects.filter(contact=teacher.person)
    assert {entry.occurrence_id for entry in entries} == {full.pk, other.pk}
    assert {entry.state for entry in entries} == {BookingState.WAITLISTED}
    assert len({entry.queue_key for entry in entries}) == 1


def test_who_loses_the_race_stands_in_line_in_one_click(
    client: Client, teacher: Membership, offer: Offer, ask: Ask
) -> None:
    """With what was typed, beside the other times."""
    date, _other = occurrence(offer, days=20, capacity=1), occurrence(offer, days=21)
    key = answered(client, date, teacher)
    ask(teacher_at(new_school("Midtbyskolen")), on=date)
    refused = client.post(at("check", date), {"key": key})
    assert refused.status_code == 409
    assert refused.context["ways"]
    assert f'name="key" value="{key}"' in refused.content.decode()
    assert client.post(at("check", date), {"key": refused.context["wait_key"], "wait": "1"}).status_code == 302
    entry = Booking.objects.get(occurrence=date, contact=teacher.person)
    assert (entry.state, entry.pupils, entry.needs) == (BookingState.WAITLISTED, 24, "Vi har haft strøm")


@pytest.mark.parametrize(("ticked", "states"), [(True, ["waitlisted"]), (False, [])])
def test_a_tick_puts_the_loser_of_a_race_in_line_at_once(
    client: Client, teacher: Membership, offer: Offer, ask: Ask, ticked: bool, states: list[str]
) -> None:
    """«Skriv os op, hvis tiden er fuld»; without it nothing is sent."""
    date = occurrence(offer, days=20, capacity=1)
    key = answered(client, date, teacher)
    assert 'name="wait_if_full"' in client.get(at("check", date)).content.decode()
    ask(teacher_at(new_school("Midtbyskolen")), on=date)
    client.post(at("check", date), {"key": key, **({"wait_if_full": "on"} if ticked else {})})
    assert [row.state for row in Booking.objects.filter(contact=teacher.person)] == states


def test_a_class_too_large_for_the_date_does_not_wait_in_vain(
    client: Client, teacher: Membership, offer: Offer
) -> None:
    """The whole room is smaller than the class, and the page says how large it is."""
    hall = occurrence(offer, days=30, capacity=20, unit="pupils")
    response = client.post(at("check", hall), {"key": answered(client, hall, teacher), "wait": "1"})
    assert response.status_code == 409
    assert "20" in response.context["heading"]
    assert not Booking.objects.exists()


def test_a_leader_books_for_a_colleague(teacher: Membership, date: Occurrence) -> None:
    """The visit belongs to the colleague; the second sending leads to the same receipt."""
    leader = teacher_at(teacher.organisation.school, Role.SCHOOL_LEADER)
    assert leader.person is not None
    assert teacher.person is not None
    client = signed_in(leader.person)
    key = answered(client, date, teacher, contact=str(teacher.person.pk))
    assert teacher.person.name in client.get(at("check", date)).content.decode()
    first, second = (client.post(at("check", date), {"key": key}) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Booking.objects.get().contact == teacher.person


def test_a_teacher_is_not_asked_who_comes_along(client: Client, teacher: Membership, date: Occurrence) -> None:
    """And what is sent all the same is not heard; a leader finds nobody of another school."""
    colleague = teacher_at(teacher.organisation.school)
    stranger = teacher_at(new_school("Midtbyskolen"))
    assert colleague.person is not None
    assert stranger.person is not None
    key = answered(client, date, teacher, contact=str(colleague.person.pk))
    assert "contact" not in client.get(at("group", date)).context["form"].fields
    client.post(at("check", date), {"key": key})
    assert Booking.objects.get().contact == teacher.person
    leader = signed_in(teacher_at(teacher.organisation.school, Role.SCHOOL_LEADER).person)
    assert answered(leader, date, teacher, contact=str(stranger.person.pk), label="7.C") == ""


@pytest.mark.parametrize("number", [1, 3])
def test_the_last_step_asks_as_often_for_three_full_dates_as_for_one(
    client: Client,
    teacher: Membership,
    full: Occurrence,
    offer: Offer,
    ask: Ask,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    """The same literal number of queries."""
    for day in range(number):
        ask(teacher_at(new_school("Østerskolen")), on=occurrence(offer, days=31 + day, capacity=1))
    answered(client, full, teacher)
    with django_assert_num_queries(12):
        client.get(at("check", full))
