"""Several classes in one form: written, checked, sent once, and nothing that was typed is lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Role
from bookings.models import Booking
from bookings.places import differences
from offers.models import Occurrence, Offer
from tests.bookings.conftest import Ask, new_school, teacher_at
from tests.conftest import signed_in
from tests.factories.catalogue import occurrence

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(teacher: Membership) -> Client:
    """The teacher's browser."""
    return signed_in(teacher.person)


def at(name: str, date: Occurrence) -> str:
    """The address of a page of the form."""
    return f"{reverse(f'bookings:{name}')}?tid={date.pk}"


def form(*labels: str, dates: list[Occurrence], how: str = "all", **more: str) -> dict[str, Any]:
    """The form as it is typed."""
    rows = {
        f"c{number}-{name}": said
        for number, label in enumerate(labels)
        for name, said in {"label": label, "grade": "7", "pupils": "24", "adults": "2"}.items()
    }
    chosen = [str(date.pk) for date in dates]
    return {**rows, "dates": chosen, "how": how, "phone": "55001298", "needs": "Vi kommer med bus", **more}


def written(client: Client, date: Occurrence, said: dict[str, Any]) -> str:
    """Written and checked; gives the key."""
    assert client.post(at("several", date), said)["Location"] == at("several_check", date)
    return str(client.get(at("several_check", date)).context["key"])


def test_two_classes_are_sent_together(client: Client, teacher: Membership, date: Occurrence) -> None:
    """Empty rows are no classes; each has its receipt; a button pressed twice sends once; a GET sends nothing."""
    key = written(client, date, form("7.A", "7.B", dates=[date]))
    page = client.get(at("several_check", date)).content.decode()
    assert "7.A" in page
    assert "Vi kommer med bus" in page
    assert not Booking.objects.exists()
    first, second = (client.post(at("several_check", date), {"key": key}) for _ in range(2))
    assert first["Location"] == second["Location"] == reverse("bookings:batch", args=[key])
    assert [row.group.label for row in Booking.objects.order_by("pk")] == ["7.A", "7.B"]
    assert {row.needs for row in Booking.objects.all()} == {"Vi kommer med bus"}
    receipt = client.get(first["Location"]).content.decode()
    for booking in Booking.objects.all():
        assert reverse("bookings:receipt", args=[booking.reference]) in receipt
    assert differences() == []


def test_all_or_nothing_says_which_class_and_why_and_keeps_everything(
    client: Client, offer: Offer, date: Occurrence, ask: Ask, teacher: Membership
) -> None:
    """Two places for three classes, one of which has the time already."""
    ask(teacher, label="7.B")
    key = written(client, date, form("7.A", "7.B", "7.C", dates=[date]))
    response = client.post(at("several_check", date), {"key": key})
    said = response.content.decode()
    assert response.status_code == 409
    assert "7.B: Klassen har allerede ønsket tiden" in said
    assert "7.C: Der er ikke mere plads" in said
    assert 'value="7.A"' in said
    assert "Vi kommer med bus" in said
    assert Booking.objects.count() == 1
    assert 'value="7.C"' in client.get(at("several", date)).content.decode()


def test_as_many_as_fit_over_two_dates_and_the_rest_is_kept(client: Client, offer: Offer, teacher: Membership) -> None:
    """The first date with room, in the calendar's order; who is left over can try again without typing."""
    dates = [occurrence(offer, days=days, capacity=1) for days in (30, 31)]
    key = written(client, dates[0], form("7.A", "7.B", "7.C", dates=list(reversed(dates)), how="some"))
    page = client.post(at("several_check", dates[0]), {"key": key}, follow=True)
    made = Booking.objects.order_by("pk")
    assert [(row.group.label, row.occurrence) for row in made] == [("7.A", dates[0]), ("7.B", dates[1])]
    assert "7.C: Der er ikke mere plads" in page.content.decode()
    other = occurrence(offer, days=40)
    again = client.get(at("several", dates[0])).content.decode()
    assert 'value="7.C"' in again
    assert 'value="7.A"' not in again
    key = written(client, other, form("7.C", dates=[other], how="some"))
    client.post(at("several_check", other), {"key": key})
    assert Booking.objects.count() == 3


def test_nobody_fits_and_nothing_is_sent(client: Client, offer: Offer, date: Occurrence, ask: Ask) -> None:
    """As many as fit may be none."""
    key = written(client, date, form("7.A", "7.B", dates=[date], how="some"))
    for number in range(2):
        ask(teacher_at(new_school(f"Skole {number}")))
    response = client.post(at("several_check", date), {"key": key})
    assert response.status_code in {302, 409}
    assert Booking.objects.filter(batch__isnull=False).count() == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"c0-pupils": "mange"}, "7.A: "),
        ({"c0-label": ""}, "Klasse 1: "),
        ({"c1-label": " 7.a "}, "to gange"),
        ({"dates": []}, "mindst én tid"),
        ({"needs": "010203-1234"}, "CPR"),
        ({"phone": "12"}, "8 cifre"),
    ],
)
def test_wrong_answers_are_said_and_stand_as_typed(
    client: Client, date: Occurrence, change: dict[str, Any], said: str
) -> None:
    """Each with a link to its control."""
    response = client.post(at("several", date), {**form("7.A", "7.B", dates=[date]), **change})
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert "<title>Fejl: " in page
    assert client.get(at("several_check", date))["Location"] == at("several", date)


def test_a_form_without_a_class_is_not_sent(client: Client, date: Occurrence) -> None:
    """And says so."""
    response = client.post(at("several", date), form(dates=[date]))
    assert "mindst én klasse" in response.content.decode()


def test_answers_changed_in_another_window_are_shown_before_they_are_sent(client: Client, date: Occurrence) -> None:
    """What is sent is what was read."""
    key = written(client, date, form("7.A", dates=[date]))
    written(client, date, form("7.X", dates=[date]))
    assert client.post(at("several_check", date), {"key": key}).context["has_changed"]
    assert not Booking.objects.exists()


def test_the_receipt_of_all_is_for_who_looks_after_them(
    client: Client, teacher: Membership, host: Membership, date: Occurrence
) -> None:
    """Not for a colleague, the host or another school."""
    key = written(client, date, form("7.A", dates=[date]))
    url = client.post(at("several_check", date), {"key": key})["Location"]
    for person in (host, teacher_at(teacher.organisation.school), teacher_at(new_school("Midtbyskolen"))):
        assert signed_in(person.person).get(url).status_code == 404
    leader = teacher_at(teacher.organisation.school, Role.SCHOOL_LEADER)
    assert signed_in(leader.person).get(url).status_code == 200


def test_a_leader_sends_for_a_colleague(teacher: Membership, date: Occurrence) -> None:
    """One contact for all."""
    assert teacher.person is not None
    leader = signed_in(teacher_at(teacher.organisation.school, Role.SCHOOL_LEADER).person)
    key = written(leader, date, form("7.A", "7.B", dates=[date], contact=str(teacher.person.pk)))
    leader.post(at("several_check", date), {"key": key})
    assert {row.contact for row in Booking.objects.all()} == {teacher.person}


@pytest.mark.parametrize("number", [1, 3])
def test_the_receipt_asks_as_often_for_more_classes(
    client: Client, offer: Offer, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The same literal number of queries."""
    date = occurrence(offer, days=30, capacity=3)
    key = written(client, date, form(*["7.A", "7.B", "7.C"][:number], dates=[date]))
    url = client.post(at("several_check", date), {"key": key})["Location"]
    client.get(url)
    with django_assert_num_queries(6):
        client.get(url)
