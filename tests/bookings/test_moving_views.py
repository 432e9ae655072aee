"""A visit moves: asked for and answered on the pages of both sides."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from bookings import actions
from bookings.models import Booking, BookingState
from bookings.places import differences
from offers.models import Occurrence, Offer
from tests.bookings.conftest import Ask, new_school, teacher_at
from tests.conftest import signed_in
from tests.factories.catalogue import occurrence

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(ask: Ask, teacher: Membership, host: Membership) -> Booking:
    """A visit the host has agreed to."""
    assert host.person is not None
    return actions.confirm(booking=ask(teacher), by=host.person)


@pytest.fixture
def other(offer: Offer) -> Occurrence:
    """Another date with room."""
    return occurrence(offer, days=35, capacity=1)


@pytest.fixture
def client(teacher: Membership) -> Client:
    """The teacher's browser."""
    return signed_in(teacher.person)


@pytest.fixture
def at_host(host: Membership) -> Client:
    """The host's browser."""
    return signed_in(host.person)


def at(name: str, booking: Booking) -> str:
    """The address of a page of a booking."""
    return reverse(f"bookings:{name}", args=[booking.reference])


def wish_of(visit: Booking) -> Booking:
    """The row that holds the new place."""
    return Booking.objects.get(moves=visit)


def test_a_wish_the_host_has_not_answered_moves_at_once(
    client: Client, ask: Ask, teacher: Membership, other: Occurrence
) -> None:
    """And the page says so before."""
    visit = ask(teacher)
    assert "flytter med det samme" in client.get(at("move", visit)).content.decode()
    assert "Besøget er flyttet" in client.post(at("move", visit), {"tid": other.pk}, follow=True).content.decode()
    visit.refresh_from_db()
    assert visit.occurrence == other
    assert differences() == []


def test_an_agreed_visit_moves_when_the_host_says_yes(
    client: Client, at_host: Client, visit: Booking, other: Occurrence
) -> None:
    """Asked at its desk as a wish to move, never listed as a booking of its own; answered where requests are."""
    assert "bliver spurgt" in client.get(at("move", visit)).content.decode()
    client.post(at("move", visit), {"tid": other.pk})
    wish = wish_of(visit)
    desk = at_host.get(reverse("desks:company")).content.decode()
    assert "ønsker at flytte fra" in desk
    assert at("answer", wish) in desk
    own = client.get(reverse("desks:teacher"))
    assert [row.reference for row in own.context["coming"]] == [visit.reference]
    assert "Ønsker at flytte til" in own.content.decode()
    assert "ønsker at flytte hertil" in at_host.get(reverse("bookings:date", args=[other.pk])).content.decode()
    assert client.get(at("receipt", wish))["Location"] == at("receipt", visit)
    assert "ønsker at flytte fra" in at_host.get(at("answer", wish)).content.decode()
    at_host.post(at("answer", wish), {"yes": ""})
    visit.refresh_from_db()
    assert (visit.occurrence, visit.state) == (other, BookingState.CONFIRMED)
    assert differences() == []


@pytest.mark.parametrize("says", ["yes", "no"])
def test_the_teacher_answers_the_hosts_proposal_on_the_receipt(
    client: Client, at_host: Client, visit: Booking, other: Occurrence, says: str
) -> None:
    """A no needs a reason, which stands as typed until it is one; the host cannot answer for the school."""
    assert "Skolen bliver spurgt" in at_host.get(at("move", visit)).content.decode()
    at_host.post(at("move", visit), {"tid": other.pk})
    assert visit in client.get(reverse("desks:teacher")).context["yours"]
    wish = wish_of(visit)
    assert at_host.post(at("answer", wish), {"yes": ""}).status_code == 404
    assert at_host.post(at("move_answer", visit), {"yes": ""}).status_code == 404
    assert 'name="yes"' in client.get(at("receipt", visit)).content.decode()
    assert client.post(at("move_answer", visit), {"no": "", "reason": " "}).status_code == 422
    client.post(at("move_answer", visit), {says: "", "reason": "Vi har prøver"})
    visit.refresh_from_db()
    assert (visit.occurrence == other) is (says == "yes")
    assert differences() == []


def test_who_asked_withdraws_and_nobody_else(
    client: Client, at_host: Client, visit: Booking, other: Occurrence, teacher: Membership
) -> None:
    """The host cannot withdraw the class's wish; a colleague and a GET do nothing."""
    client.post(at("move", visit), {"tid": other.pk})
    colleague = signed_in(teacher_at(teacher.organisation.school).person)
    assert at_host.post(at("move_answer", visit), {"withdraw": ""}).status_code == 404
    assert colleague.post(at("move_answer", visit), {"withdraw": ""}).status_code == 404
    assert client.get(at("move_answer", visit)).status_code == 405
    assert wish_of(visit).state == BookingState.PENDING
    assert "trukket tilbage" in client.post(at("move_answer", visit), {"withdraw": ""}, follow=True).content.decode()
    assert wish_of(visit).state == BookingState.CANCELLED
    late = client.post(at("move_answer", visit), {"withdraw": ""}, follow=True)
    assert "besvaret, trukket tilbage eller udløbet" in late.content.decode()
    assert differences() == []


def test_full_and_foreign_times_are_not_there_to_move_to(
    client: Client, visit: Booking, other: Occurrence, ask: Ask, offer: Offer
) -> None:
    """Nor the time it has; and who is too late is told so."""
    ask(teacher_at(new_school("Midtbyskolen")), on=other)
    free = occurrence(offer, days=36)
    page = client.get(at("move", visit))
    assert [slot.occurrence for slot in page.context["slots"]] == [free]
    for tid in (other.pk, visit.occurrence_id, 999999):
        assert client.post(at("move", visit), {"tid": tid}).status_code == 422
    assert not Booking.objects.filter(moves=visit).exists()


def test_a_second_wish_waits_for_the_first(client: Client, visit: Booking, other: Occurrence, offer: Offer) -> None:
    """The receipt shows the first instead of the way to another."""
    client.post(at("move", visit), {"tid": other.pk})
    assert at("move", visit) + '"' not in client.get(at("receipt", visit)).content.decode()
    client.post(at("move", visit), {"tid": occurrence(offer, days=36).pk})
    assert wish_of(visit).occurrence == other


@pytest.mark.parametrize("number", [1, 3])
def test_moving_asks_the_same_for_three_times_as_for_one(
    client: Client, visit: Booking, offer: Offer, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The same literal number of queries."""
    for day in range(number):
        occurrence(offer, days=40 + day)
    with django_assert_num_queries(14):
        client.get(at("move", visit))
