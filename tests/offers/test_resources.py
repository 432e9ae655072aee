"""A host's guides and rooms: on the list, chosen for dates, never in two places at once."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from offers.models import Occurrence, Offer, Resource, ResourceUse
from offers.resources import assign
from tests.conftest import signed_in
from tests.factories.companies import company_in, member_of
from tests.factories.offers import date_of, live_page
from tests.offers.test_views_dates import form, series

pytestmark = pytest.mark.django_db
LIST = "/skrivebord/tilbud/guider-og-lokaler/"


@pytest.fixture
def offer() -> Offer:
    """A live offer."""
    return live_page(host=company_in()).offer


@pytest.fixture
def desk(offer: Offer) -> Client:
    """The browser of somebody who works for its host."""
    return signed_in(member_of(offer.host))


@pytest.fixture
def guide(offer: Offer) -> Resource:
    """Somebody who shows classes around."""
    return Resource.objects.create(host=offer.host, name="Ingrid")


def test_the_list_begins_empty_and_says_what_it_is_for(desk: Client) -> None:
    assert reverse("offers:resources") == LIST
    page = desk.get(LIST)
    assert page.status_code == 200
    assert list(page.context["resources"]) == []


def test_a_guide_is_added_renamed_and_removed(desk: Client, offer: Offer) -> None:
    assert desk.post(LIST, {"kind": "guide", "name": "  Ingrid  Mølgaard "}).status_code == 302
    guide = Resource.objects.get()
    assert (guide.name, guide.host) == ("Ingrid Mølgaard", offer.host)
    again = desk.post(LIST, {"kind": "guide", "name": "ingrid mølgaard"})
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["name"])
    assert 'value="ingrid mølgaard"' in again.content.decode()
    assert desk.post(LIST, {"kind": "room", "name": ""}).status_code == 422
    url = reverse("offers:resource", args=[guide.pk])
    desk.post(LIST, {"kind": "guide", "name": "Bo"})
    assert desk.post(url, {"name": "Bo"}).status_code == 422
    desk.post(url, {"name": "Ingrid M."})
    guide.refresh_from_db()
    assert guide.name == "Ingrid M."
    assign(date_of(offer), [guide])
    assert desk.get(url).context["coming"] == 1
    remove = reverse("offers:remove_resource", args=[guide.pk])
    assert desk.get(remove).url == url
    desk.post(remove)
    assert [row.name for row in Resource.objects.all()] == ["Bo"]
    assert Occurrence.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    desk: Client, offer: Offer, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for each in range(number):
        assign(date_of(offer, days=30 + each), [Resource.objects.create(host=offer.host, name=f"Guide {each}")])
    desk.get(LIST)
    with django_assert_num_queries(4):
        assert len(desk.get(LIST).context["resources"]) == number


def test_a_date_is_made_with_its_guide_and_a_second_at_that_time_is_refused(
    desk: Client, offer: Offer, guide: Resource
) -> None:
    """The refusal names who, when and where; what was typed stands and nothing is half made."""
    url = reverse("offers:add_date", args=[offer.pk])
    assert desk.post(url, form(resources=[guide.pk])).status_code == 302
    refused = desk.post(url, form(begins="10.00", ends="12:00", note="Port 3", resources=[guide.pk]))
    said = refused.context["form"].errors["resources"][0]
    assert "Ingrid" in said
    assert offer.title in said
    assert 'value="Port 3"' in refused.content.decode()
    assert Occurrence.objects.count() == ResourceUse.objects.count() == 1
    assert desk.post(url, form(begins="11.30", ends="12:00", resources=[guide.pk])).status_code == 302


def test_changing_a_date_keeps_takes_or_drops_its_guide(desk: Client, offer: Offer, guide: Resource) -> None:
    date = date_of(offer)
    url = reverse("offers:change_date", args=[date.pk])
    desk.post(url, form(days=31, resources=[guide.pk]))
    date.refresh_from_db()
    assert ResourceUse.objects.get().starts_at == date.starts_at
    assert re.search(r'<input[^>]*name="resources"[^>]*checked', desk.get(url).content.decode())
    desk.post(url, form(days=31))
    assert not ResourceUse.objects.exists()


def test_a_booked_date_gets_its_guide_on_a_page_of_its_own(desk: Client, offer: Offer, guide: Resource) -> None:
    date, other = date_of(offer, taken=1), date_of(offer, clock="10:00")
    url = reverse("offers:date_resources", args=[date.pk])
    assert desk.post(url, {"resources": [guide.pk]}).url == reverse("bookings:date", args=[date.pk])
    assert "Ingrid" in desk.get(reverse("bookings:date", args=[date.pk])).content.decode()
    clash = desk.post(reverse("offers:date_resources", args=[other.pk]), {"resources": [guide.pk]})
    assert clash.status_code == 422
    assert "Ingrid" in clash.context["form"].errors["resources"][0]


def test_without_guides_the_page_of_a_date_leads_to_the_list(desk: Client, offer: Offer) -> None:
    page = desk.get(reverse("offers:date_resources", args=[date_of(offer).pk]))
    assert LIST in page.content.decode()


def test_a_series_leaves_out_days_on_which_its_guide_is_taken(desk: Client, offer: Offer, guide: Resource) -> None:
    """The plan says why; those that are made have the guide."""
    url = reverse("offers:add_series", args=[offer.pk])
    kept = desk.get(url, series()).context["kept"]
    first = kept[0]
    busy = Occurrence.objects.create(
        offer=live_page(host=offer.host).offer,
        starts_at=first.starts_at + timedelta(hours=1),
        ends_at=first.ends_at + timedelta(hours=1),
    )
    assign(busy, [guide])
    asked = {**series(), "resources": [guide.pk]}
    shown = desk.get(url, asked).context
    assert "Ingrid" in next(row.left_out for row in shown["planned"] if row.starts_at == first.starts_at)
    desk.post(url, asked)
    made = Occurrence.objects.filter(offer=offer)
    assert made.count() == len(kept) - 1
    assert ResourceUse.objects.filter(occurrence__in=made, resource=guide).count() == made.count()


FOREIGN: list[Callable[[Resource], str]] = [
    lambda guide: reverse("offers:resource", args=[guide.pk]),
    lambda guide: reverse("offers:remove_resource", args=[guide.pk]),
]


@pytest.mark.parametrize("address", FOREIGN)
def test_another_companys_guide_is_not_there(desk: Client, address: Callable[[Resource], str]) -> None:
    foreign = Resource.objects.create(host=company_in(), name="Fremmed")
    assert desk.post(address(foreign), {"name": "Min"}).status_code == 404
    assert Resource.objects.get().name == "Fremmed"


def test_another_companys_guide_cannot_be_chosen(desk: Client, offer: Offer, guide: Resource) -> None:
    foreign = Resource.objects.create(host=company_in(), name="Fremmed")
    answers: dict[str, Any] = form(resources=[foreign.pk])
    refused = desk.post(reverse("offers:add_date", args=[offer.pk]), answers)
    assert "resources" in refused.context["form"].errors
    theirs = date_of(live_page().offer)
    assert desk.get(reverse("offers:date_resources", args=[theirs.pk])).status_code == 404
