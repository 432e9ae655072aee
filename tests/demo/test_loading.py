"""The demo portal: complete, sound, and the same every time it is loaded."""

from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation, OrganisationKind, User
from bookings import places
from bookings.models import Booking, BookingState, Expectations, Note, Side
from companies.models import Company
from content.models import StoryPage, StrategyPage
from content.municipalities import municipality_page
from demo.loading import fill_calendar
from demo.management.commands.load_demo import SHOWN
from demo.organisations import PASSWORD
from demo.reading import offers, people, rows
from offers.models import Occurrence, Offer, OfferForm, OfferPage
from reference.cvr import is_valid_cvr
from reference.grades import GRADES, Level
from reference.models import Industry, Postcode, Subject
from schools.models import Group, School

pytestmark = pytest.mark.django_db
STATES = set(BookingState) - {BookingState.WAITLISTED, BookingState.OFFERED}
FAR = 0.2  # degrees between a place and its postcode: about fifteen kilometres
LANGUAGES = {"da", "sv", "en"}


def _load() -> str:
    said = StringIO()
    call_command("load_demo", stdout=said)
    return said.getvalue()


def _portrait() -> list[tuple[str, ...]]:
    """What two loads on one day must have in common; keys and the time of loading are not part of it."""
    at = ("offer__external_id", "starts_at")
    dates = Occurrence.objects.values_list(*at, "ends_at", "closes_at", "cancel_by", "capacity", "taken")
    booked = [f"occurrence__{name}" for name in at]
    bookings = Booking.objects.values_list("reference", *booked, "group__label", "contact__email", "state", "places")
    return [tuple(sorted(map(str, found))) for found in (dates, bookings)]


