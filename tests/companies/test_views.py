"""The company's profile at its desk, and its page in public."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation, User
from companies.actions import draft_of, start_text
from companies.models import CompaniesPage, Company, CompanyPage, PeakSeason, Sector
from companies.reviews import page_status
from tests.companies.test_pictures import picture_file
from tests.conftest import signed_in
from tests.factories.companies import company_in, editor_in, member_of
from tests.offers.test_views_writing import text_of

pytestmark = pytest.mark.django_db
LIST_QUERIES = 14
FACTS: dict[str, Any] = {"phone": "55 00 11 77", "postcode": "5700", "sector": "public", "industry": "energy"}


@pytest.fixture
def company() -> Organisation:
    """A company whose municipality is open."""
    return company_in()


@pytest.fixture
def writer(company: Organisation) -> User:
    """Somebody who works there."""
    return member_of(company)


@pytest.fixture
def desk(writer: User) -> Client:
    """The writer's browser."""
    return signed_in(writer)


def stored(company: Organisation, language: str = "da") -> CompanyPage:
    """The company's page as the database has it now."""
    found: CompanyPage = CompanyPage.objects.get(organisation=company, locale__language_code=language)
    return found


def test_facts_are_saved_with_the_place_of_the_postcode(desk: Client, company: Organisation) -> None:
    """KX-22: the kind of workplace is one of the facts."""
    assert desk.get(reverse("companies:profile")).status_code == 200
    assert desk.post(reverse("companies:profile"), FACTS).status_code == 302
    company.refresh_from_db()
    assert (company.town, company.phone) == ("Svendborg", "55 00 11 77")
    assert Company.objects.get(organisation=company).sector == Sector.PUBLIC


def test_an_unknown_postcode_says_so_and_nothing_is_saved(desk: Client, company: Organisation) -> None:
    response = desk.post(reverse("companies:profile"), {**FACTS, "postcode": "0001", "email": "intet"})
    assert set(response.context["form"].errors) == {"postcode", "email"}
    assert "0001" in str(response.context["form"].errors["postcode"])
    company.refresh_from_db()
    assert company.phone == ""


def test_a_text_is_begun_saved_sent_and_taken_back(desk: Client, company: Organisation) -> None:
    url = reverse("companies:text", args=["da"])
    assert desk.get(url).status_code == 404
    assert desk.post(reverse("companies:start_text", args=["da"])).url == url
    upload = {"about": "Vi bygger møller", "picture_file": picture_file(), "picture_alt": "En mølle", "later": ""}
    desk.post(url, upload)
    assert (draft_of(stored(company)).about, stored(company).about) == ("Vi bygger møller", "")
    desk.post(url, {"about": "Vi bygger vindmøller", "picture_alt": "En mølle", "send": ""})
    assert page_status(stored(company)) == "live_in_review"
    assert desk.get(url).context["is_reading"]
    desk.post(reverse("companies:take_back", args=["da"]))
    assert page_status(stored(company)) == "live_draft"


def test_an_empty_text_is_not_sent(desk: Client, company: Organisation, writer: User) -> None:
    start_text(organisation=company, language="da", by=writer)
    desk.post(reverse("companies:text", args=["da"]), {"about": "", "gains": "Glæde", "send": ""})
    assert page_status(stored(company)) == "live_draft"


def test_an_approved_text_is_public_and_another_language_falls_back_to_it(desk: Client, company: Organisation) -> None:
    desk.post(reverse("companies:start_text", args=["da"]))
    desk.post(reverse("companies:text", args=["da"]), {"about": "Vi bygger møller", "send": ""})
    task = stored(company).current_workflow_task_state
    task.task.specific.on_action(task, editor_in(), "approve")
    assert "Vi bygger møller" in text_of(Client().get(stored(company).get_url()))
    desk.post(reverse("companies:start_text", args=["sv"]))
    swedish = Client().get(stored(company, "sv").get_url())
    assert '<html lang="sv"' in swedish.content.decode()
    assert 'lang="da"' in swedish.content.decode()
    assert "Vi bygger møller" in text_of(swedish)


def test_busy_weeks_come_and_go(desk: Client, company: Organisation) -> None:
    """OP-25: a company says when it is too busy."""
    desk.post(reverse("companies:add_season"), {"first_week": "49", "last_week": "2", "note": "Jul"})
    season = PeakSeason.objects.get(company__organisation=company)
    assert "49–2" in text_of(desk.get(reverse("companies:profile")))
    desk.post(reverse("companies:remove_season", args=[season.pk]))
    assert not PeakSeason.objects.exists()


def test_a_week_that_does_not_exist_is_named(desk: Client) -> None:
    response = desk.post(reverse("companies:add_season"), {"first_week": "60", "last_week": "x"})
    assert set(response.context["season_form"].errors) == {"first_week", "last_week"}


def test_another_companys_weeks_and_texts_are_not_there(desk: Client) -> None:
    """SV-33: a company works on its own profile only."""
    other = company_in()
    season = PeakSeason.objects.create(company=other.company, first_week=1, last_week=2)
    start_text(organisation=other, language="da", by=member_of(other))
    assert desk.post(reverse("companies:remove_season", args=[season.pk])).status_code == 404
    assert desk.get(reverse("companies:text", args=["da"])).status_code == 404
    assert desk.post(reverse("companies:start_text", args=["fi"])).status_code == 404
    assert PeakSeason.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_a_municipalitys_companies_are_listed_by_name(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for each in range(number):
        company = company_in(organisation__name=f"Værksted {number - each}")
        start_text(organisation=company, language="da", by=member_of(company))
    url = CompaniesPage.objects.get(locale__language_code="da").get_url()
    Client().get(url)
    with django_assert_num_queries(LIST_QUERIES):
        said = text_of(Client().get(url))
    places = [said.index(f"Værksted {each + 1}") for each in range(number)]
    assert places == sorted(places)
