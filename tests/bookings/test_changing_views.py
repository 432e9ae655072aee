"""Changing a visit from its receipt: how many come, who looks after it, and what the pages say of it."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Role
from bookings import actions
from bookings.models import Booking
from offers.models import Offer
from tests.bookings.conftest import Ask, new_school, teacher_at
from tests.conftest import signed_in
from tests.factories.catalogue import occurrence

pytestmark = pytest.mark.django_db
PAGES = ["size", "hand_over", "move"]


@pytest.fixture
def visit(ask: Ask, teacher: Membership) -> Booking:
    """What the teacher has asked for."""
    return ask(teacher)


@pytest.fixture
def client(teacher: Membership) -> Client:
    """The teacher's browser."""
    return signed_in(teacher.person)


def at(name: str, booking: Booking) -> str:
    """The address of a page of a booking."""
    return reverse(f"bookings:{name}", args=[booking.reference])


@pytest.mark.parametrize("name", PAGES)
def test_only_who_acts_for_the_class_changes_it(visit: Booking, teacher: Membership, name: str) -> None:
    """A colleague reads, another school sees nothing; a GET by the teacher changes nothing."""
    colleague, stranger = teacher_at(teacher.organisation.school), teacher_at(new_school("Midtbyskolen"))
    leader = teacher_at(teacher.organisation.school, Role.SCHOOL_LEADER)
    before = Booking.objects.values().get()
    for person, status in ((colleague, 404), (stranger, 404), (leader, 200), (teacher, 200)):
        assert signed_in(person.person).get(at(name, visit)).status_code == status, person
    assert Booking.objects.values().get() == before


def test_the_host_reads_and_does_not_change_the_class(visit: Booking, host: Membership) -> None:
    """Neither the number nor who looks after it."""
    for name in ("size", "hand_over"):
        assert signed_in(host.person).post(at(name, visit), {"pupils": "1", "adults": "0"}).status_code == 404
    visit.refresh_from_db()
    assert visit.pupils == 24


def test_the_number_is_changed_from_the_receipt(client: Client, visit: Booking) -> None:
    """The receipt leads there, and says the new number."""
    assert at("size", visit) in client.get(at("receipt", visit)).content.decode()
    response = client.post(at("size", visit), {"pupils": "20", "adults": "3"}, follow=True)
    assert "20 elever og 3 voksne" in response.content.decode()


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"pupils": "40", "adults": "2"}, "pupils", "højst komme 30"),
        ({"pupils": "mange", "adults": "2"}, "pupils", "fx 24"),
        ({"pupils": "20", "adults": "0"}, "adults", "mindst 1"),
    ],
)
def test_a_number_that_will_not_do_stands_as_typed_with_the_reason(
    client: Client, visit: Booking, offer: Offer, sent: dict[str, str], field: str, said: str
) -> None:
    """At the answer it is about."""
    Offer.objects.filter(pk=offer.pk).update(max_pupils=30, adults_required=1)
    response = client.post(at("size", visit), sent)
    assert response.status_code == 422
    assert said in str(response.context["form"].errors[field])
    assert f'value="{sent[field]}"' in response.content.decode()
    visit.refresh_from_db()
    assert visit.pupils == 24


def test_more_than_there_is_room_for_is_refused_in_words(
    client: Client, offer: Offer, ask: Ask, teacher: Membership
) -> None:
    """Where pupils are counted."""
    visit = ask(teacher, on=occurrence(offer, days=40, capacity=25, unit="pupils"))
    response = client.post(at("size", visit), {"pupils": "28", "adults": "2"})
    assert response.status_code == 422
    assert "ikke længere plads til hele klassen" in response.content.decode()


def test_a_visit_is_handed_to_a_colleague(client: Client, visit: Booking, teacher: Membership) -> None:
    """Only those who may book for the school are there to choose; then it is no longer the teacher's to change."""
    colleague = teacher_at(teacher.organisation.school, person__name="Jonas Berg")
    stranger = teacher_at(new_school("Midtbyskolen"))
    assert colleague.person is not None
    assert stranger.person is not None
    assert client.post(at("hand_over", visit), {"to": stranger.person.pk}).status_code == 422
    response = client.post(at("hand_over", visit), {"to": colleague.person.pk}, follow=True)
    assert "Jonas Berg tager sig af besøget nu" in response.content.decode()
    visit.refresh_from_db()
    assert visit.contact == colleague.person
    assert client.get(at("hand_over", visit)).status_code == 404


@pytest.mark.parametrize("name", ["size", "hand_over", "move"])
def test_a_visit_that_is_over_is_not_changed(client: Client, visit: Booking, teacher: Membership, name: str) -> None:
    """The receipt says why."""
    actions.cancel_by_school(booking=visit, by=teacher.person)
    response = client.post(at(name, visit), {"pupils": "20", "adults": "3"}, follow=True)
    assert response.redirect_chain[-1][0] == at("receipt", visit)
    assert at(name, visit) not in response.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_handing_over_asks_the_same_for_three_colleagues_as_for_one(
    client: Client,
    visit: Booking,
    teacher: Membership,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """The same literal number of queries."""
    for _ in range(number):
        teacher_at(teacher.organisation.school)
    with django_assert_num_queries(12):
        client.get(at("hand_over", visit))
