"""The main job in a real browser: a company publishes, an editor approves, a teacher books, both are told.

Browser tests speak roles and labels, as people do.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone, translation
from icalendar import Calendar
from playwright.sync_api import Page, expect

from accounts.models import Membership, Organisation, OrganisationKind, Role, User
from bookings.models import Booking
from companies.models import Company
from content.municipalities import open_municipality
from offers.models import Offer
from outbox.models import Message, MessageState
from reference.models import Municipality
from schools.models import School
from tests.factories.accounts import PASSWORD, MembershipFactory, OrganisationFactory
from tests.factories.catalogue import live_offer, occurrence

pytestmark = [pytest.mark.browser, pytest.mark.own_database, pytest.mark.django_db(transaction=True)]
TITLE = "Byg en vindmølle, der kan tænde en pære"


@pytest.fixture
def town(live_server: Any) -> dict[str, Membership]:
    """A municipality with an editor, a company and a school."""
    municipality = Municipality.objects.get(pk="dk-0479")
    open_municipality(municipality=municipality)
    place = Organisation.objects.get(kind=OrganisationKind.MUNICIPALITY, municipality=municipality)
    host = OrganisationFactory(
        kind=OrganisationKind.COMPANY,
        name="Nordvind Værksted",
        postcode="5700",
        contact_name="Ingrid",
        phone="55001177",
    )
    Company.objects.create(organisation=host)
    school = School.objects.create(organisation=OrganisationFactory(name="Havneskolen"))
    people = {
        "editor": MembershipFactory(organisation=place, role=Role.MUNICIPAL_EDITOR, person__name="Lone Dam"),
        "owner": MembershipFactory(organisation=host, role=Role.COMPANY_OWNER, person__name="Ingrid Mølgaard"),
        "teacher": MembershipFactory(organisation=school.organisation, person__name="Mette Krogh"),
    }
    open_municipality(municipality=municipality)
    return people


@pytest.fixture(autouse=True)
def _danish() -> Iterator[None]:
    """Tests read as the pages do."""
    with translation.override("da"):
        yield


def sign_in(page: Page, base: str, person: User | None) -> None:
    """Sign in as a person does."""
    assert person is not None
    page.context.clear_cookies()
    page.goto(f"{base}/konto/log-ind/")
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.wait_for_url(lambda url: "/konto/log-ind/" not in url)


def write_offer(page: Page, base: str) -> None:
    """The company writes an offer step by step and sends it."""
    page.goto(f"{base}/skrivebord/tilbud/nyt/")
    page.get_by_label("Titel").fill(TITLE)
    page.get_by_role("button", name="Begynd").click()
    page.get_by_label("I én sætning").fill("Klassen bygger vinger og måler volt.")
    page.locator("label", has_text="Virksomhedsbesøg").click()
    page.get_by_label("Branche").select_option("energy")
    page.locator("[name=grades][value='7']").check()
    page.locator("label", has_text="Matematik").click()
    page.get_by_label("Det sker der").fill("I bygger, måler og ser værkstedet.")
    page.get_by_role("button", name="Gem, og gå videre").click()
    for label, words in (
        ("Før besøget", "Se filmen."),
        ("Under besøget", "Byg og mål."),
        ("Efter besøget", "Tegn en graf."),
        ("Det lærer eleverne", "at måle"),
        ("Uddannelser og job, de møder", "vindmølletekniker"),
    ):
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_role("button", name="Gem, og gå videre").click()
    page.get_by_label("Minutter").fill("150")
    page.get_by_label("Pris i kroner").fill("0")
    page.get_by_label("Postnummer").fill("5700")
    page.get_by_role("button", name="Gem, og gå videre").click()
    while page.get_by_role("button", name="Gem, og gå videre").count():
        page.get_by_role("button", name="Gem, og gå videre").click()
    page.get_by_role("button", name="Send til godkendelse").click()
    expect(page.get_by_text("Det er sendt")).to_be_visible()


def approve(page: Page, base: str) -> None:
    """The editor reads the offer in the admin and approves it."""
    waiting = Offer.objects.get().pages.get()
    page.goto(f"{base}/admin/pages/{waiting.pk}/edit/")
    page.locator("footer [data-w-dropdown-target='toggle']").last.click()
    page.get_by_role("button", name="Godkend og læg op").first.click()
    page.wait_for_load_state()


@pytest.mark.usefixtures("live_server")
def test_the_whole_line(page: Page, live_server: Any, town: dict[str, Membership], settings: Any) -> None:
    """Company writes → editor approves → teacher filters and books → company answers → mails → teacher cancels."""
    base = live_server.url
    settings.SITE_URL = base
    sign_in(page, base, town["owner"].person)
    write_offer(page, base)
    sign_in(page, base, town["editor"].person)
    approve(page, base)
    offer = Offer.objects.get()
    assert offer.pages.get().live
    occurrence(offer, days=40)

    sign_in(page, base, town["teacher"].person)
    page.goto(f"{base}/tilbud/?klassetrin=7&fag=matematik")
    page.get_by_role("link", name=TITLE).click()
    book(page)
    booking = Booking.objects.get()
    expect(page.get_by_role("heading", name="Ønsket er sendt")).to_be_visible()

    sign_in(page, base, town["owner"].person)
    page.goto(f"{base}/booking/{booking.reference}/svar/")
    page.get_by_role("button", name="Sig ja").click()
    call_command("run_worker", "--once")
    mail = Message.objects.get(kind="booking_confirmed")
    assert mail.state == MessageState.SENT
    assert Calendar.from_ical(mail.calendar).walk("VEVENT")

    sign_in(page, base, town["teacher"].person)
    page.goto(f"{base}/booking/{booking.reference}/aflys/")
    page.get_by_role("button", name="Ja, aflys besøget").click()
    booking.refresh_from_db()
    assert booking.state == "cancelled"


def choose_time(page: Page) -> None:
    """The first step, where the time of the offer's page is chosen already."""
    onwards = page.get_by_role("button", name="Fortsæt til Om klassen")
    if onwards.count():
        onwards.click()


