"""The company's offers, one of them, and what can be done with it."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation, OrganisationKind, Role, User
from offers.actions import submit_for_review, withdraw
from offers.models import Offer, OfferPage, OfferState
from tests.conftest import signed_in
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.companies import company_in, member_of
from tests.factories.offers import complete_draft, date_of, draft, live_page
from tests.offers.test_views_writing import text_of

pytestmark = pytest.mark.django_db
LIST_QUERIES = 6


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


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_offers_as_for_one(
    desk: Client, company: Organisation, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(number):
        date_of(live_page(host=company).offer)
    desk.get(reverse("offers:list"))
    with django_assert_num_queries(LIST_QUERIES):
        response = desk.get(reverse("offers:list"))
    assert len(response.context["rows"]) == number


def test_the_list_names_own_offers_only(desk: Client, company: Organisation) -> None:
    draft(host=company, title="Vores mølle")
    draft(title="De andres hemmelighed")
    said = text_of(desk.get(reverse("offers:list")))
    assert "Vores mølle" in said
    assert "De andres hemmelighed" not in said


def test_an_empty_list_invites_to_write(desk: Client) -> None:
    response = desk.get(reverse("offers:list"))
    assert reverse("offers:new") in response.content.decode()


def test_one_offer_shows_its_languages_its_times_and_what_can_be_done(desk: Client, company: Organisation) -> None:
    page = live_page(host=company)
    occurrence = date_of(page.offer)
    said = desk.get(reverse("offers:show", args=[page.offer_id])).content.decode()
    for url in (
        reverse("offers:check", args=[page.pk]),
        reverse("offers:change_date", args=[occurrence.pk]),
        reverse("offers:write_in", args=[page.offer_id, "sv"]),
        reverse("offers:pause", args=[page.offer_id]),
        page.get_url(),
    ):
        assert url in said


def test_pausing_reopening_and_withdrawing(desk: Client, company: Organisation) -> None:
    offer = live_page(host=company).offer

    def post(name: str) -> str:
        desk.post(reverse(f"offers:{name}", args=[offer.pk]))
        return Offer.objects.get().state

    assert post("pause") == OfferState.PAUSED
    assert post("reopen") == OfferState.OPEN
    assert desk.get(reverse("offers:withdraw", args=[offer.pk])).status_code == 200
    assert Offer.objects.get().state == OfferState.OPEN
    assert post("withdraw") == OfferState.WITHDRAWN
    assert post("pause") == OfferState.WITHDRAWN


def test_a_copy_is_opened_for_writing(desk: Client, company: Organisation) -> None:
    page = live_page(host=company)
    response = desk.post(reverse("offers:copy", args=[page.offer_id]))
    copied = OfferPage.objects.exclude(pk=page.pk).get()
    assert response.url == reverse("offers:edit", args=[copied.pk, "om"])


@pytest.mark.parametrize("name", ["show", "pause", "reopen", "withdraw", "copy", "dates", "add_date", "add_series"])
def test_another_companys_offer_is_not_there(desk: Client, name: str) -> None:
    foreign = live_page().offer
    for response in (
        desk.get(reverse(f"offers:{name}", args=[foreign.pk])),
        desk.post(reverse(f"offers:{name}", args=[foreign.pk])),
    ):
        assert response.status_code in {404, 405}
    assert Offer.objects.get().state == OfferState.OPEN


def test_a_get_changes_nothing(desk: Client, company: Organisation) -> None:
    page = complete_draft(host=company)
    for name in ("pause", "reopen", "copy"):
        assert desk.get(reverse(f"offers:{name}", args=[page.offer_id])).status_code == 405
    for name in ("submit", "take_back"):
        assert desk.get(reverse(f"offers:{name}", args=[page.pk])).status_code == 405
    assert Offer.objects.count() == 1


def test_a_company_of_a_municipality_that_does_not_take_part_learns_so() -> None:
    company = OrganisationFactory(kind=OrganisationKind.COMPANY, municipality_id="dk-0101")
    response = signed_in(member_of(company)).post(reverse("offers:new"), {"title": "Byg", "language": "da"})
    assert response.context["form"].non_field_errors()
    assert not Offer.objects.exists()


def test_only_companies_write() -> None:
    """SV-33: leaders and employees of companies write; teachers and visitors do not."""
    teacher = UserFactory()
    MembershipFactory(person=teacher, role=Role.TEACHER)
    url = reverse("offers:list")
    assert signed_in(teacher).get(url).status_code == 403
    assert Client().get(url).status_code == 302
    assert signed_in(member_of(company_in(), Role.COMPANY_MEMBER)).get(url).status_code == 200


def test_every_state_is_shown_in_the_list(desk: Client, company: Organisation, writer: User) -> None:
    sent = complete_draft(host=company, by=writer)
    submit_for_review(page=sent, by=writer)
    withdraw(offer=live_page(host=company).offer, by=writer)
    states = {row.status for row in desk.get(reverse("offers:list")).context["rows"]}
    assert states == {"in_review", "withdrawn"}
