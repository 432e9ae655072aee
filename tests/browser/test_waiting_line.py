"""The waiting list in a real browser without JavaScript: a class waits, another cancels, the place is taken."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Membership
from bookings.models import Booking
from bookings.places import differences
from tests.browser.test_main_line import TITLE, _danish, sign_in, town
from tests.factories.bookings import ask_for, new_school, teacher_at
from tests.factories.catalogue import live_offer, occurrence

__all__ = ["_danish", "town"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.own_database, pytest.mark.django_db(transaction=True)]


def test_a_class_waits_is_offered_a_place_and_takes_it(
    plain_page: Page, live_server: Any, town: dict[str, Membership]
) -> None:
    """From the full time on the offer's page to the visit, and the other class's cancelling in between."""
    page, base = plain_page, live_server.url
    offer = live_offer(town["owner"].organisation, title=TITLE)
    date = occurrence(offer, days=40, capacity=1)
    other = teacher_at(new_school("Midtbyskolen"), person__name="Jonas Berg")
    first = ask_for(date, other)

    sign_in(page, base, town["teacher"].person)
    page.goto(f"{base}{offer.pages.get().url}")
    page.get_by_role("radio").check()
    page.get_by_role("button", name="Skriv op til venteliste").click()
    page.get_by_role("button", name="Fortsæt til Om klassen").click()
    page.get_by_label("Klassens navn").fill("7.B")
    page.get_by_label("Klassetrin").select_option("7")
    page.get_by_label("Antal elever").fill("24")
    page.get_by_label("Antal voksne, der følger med").fill("2")
    page.get_by_label("Dit mobilnummer").fill("55 00 12 98")
    page.get_by_role("button", name="Fortsæt til Tjek dine svar").click()
    page.get_by_role("button", name="Skriv op til venteliste").click()
    expect(page.get_by_role("heading", name="I er nummer 1 i køen")).to_be_visible()

    sign_in(page, base, other.person)
    page.goto(f"{base}/booking/{first.reference}/aflys/")
    page.get_by_role("button", name="Ja, aflys besøget").click()
    expect(page.get_by_role("heading", name="Besøget er aflyst")).to_be_visible()

    sign_in(page, base, town["teacher"].person)
    page.goto(f"{base}/skrivebord/laerer/")
    expect(page.get_by_role("heading", name="Venter på jer nu")).to_be_visible()
    page.get_by_role("button", name="Ja, tag pladsen").click()
    expect(page.get_by_role("heading", name="Ønsket er sendt")).to_be_visible()
    taken = Booking.objects.get(contact=town["teacher"].person)
    assert (taken.state, taken.places) == ("pending", 1)
    assert differences() == []