@pytest.fixture(scope="module")
def portal(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The portal, loaded once for all tests of this module and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        _load()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _in_the_portal(portal: None, db: None) -> None:
    """Every test here reads the loaded portal."""


def test_dates_and_bookings_come_out_the_same_when_they_are_made_again() -> None:
    before = _portrait()
    Booking.objects.all().delete()
    Occurrence.objects.all().delete()
    found = {row["external_id"]: (row, Offer.objects.get(external_id=row["external_id"])) for row in offers()}
    fill_calendar(found, {row["email"]: User.objects.get(email=row["email"]) for row in people()}, timezone.now())
    assert _portrait() == before


def test_a_second_call_changes_nothing() -> None:
    """Not one row of any table comes or goes."""
    before = {model: model._base_manager.count() for model in apps.get_models()}
    portrait = _portrait()
    assert _load() == "The demo portal is loaded already.\n"
    assert {model: model._base_manager.count() for model in apps.get_models()} == before
    assert _portrait() == portrait


def test_the_portal_has_forty_companies_and_sixty_schools() -> None:
    kinds = Counter(Organisation.objects.values_list("kind", flat=True))
    assert (kinds[OrganisationKind.MUNICIPALITY], kinds[OrganisationKind.COMPANY]) == (3, 40)
    assert (kinds[OrganisationKind.SCHOOL], School.objects.count(), Company.objects.count()) == (60, 60, 40)


def test_every_municipality_has_companies_and_schools_of_its_own() -> None:
    for kind, least in ((OrganisationKind.COMPANY, 13), (OrganisationKind.SCHOOL, 20)):
        found = Counter(Organisation.objects.filter(kind=kind).values_list("municipality_id", flat=True))
        assert len(found) == 3
        assert min(found.values()) >= least


def test_every_industry_has_two_companies() -> None:
    found = Counter(Company.objects.values_list("industry_id", flat=True))
    assert set(found) == set(Industry.objects.values_list("pk", flat=True))
    assert min(found.values()) >= 2


def test_every_company_number_can_exist_and_none_is_used_twice() -> None:
    numbers = list(Company.objects.values_list("cvr", flat=True))
    assert [number for number in numbers if not is_valid_cvr(number or "")] == []
    assert len(set(numbers)) == len(numbers)


def test_every_address_lies_near_its_postcode() -> None:
    towns = {row.code: row for row in Postcode.objects.filter(country="DK")}
    far = []
    for place in Organisation.objects.exclude(kind=OrganisationKind.MUNICIPALITY):
        town = towns[place.postcode]
        if abs(place.latitude - town.latitude) > FAR or abs(place.longitude - town.longitude) > FAR:
            far.append(place.name)
    assert far == []


def test_nobody_in_the_portal_can_be_written_to_in_earnest() -> None:
    addresses = [row["email"] for row in people()] + [row["contact_email"] for row in rows("companies")]
    sites = [row["website"] for row in rows("companies")]
    assert [text for text in (*addresses, *sites) if not text.endswith(".example")] == []


def test_every_school_has_classes_within_its_grades() -> None:
    assert not School.objects.filter(groups__isnull=True).exists()
    for group in Group.objects.select_related("school").exclude(grade=None):
        assert (group.school.first_grade or 0) <= (group.grade or 0) <= (group.school.last_grade or 10)


def test_classes_of_youth_education_say_their_level() -> None:
    assert set(Group.objects.exclude(level="").values_list("level", flat=True)) == {Level.EUD, Level.GYM, Level.FGU}
    assert not Group.objects.exclude(level="").exclude(grade=None).exists()


def test_every_offer_belongs_to_a_company_and_every_company_has_one() -> None:
    keys = {row["key"] for row in rows("companies")}
    hosts = {row["company"] for row in offers()}
    assert hosts <= keys
    assert len(keys - hosts) <= 6
    assert Offer.objects.exclude(host__kind=OrganisationKind.COMPANY).count() == 0


def test_every_offer_is_live_under_an_id_and_a_title_of_its_own() -> None:
    pages = OfferPage.objects.filter(locale__language_code="da", live=True)
    assert pages.count() == Offer.objects.count() == len({row["external_id"] for row in offers()})
    assert Offer.objects.count() == 150
    assert len({page.title for page in pages}) == pages.count()


def test_the_offers_show_every_form_grade_level_and_subject() -> None:
    pages = list(OfferPage.objects.filter(locale__language_code="da"))
    assert {page.form for page in pages} == set(OfferForm)
    assert {grade for page in pages for grade in range(page.grade_min or 0, (page.grade_max or 0) + 1)} == set(GRADES)
    assert {level for page in pages for level in page.youth_levels} == set(Level)
    subjects = {subject for page in pages for subject in page.subjects}
    assert subjects == set(Subject.objects.values_list("pk", flat=True))


def test_some_offers_are_written_in_three_languages() -> None:
    languages: dict[int, set[str]] = {}
    for offer, language in OfferPage.objects.filter(live=True).values_list("offer_id", "locale__language_code"):
        languages.setdefault(offer, set()).add(language)
    assert sum(found == LANGUAGES for found in languages.values()) >= 11


def test_bookings_stand_in_every_state_and_say_who_ended_them() -> None:
    assert set(Booking.objects.values_list("state", flat=True)) == STATES
    ended = set(Booking.objects.exclude(ended_by="").values_list("state", "ended_by"))
    assert ended == {
        (BookingState.DECLINED, Booking.EndedBy.HOST),
        (BookingState.CANCELLED, Booking.EndedBy.SCHOOL),
        (BookingState.EXPIRED, Booking.EndedBy.CLOCK),
    }


def test_some_classes_and_hosts_have_written_to_each_other_and_agreed() -> None:
    """By people of the two sides; some visits are ready, some wait for the host's tick."""
    found = list(Expectations.objects.select_related("booking__occurrence__offer"))
    assert {row.is_ready for row in found} == {True, False}
    assert all(row.tasks and row.roles for row in found)
    for note in Note.objects.select_related("booking__school", "booking__occurrence__offer"):
        sides = {Side.SCHOOL: note.booking.school.organisation_id, Side.HOST: note.booking.occurrence.offer.host_id}
        assert note.author is not None
        assert note.author.memberships.filter(organisation=sides[Side(note.side)]).exists()
    assert Note.objects.values("side").distinct().count() == 2


def test_the_places_of_every_date_are_counted() -> None:
    assert Booking.objects.count() > 100
    assert places.differences() == []


def test_a_class_books_what_is_meant_for_its_grade_and_is_in_one_place_a_day() -> None:
    seen = set()
    for booking in Booking.objects.select_related("group", "occurrence"):
        page = booking.occurrence.offer.pages.get(locale__language_code="da")
        grades = range(page.grade_min or 0, (page.grade_max or 0) + 1)
        assert booking.group.grade in grades or booking.group.level in page.youth_levels
        seen.add((booking.group_id, booking.occurrence.starts_at.date()))
    assert len(seen) == Booking.objects.count()


def test_every_municipality_has_a_logo_a_colour_a_strategy_and_stories() -> None:
    municipalities = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY)
    assert municipalities.count() == 3
    for organisation in municipalities:
        page = municipality_page(organisation)
        assert page is not None
        assert page.live
        assert page.logo_svg
        assert page.accent
        assert StrategyPage.objects.child_of(page).live().count() == 1
        assert StoryPage.objects.child_of(page).live().exists()


@pytest.mark.parametrize("role", SHOWN)
def test_everybody_signs_in_with_the_password_that_is_printed(client: Client, role: str) -> None:
    """And comes to a page of their own, not to one that asks for a code."""
    email = next(row["email"] for row in people() if row["role"] == role)
    answer = client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    assert answer.headers["Location"] == reverse("desks:start")
