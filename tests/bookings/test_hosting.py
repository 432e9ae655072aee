"""The host answers, sees who comes, and calls a date off."""

import csv
import io

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Role
from bookings import actions
from bookings.models import Booking, BookingState
from bookings.spreadsheet import harmless
from offers.models import Occurrence, OccurrenceState
from outbox.models import Message
from tests.bookings.conftest import Ask
from tests.conftest import signed_in
from tests.factories.accounts import MembershipFactory

pytestmark = pytest.mark.django_db


def test_yes_by_one_button(ask: Ask, teacher: Membership, host: Membership) -> None:
    """And back to the desk, where the next one waits."""
    booking = ask(teacher, needs="En elev bruger kørestol")
    client, url = signed_in(host.person), reverse("bookings:answer", args=[booking.reference])
    assert "En elev bruger kørestol" in client.get(url).content.decode()
    assert client.post(url, {"yes": ""})["Location"] == reverse("desks:start")
    booking.refresh_from_db()
    assert booking.state == BookingState.CONFIRMED


def test_no_needs_a_reason(ask: Ask, teacher: Membership, host: Membership, date: Occurrence) -> None:
    """Which the teacher reads; a CPR number in it is refused."""
    booking = ask(teacher)
    client, url = signed_in(host.person), reverse("bookings:answer", args=[booking.reference])
    for wrong in ("", "   ", "spørg 010203-1234"):
        response = client.post(url, {"no": "", "reason": wrong})
        assert (response.status_code, '<details class="more" open>' in response.content.decode()) == (422, True)
    client.post(url, {"no": "", "reason": "Vi har inspektion"})
    booking.refresh_from_db()
    date.refresh_from_db()
    assert (booking.state, booking.reason, date.taken) == (BookingState.DECLINED, "Vi har inspektion", 0)


def test_an_answer_that_comes_too_late_says_so(ask: Ask, teacher: Membership, host: Membership) -> None:
    """The class withdrew while the host read."""
    booking = ask(teacher)
    actions.cancel_by_school(booking=booking, by=teacher.person)
    url = reverse("bookings:answer", args=[booking.reference])
    response = signed_in(host.person).post(url, {"yes": ""}, follow=True)
    assert "trukket tilbage eller udløbet" in response.content.decode()


def test_the_school_does_not_answer_for_the_host(ask: Ask, teacher: Membership) -> None:
    """404."""
    url = reverse("bookings:answer", args=[ask(teacher).reference])
    assert signed_in(teacher.person).post(url, {"yes": ""}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_who_comes_is_one_list_whatever_its_length(
    ask: Ask,
    teacher: Membership,
    host: Membership,
    date: Occurrence,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """The same literal number of queries at one and three classes."""
    Occurrence.objects.update(capacity=5)
    for letter in "ABC"[:number]:
        ask(teacher, label=f"7.{letter}")
    client, url = signed_in(host.person), reverse("bookings:date", args=[date.pk])
    client.get(url)
    with django_assert_num_queries(12):
        page = client.get(url).content.decode()
    assert page.count("Havneskolen") == number


def test_the_list_can_be_fetched_and_holds_no_formula(
    ask: Ask, teacher: Membership, host: Membership, date: Occurrence
) -> None:
    """For a spreadsheet: Danish letters, semicolons, nothing that calculates."""
    ask(teacher, label="=7.B", needs='=HYPERLINK("http://x")')
    response = signed_in(host.person).get(reverse("bookings:date_csv", args=[date.pk]))
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0] == "Klasse"
    assert rows[1][0] == "'=7.B"
    assert rows[1][6].startswith("'=HYPERLINK")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "＝1"])
def test_cells_that_would_calculate_are_quoted(cell: str) -> None:
    """OWASP's list."""
    assert harmless(cell) == f"'{cell}"


def test_calling_a_date_off_tells_everybody_why(
    ask: Ask, teacher: Membership, host: Membership, date: Occurrence
) -> None:
    """Asked once; the reason is a must."""
    ask(teacher, label="7.A")
    ask(teacher, label="7.B")
    client, url = signed_in(host.person), reverse("bookings:cancel_date", args=[date.pk])
    assert "2 klasser får besked" in client.get(url).content.decode()
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Storm"})["Location"] == reverse("offers:dates", args=[date.offer_id])
    date.refresh_from_db()
    assert (date.state, date.taken) == (OccurrenceState.CANCELLED, 0)
    assert Message.objects.filter(kind="booking_cancelled_by_host").count() == 2
    client.post(url, {"reason": "Storm"})
    assert Message.objects.filter(kind="booking_cancelled_by_host").count() == 2
    assert "I har aflyst datoen" in client.get(reverse("bookings:date", args=[date.pk])).content.decode()


def test_dates_of_other_companies_are_not_there(ask: Ask, teacher: Membership, date: Occurrence) -> None:
    """404 on all three pages, and nothing happens."""
    ask(teacher)
    client = signed_in(MembershipFactory(role=Role.COMPANY_OWNER).person)
    for name in ("date", "date_csv", "cancel_date"):
        assert client.get(reverse(f"bookings:{name}", args=[date.pk])).status_code == 404
    client.post(reverse("bookings:cancel_date", args=[date.pk]), {"reason": "Storm"})
    assert Booking.objects.get().state == BookingState.PENDING
