"""Municipal editors say when buses are free (SV-10)."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry, Membership, Organisation, OrganisationKind
from bookings.models import FreeBus
from tests.conftest import signed_in
from tests.factories.companies import editor_in

pytestmark = pytest.mark.django_db
LIST = "/skrivebord/kommune/gratis-bus/"
FIRST = timezone.localdate() + timedelta(days=10)
LAST = FIRST + timedelta(days=60)
SAID = {
    "first_day": FIRST.isoformat(),
    "last_day": LAST.isoformat(),
    "weekdays": ["1", "3"],
    "from_time": "9.00",
    "until_time": "13:30",
    "note": "Vis klassens kort til chaufføren",
}


def place_of(key: str) -> Organisation:
    """The organisation of a municipality."""
    return Organisation.objects.get(kind=OrganisationKind.MUNICIPALITY, municipality=key)


@pytest.fixture
def client() -> Client:
    """An editor's browser in Svendborg."""
    return signed_in(editor_in("dk-0479"))


@pytest.fixture
def window(client: Client) -> FreeBus:
    """What the municipality gives."""
    return FreeBus.objects.create(municipality=place_of("dk-0479"), first_day=FIRST, last_day=LAST, weekdays=[2])


def test_an_editor_adds_days_from_the_desk(client: Client) -> None:
    """SV-10: what was typed is shown in words, and written down."""
    assert LIST in client.get(reverse("desks:municipality")).content.decode()
    said = client.post(LIST, SAID, follow=True).content.decode()
    window = FreeBus.objects.get()
    assert (window.municipality, window.weekdays) == (place_of("dk-0479"), [1, 3])
    assert (window.from_time, window.until_time) == (time(9), time(13, 30))
    for words in ("tirsdag, torsdag", "Ikke før 9.00", "Ikke efter 13.30", SAID["note"]):
        assert str(words).lower() in said.lower()
    assert AuditEntry.objects.filter(verb="added free bus").count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"first_day": ""}, "first_day"),
        ({"last_day": (FIRST - timedelta(days=1)).isoformat()}, "last_day"),
        ({"from_time": "14:00"}, "until_time"),
        ({"note": ""}, "note"),
        ({"note": "Ring til 010203-1234"}, "note"),
        ({"weekdays": ["6"]}, "weekdays"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(client: Client, wrong: dict[str, Any], field: str) -> None:
    """The rest stands as typed, and nothing is saved."""
    response = client.post(LIST, SAID | wrong)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not FreeBus.objects.exists()


def test_no_weekdays_and_no_hours_mean_every_school_day(client: Client) -> None:
    """The fewest answers."""
    client.post(LIST, {"first_day": FIRST, "last_day": LAST, "note": "Stig på"})
    window = FreeBus.objects.get()
    days = [date(2027, 1, 4) + timedelta(days=n) for n in range(7)]
    window.first_day, window.last_day = days[0], days[-1]
    assert [window.runs_on(day) for day in days] == [True] * 5 + [False] * 2


def test_an_editor_changes_and_removes_days(client: Client, window: FreeBus) -> None:
    """The form holds what there is."""
    url = reverse("bookings:free_bus", args=[window.pk])
    assert FIRST.isoformat() in client.get(url).content.decode()
    client.post(url, SAID | {"weekdays": []})
    window.refresh_from_db()
    assert (window.weekdays, window.note) == ([], SAID["note"])
    assert client.post(url, {"remove": ""})["Location"] == LIST
    assert not FreeBus.objects.exists()
    assert set(AuditEntry.objects.values_list("verb", flat=True)) >= {"changed free bus", "removed free bus"}


def test_another_municipality_neither_sees_nor_changes_it(window: FreeBus) -> None:
    """A foreign id is not there."""
    client = signed_in(editor_in("dk-0101"))
    assert list(client.get(LIST).context["windows"]) == []
    url = reverse("bookings:free_bus", args=[window.pk])
    assert (client.get(url).status_code, client.post(url, {"remove": ""}).status_code) == (404, 404)
    assert FreeBus.objects.count() == 1


def test_teachers_and_hosts_do_not_give_buses(teacher: Membership, host: Membership) -> None:
    """Only the municipality."""
    for person in (teacher.person, host.person):
        assert signed_in(person).post(LIST, SAID).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_windows_as_for_one(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """One literal number."""
    for _n in range(number):
        FreeBus.objects.create(municipality=place_of("dk-0479"), first_day=FIRST, last_day=LAST)
    client.get(LIST)
    with django_assert_num_queries(4):
        client.get(LIST)
