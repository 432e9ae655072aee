"""The receipt as the school and the host see it, and its calendar file."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Role
from bookings import actions
from bookings.models import Booking, BookingState
from offers.models import Occurrence, Offer
from tests.bookings.conftest import Ask
from tests.conftest import signed_in
from tests.factories.accounts import MembershipFactory
from tests.factories.bookings import new_school, teacher_at
from tests.factories.catalogue import occurrence

pytestmark = pytest.mark.django_db
HOSTS_PHONE, TEACHERS_PHONE = "55 00 11 77", "55 00 12 98"


def receipt(person: Membership, booking: Booking) -> str:
    """The page as this person reads it."""
    assert person.person is not None
    response = signed_in(person.person).get(reverse("bookings:receipt", args=[booking.reference]))
    assert response.status_code == 200
    return response.content.decode()


def test_a_request_says_until_when_there_is_an_answer_and_what_happens_next(ask: Ask, teacher: Membership) -> None:
    """Reference, state as a word, dates, calendar, colleague, cancelling."""
    booking = ask(teacher)
    page = receipt(teacher, booking)
    for words in (
        booking.reference,
        "Ønsket er sendt",
        "Afventer svar",
        "Det sker der nu",
        "Nordvind Værksted svarer",
    ):
        assert words in page
    assert reverse("bookings:calendar", args=[booking.reference]) in page
    assert reverse("bookings:cancel", args=[booking.reference]) in page
    assert "mailto:?subject=7.B" in page


def test_the_hosts_phone_is_shown_once_the_visit_is_agreed(ask: Ask, teacher: Membership, host: Membership) -> None:
    """Not before."""
    booking = ask(teacher)
    assert HOSTS_PHONE not in receipt(teacher, booking)
    actions.confirm(booking=booking, by=host.person)
    page = receipt(teacher, booking)
    assert HOSTS_PHONE in page
    assert "Ingrid Mølgaard" in page


def test_the_teachers_phone_is_the_hosts_while_the_class_holds_a_place(
    ask: Ask, teacher: Membership, host: Membership
) -> None:
    """Not after; the school always sees its own."""
    booking = ask(teacher)
    assert TEACHERS_PHONE in receipt(host, booking)
    actions.cancel_by_school(booking=booking, by=teacher.person)
    assert TEACHERS_PHONE not in receipt(host, booking)
    assert TEACHERS_PHONE in receipt(teacher, booking)


def test_nobody_else_finds_it(ask: Ask, teacher: Membership, offer: Offer) -> None:
    """A foreign booking is not there: 404, never 403; signed out one is asked to sign in."""
    booking = ask(teacher)
    urls = [
        reverse(f"bookings:{name}", args=[booking.reference]) for name in ("receipt", "calendar", "cancel", "answer")
    ]
    strangers = [
        teacher_at(new_school("Midtbyskolen")),
        MembershipFactory(role=Role.COMPANY_OWNER),
        MembershipFactory(role=Role.MUNICIPAL_EDITOR),
        MembershipFactory(organisation=offer.host, role=Role.TEACHER),
    ]
    for stranger in strangers:
        client = signed_in(stranger.person)
        assert [client.get(url).status_code for url in urls] == [404] * 4
    assert {Client().get(url).status_code for url in urls} == {302}


def test_a_colleague_reads_and_a_leader_cancels(ask: Ask, teacher: Membership) -> None:
    """The teacher who booked and those who lead the school act for it."""
    booking, cancel = ask(teacher), "Aflys besøget"
    school = teacher.organisation.school
    assert cancel in receipt(teacher, booking)
    assert cancel not in receipt(teacher_at(school), booking)
    assert cancel in receipt(teacher_at(school, Role.SCHOOL_COORDINATOR), booking)


def test_the_link_works_whichever_desk_one_sits_at(ask: Ask, teacher: Membership) -> None:
    """A person with two schools works at the other one."""
    booking = ask(teacher)
    assert teacher.person is not None
    other = MembershipFactory(person=teacher.person)
    teacher.person.active_membership = other
    teacher.person.save()
    assert "Ønsket er sendt" in receipt(teacher, booking)


def test_a_lapsed_request_reads_so_before_the_sweeper_comes(
    ask: Ask, teacher: Membership, offer: Offer, host: Membership
) -> None:
    """And offers other times."""
    booking, other = ask(teacher), occurrence(offer, days=50)
    Booking.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    page = receipt(teacher, booking)
    assert "Nordvind Værksted nåede ikke at svare" in page
    assert f"?tid={other.pk}" in page
    answer = signed_in(host.person).get(reverse("bookings:answer", args=[booking.reference]))
    assert "Der er intet at svare på" in answer.content.decode()


@pytest.mark.parametrize("state", BookingState.values)
def test_every_state_has_its_page(ask: Ask, teacher: Membership, host: Membership, state: str) -> None:
    """Those of the waiting list too."""
    booking = ask(teacher)
    Booking.objects.filter(pk=booking.pk).update(state=state, position=1)
    assert booking.reference in receipt(teacher, booking)
    assert booking.reference in receipt(host, booking)


def test_the_calendar_file_is_tentative_until_the_host_has_said_yes(
    ask: Ask, teacher: Membership, host: Membership
) -> None:
    """And is gone when the visit is."""
    booking = ask(teacher)
    client = signed_in(teacher.person)
    url = reverse("bookings:calendar", args=[booking.reference])
    statuses = []
    for act in (None, actions.confirm):
        if act:
            act(booking=booking, by=host.person)
        response = client.get(url)
        assert response["Content-Type"].startswith("text/calendar")
        event = Calendar.from_ical(response.content).walk("VEVENT")[0]
        statuses.append(str(event["STATUS"]))
        assert event["DTSTART"].dt == booking.occurrence.starts_at
        assert "Møllevej 4" in event["LOCATION"]
    assert statuses == ["TENTATIVE", "CONFIRMED"]
    actions.cancel_by_school(booking=booking, by=teacher.person)
    assert client.get(url).status_code == 404


def test_a_receipt_asks_the_database_the_same_for_one_booking_as_for_three(
    ask: Ask, teacher: Membership, date: Occurrence, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The same literal number of queries."""
    Occurrence.objects.update(capacity=3)
    booking = ask(teacher)
    client, url = signed_in(teacher.person), reverse("bookings:receipt", args=[booking.reference])
    client.get(url)
    with django_assert_num_queries(12):
        client.get(url)
    ask(teacher, label="7.A")
    ask(teacher, label="7.C")
    with django_assert_num_queries(12):
        client.get(url)
