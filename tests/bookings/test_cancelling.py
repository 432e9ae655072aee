"""Cancelling signed in and by the link in a mail; a GET never does."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry, Membership
from bookings import actions, refusals
from bookings.models import Booking, BookingState
from bookings.signing import CANCEL, token_for
from offers.models import Occurrence
from outbox.models import Message
from tests.bookings.conftest import Ask
from tests.conftest import signed_in
from tests.factories.bookings import teacher_at

pytestmark = pytest.mark.django_db


def link(booking: Booking) -> str:
    """The link in the mail."""
    return reverse("bookings:cancel_signed", args=[token_for(booking, CANCEL)])


def state(booking: Booking) -> str:
    """The state as the row has it."""
    booking.refresh_from_db()
    return booking.state


def test_the_link_in_the_mail_shows_first_and_cancels_by_its_button(ask: Ask, teacher: Membership) -> None:
    """Signed out; scanners that follow links cancel nothing."""
    booking = ask(teacher)
    mailed = Message.objects.get(kind="booking_received").payload["cancel_url"]
    assert mailed.endswith(link(booking))
    client = Client()
    assert "Aflys besøget?" in client.get(link(booking)).content.decode()
    assert client.head(link(booking)).status_code == 200
    assert state(booking) == BookingState.PENDING
    assert "Besøget er aflyst" in client.post(link(booking), {"reason": "Klassen er syg"}).content.decode()
    assert state(booking) == BookingState.CANCELLED
    assert booking.reason == "Klassen er syg"
    assert AuditEntry.objects.get(verb="cancelled").actor is None
    response = client.post(link(booking))
    assert (response.status_code, "Der er intet at aflyse" in response.content.decode()) == (409, True)


def test_the_link_works_while_cancelling_is_free(ask: Ask, teacher: Membership, date: Occurrence) -> None:
    """Afterwards one signs in, and can still say that the class does not come."""
    booking = ask(teacher)
    Occurrence.objects.update(cancel_by=timezone.now() - timedelta(minutes=1))
    assert "Linket aflyser ikke længere" in Client().get(link(booking)).content.decode()
    assert Client().post(link(booking)).status_code == 409
    assert state(booking) == BookingState.PENDING
    client = signed_in(teacher.person)
    receipt = client.get(reverse("bookings:receipt", args=[booking.reference])).content.decode()
    assert "ring også til værten" in receipt
    response = client.post(reverse("bookings:cancel", args=[booking.reference]))
    assert response["Location"] == reverse("bookings:receipt", args=[booking.reference])
    assert state(booking) == BookingState.CANCELLED


@pytest.mark.parametrize("token", ["x", "1:a:b", "MTIz:1abcde:zzzz"])
def test_a_link_one_made_up_leads_nowhere(token: str) -> None:
    """404."""
    assert Client().get(reverse("bookings:cancel_signed", args=[token])).status_code == 404


def test_a_visit_that_has_begun_cannot_be_cancelled(ask: Ask, teacher: Membership, host: Membership) -> None:
    """By nobody."""
    booking = actions.confirm(booking=ask(teacher), by=host.person)
    begun = timezone.now() - timedelta(minutes=5)
    Occurrence.objects.update(starts_at=begun, ends_at=begun + timedelta(hours=2))
    with pytest.raises(refusals.AlreadyBegun):
        actions.cancel_by_school(booking=booking, by=teacher.person)
    page = signed_in(teacher.person).post(reverse("bookings:cancel", args=[booking.reference]))
    assert (page.status_code, state(booking)) == (409, BookingState.CONFIRMED)


def test_the_host_says_why(ask: Ask, teacher: Membership, host: Membership) -> None:
    """Without a reason the form asks for one; with it both sides are told."""
    booking = actions.confirm(booking=ask(teacher), by=host.person)
    client, url = signed_in(host.person), reverse("bookings:cancel", args=[booking.reference])
    response = client.post(url, {"reason": " "})
    assert (response.status_code, "<title>Fejl: " in response.content.decode()) == (422, True)
    assert state(booking) == BookingState.CONFIRMED
    client.post(url, {"reason": "Vindtunnelen er i stykker"})
    assert (state(booking), booking.ended_by) == (BookingState.CANCELLED, "host")
    told = Message.objects.get(kind="booking_cancelled_by_host")
    assert (told.recipient, told.payload["reason"]) == (teacher.person, "Vindtunnelen er i stykker")


def test_a_host_answers_a_request_instead_of_cancelling_it(ask: Ask, teacher: Membership, host: Membership) -> None:
    """There is one way to say no."""
    url = reverse("bookings:cancel", args=[ask(teacher).reference])
    assert signed_in(host.person).post(url, {"reason": "Nej"}).status_code == 404


def test_a_colleague_cannot_cancel(ask: Ask, teacher: Membership) -> None:
    """Only who booked, and who leads the school."""
    booking = ask(teacher)
    colleague = teacher_at(teacher.organisation.school)
    url = reverse("bookings:cancel", args=[booking.reference])
    assert signed_in(colleague.person).post(url).status_code == 404
    assert state(booking) == BookingState.PENDING


def test_a_request_that_was_never_agreed_leaves_no_calendar(ask: Ask, teacher: Membership, host: Membership) -> None:
    """CANCEL is only for what was in the calendars."""
    actions.cancel_by_school(booking=ask(teacher), by=teacher.person)
    assert [row.calendar for row in Message.objects.filter(kind__startswith="booking_cancelled")] == ["", ""]