def book(page: Page) -> None:
    """From the offer page to the receipt; works without JavaScript too."""
    page.get_by_role("button", name="Book til klassen").click()
    choose_time(page)
    page.get_by_label("Klassens navn").fill("7.B")
    if page.get_by_label("Klassetrin").count():
        page.get_by_label("Klassetrin").select_option("7")
    page.get_by_label("Antal elever").fill("24")
    page.get_by_label("Antal voksne, der følger med").fill("2")
    page.get_by_label("Dit mobilnummer").fill("55 00 12 98")
    page.get_by_role("button", name="Fortsæt til Tjek dine svar").click()
    page.get_by_role("button", name="Send ønsket").click()


def test_booking_works_without_javascript(plain_page: Page, live_server: Any, town: dict[str, Membership]) -> None:
    """Signed out first: the chosen time survives signing in."""
    host = town["owner"].organisation
    offer = live_offer(host, title=TITLE)
    occurrence(offer, days=40)
    plain_page.goto(f"{live_server.url}{offer.pages.get().url}")
    plain_page.get_by_role("button", name="Book til klassen").click()
    if "/konto/log-ind/" in plain_page.url:
        plain_page.get_by_label("E-mail").fill(town["teacher"].person.email)  # type: ignore[union-attr]
        plain_page.get_by_label("Adgangskode").fill(PASSWORD)
        plain_page.get_by_role("button", name="Log ind").click()
    choose_time(plain_page)
    plain_page.get_by_label("Klassens navn").fill("7.B")
    plain_page.get_by_label("Klassetrin").select_option("7")
    plain_page.get_by_label("Antal elever").fill("mange")
    plain_page.get_by_label("Antal voksne, der følger med").fill("2")
    plain_page.get_by_label("Dit mobilnummer").fill("55 00 12 98")
    plain_page.get_by_role("button", name="Fortsæt til Tjek dine svar").click()
    assert plain_page.title().startswith("Fejl:")
    assert plain_page.get_by_label("Klassens navn").input_value() == "7.B"
    plain_page.get_by_label("Antal elever").fill("24")
    plain_page.get_by_role("button", name="Fortsæt til Tjek dine svar").click()
    plain_page.get_by_role("button", name="Send ønsket").click()
    expect(plain_page.get_by_role("heading", name="Ønsket er sendt")).to_be_visible()
    assert Booking.objects.get().occurrence.starts_at > timezone.now() + timedelta(days=30)
