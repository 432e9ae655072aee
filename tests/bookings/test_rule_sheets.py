"""Short rule sheets by activity and age: each with its source and day, for everybody and on the booking it fits."""

from datetime import date
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from bookings.models import Booking
from bookings.rule_sheets import TOPICS, Activity, Age, Country, age_of, all_rules, sheet_for, sheet_of
from offers.models import Offer, OfferForm, OfferPage
from schools.models import Group
from tests.bookings.conftest import Ask
from tests.bookings.test_notes import at
from tests.conftest import signed_in

NEVER = {(Activity.JUNIOR, Age.UNDER_13)}


def test_each_rule_is_in_three_languages_with_a_source_and_a_day() -> None:
    """SV-18: where it can be read in full, and when it was read; nothing is dated ahead."""
    for rule in all_rules():
        assert all(len(rule.texts[language]) > 30 for language in ("da", "sv", "en"))
        assert rule.source.name
        assert rule.source.url.startswith("https://")
        assert date(2026, 1, 1) <= rule.source.checked <= date(2026, 12, 31)
        assert rule.topic in TOPICS
        assert rule.country in Country.values
        assert set(rule.activities) <= set(Activity.values)
        assert set(rule.ages) <= set(Age.values)


@pytest.mark.parametrize(("activity", "age"), list(product(Activity, Age)))
def test_a_danish_sheet_says_who_is_responsible_and_what_about_insurance(activity: Activity, age: Age) -> None:
    """SV-18: visit, guest teacher, praktik and juniormesterlære, under 13, 13–14 and 15–17."""
    rules = [rule for rule in all_rules() if rule.country == "dk"]
    topics = {rule.topic for rule in rules if activity in rule.activities and age in rule.ages}
    if (activity, age) not in NEVER:
        assert {"supervision", "insurance", "photos"} <= topics
    if activity in {Activity.PRAKTIK, Activity.JUNIOR}:
        assert (activity, age) in NEVER or "work" in topics


@pytest.mark.parametrize("age", list(Age))
def test_a_swedish_sheet_is_about_visits_and_prao(age: Age) -> None:
    """Juniormesterlære is Danish; prao begins in grade 8."""
    for activity in (Activity.VISIT, Activity.GUEST_TEACHER):
        assert len(sheet_for(Country.SWEDEN, activity, age, "sv").rows) >= 4
    assert sheet_for(Country.SWEDEN, Activity.JUNIOR, age, "sv").rows == []
    assert bool(sheet_for(Country.SWEDEN, Activity.PRAKTIK, age, "sv").rows) == (age != Age.UNDER_13)


def test_the_youngest_do_not_work() -> None:
    """SV-18: young workers' rules by age."""
    said = {
        age: " ".join(row[1] for row in sheet_for(Country.DENMARK, Activity.PRAKTIK, age, "da").rows) for age in Age
    }
    assert "må ikke udføre arbejde for en arbejdsgiver" in said[Age.UNDER_13]
    assert "ingen tunge løft" in said[Age.FROM_13]
    assert "8 timer om dagen og 40 timer om ugen" in said[Age.FROM_13]
    assert "skadeligt eller farligt" in said[Age.FROM_15]


@pytest.mark.parametrize(
    ("grade", "level", "age"),
    [
        (None, "", Age.UNDER_13),
        (6, "", Age.UNDER_13),
        (7, "", Age.FROM_13),
        (9, "", Age.FROM_13),
        (10, "", Age.FROM_15),
        (None, "eud", Age.FROM_15),
    ],
)
def test_a_class_has_an_age_by_its_grade(grade: int | None, level: str, age: Age) -> None:
    """A class whose grade nobody said gets the strictest."""
    assert age_of(Group(grade=grade, level=level)) == age


pytestmark = pytest.mark.django_db


def test_everybody_finds_a_sheet_by_activity_age_and_country(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """SV-18: the public page, with source and day, and the municipality's own rules first."""
    url = reverse("bookings:rule_sheets")
    assert url == "/regler/"
    client.get(url)
    with django_assert_num_queries(0):
        page = client.get(url, {"aktivitet": "praktik", "alder": "under-13"}).content.decode()
    assert "må ikke udføre arbejde for en arbejdsgiver" in page
    assert "https://uv.middelfart.dk/praktik/forsikring/forsikring-under-erhvervspraktik/" in page
    assert "Læst 25. november 2026." in page
    assert "Jeres egen kommunes og skoles regler går forud" in page
    assert '<h2 id="sheet" class="h-s">Erhvervspraktik' in page


def test_a_case_that_does_not_exist_is_said(client: Client) -> None:
    """And never guessed."""
    page = client.get("/regler/", {"aktivitet": "juniormesterlaere", "alder": "under-13"}).content.decode()
    assert "Det findes ikke for denne alder i dette land" in page


def test_a_wrong_choice_is_a_message(client: Client) -> None:
    """Not an error page."""
    response = client.get("/regler/", {"alder": "99"})
    assert response.status_code == 422
    assert "Vælg en fra listen" in response.content.decode()


def test_a_swedish_reader_begins_with_sweden(client: Client) -> None:
    """In Swedish."""
    with translation.override("sv"):
        page = client.get(reverse("bookings:rule_sheets")).content.decode()
    assert "Läraren har tillsynen över eleverna" in page


@pytest.fixture
def visit(ask: Ask, teacher: Membership, host: Membership) -> Booking:
    """What the teacher has asked for, for a class of grade 7."""
    return ask(teacher)


def test_a_booking_shows_the_sheet_of_its_offer_and_grade_to_both_sides(
    visit: Booking, teacher: Membership, host: Membership
) -> None:
    """SV-18: on the receipt and beside what they expect of each other."""
    for reader in (teacher, host):
        for page in ("receipt", "expectations", "expectations_write"):
            said = signed_in(reader.person).get(at(page, visit)).content.decode()
            assert "Besøg med klassen, 13–14 år" in said, page
            assert "Et besøg er undervisning, ikke arbejde" in said, page


@pytest.mark.parametrize(
    ("form", "activity"),
    [
        (OfferForm.COMPANY_VISIT, Activity.VISIT),
        (OfferForm.OPEN_DAY, Activity.VISIT),
        (OfferForm.GUEST_TEACHER, Activity.GUEST_TEACHER),
        (OfferForm.MATERIAL, None),
    ],
)
def test_the_form_of_an_offer_chooses_the_activity(
    visit: Booking, offer: Offer, form: OfferForm, activity: Activity | None
) -> None:
    """Nobody goes anywhere for material."""
    OfferPage.objects.filter(offer=offer).update(form=form)
    sheet = sheet_of(Booking.objects.in_full().get(pk=visit.pk), "da")
    assert (sheet.activity if sheet else None) == activity


def test_a_swedish_school_gets_the_swedish_sheet(visit: Booking) -> None:
    """By the municipality of the school."""
    organisation = visit.school.organisation
    organisation.municipality_id = "se-1285"
    organisation.save()
    sheet = sheet_of(Booking.objects.in_full().get(pk=visit.pk), "sv")
    assert sheet is not None
    assert sheet.country == Country.SWEDEN
