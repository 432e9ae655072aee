"""Adding dates at the desk."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from companies.models import Company
from offers.models import Occurrence, Offer
from tests.conftest import signed_in
from tests.factories.bookings import ask_for, new_school, teacher_at
from tests.factories.companies import company_in, member_of
from tests.factories.offers import date_of, live_page
from tests.offers.test_views_writing import text_of

pytestmark = pytest.mark.django_db
LIST_QUERIES = 7


@pytest.fixture
def offer() -> Offer:
    """A live offer."""
    return live_page(host=company_in()).offer


@pytest.fixture
def desk(offer: Offer) -> Client:
    """The browser of somebody who works for its host."""
    return signed_in(member_of(offer.host))


def form(days: int = 30, **more: Any) -> dict[str, Any]:
    """What is typed for a date, whatever the calendar says of that day."""
    day = timezone.localdate() + timedelta(days=days)
    times = {"begins": "9.00", "ends": "11:30", "unit": "groups", "capacity": "2"}
    return {"day": day.isoformat(), **times, "anyway": "on", **more}


def test_a_date_is_added(desk: Client, offer: Offer) -> None:
    response = desk.post(reverse("offers:add_date", args=[offer.pk]), form(note="Port 3"))
    assert response.url == reverse("offers:dates", args=[offer.pk])
    made = Occurrence.objects.get()
    assert (timezone.localtime(made.starts_at).hour, made.capacity, made.note) == (9, 2, "Port 3")


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        (form(day="i morgen"), "day"),
        (form(days=-2), "day"),
        (form(begins="25:00"), "begins"),
        (form(ends="8.00"), "ends"),
        (form(capacity="mange"), "capacity"),
        (form(capacity="0"), "capacity"),
    ],
)
def test_a_wrong_answer_is_named_and_kept(desk: Client, offer: Offer, answers: dict[str, Any], field: str) -> None:
    response = desk.post(reverse("offers:add_date", args=[offer.pk]), answers)
    assert field in response.context["form"].errors
    assert not Occurrence.objects.exists()


def test_the_same_date_twice_is_a_message(desk: Client, offer: Offer) -> None:
    url = reverse("offers:add_date", args=[offer.pk])
    desk.post(url, form())
    assert "begins" in desk.post(url, form()).context["form"].errors


def test_a_date_in_busy_weeks_is_asked_about_once_and_made_all_the_same(desk: Client, offer: Offer) -> None:
    """OP-25: the company's high season warns before the date is made, and what was typed stands."""
    company = Company.objects.get(organisation=offer.host)
    company.peak_seasons.create(first_week=1, last_week=53, note="Høst")
    url = reverse("offers:add_date", args=[offer.pk])
    asked = desk.post(url, form(anyway="", note="Port 3"))
    week = (timezone.localdate() + timedelta(days=30)).isocalendar().week
    said = " ".join(asked.context["form"].errors["anyway"])
    assert f"{week}" in said
    assert "Høst" in said
    assert not Occurrence.objects.exists()
    assert 'value="Port 3"' in asked.content.decode()
    assert re.search('<input type="checkbox" name="anyway"', asked.content.decode())
    assert desk.post(url, form(note="Port 3")).status_code == 302
    assert Occurrence.objects.count() == 1


def series() -> dict[str, str]:
    """Next year's Wednesdays from April to May."""
    year = timezone.localdate().year + 1
    days = {"weekday": "2", "first_day": f"{year}-04-01", "last_day": f"{year}-05-31"}
    return {**days, "begins": "9.00", "ends": "11.00", "unit": "pupils", "capacity": "28", "skip_busy": "on"}


def test_a_series_is_shown_before_it_is_made(desk: Client, offer: Offer) -> None:
    url = reverse("offers:add_series", args=[offer.pk])
    shown = desk.get(url, series())
    assert not Occurrence.objects.exists()
    kept = shown.context["kept"]
    desk.post(url, series())
    assert [date.starts_at for date in Occurrence.objects.all()] == [date.starts_at for date in kept]
    assert Occurrence.objects.first().unit == "pupils"


def test_days_the_host_names_are_left_out_of_a_series(desk: Client, offer: Offer) -> None:
    url = reverse("offers:add_series", args=[offer.pk])
    kept = desk.get(url, series()).context["kept"]
    out = [timezone.localtime(date.starts_at).date() for date in kept[:2]]
    named = {**series(), "except_days": f"{out[0]:%d.%m.%Y}\n{out[1]:%Y-%m-%d}"}
    desk.post(url, named)
    assert Occurrence.objects.count() == len(kept) - 2
    assert Occurrence.objects.first().starts_at == kept[2].starts_at
    wrong = desk.get(url, {**series(), "except_days": "uge 8"})
    assert "uge 8" in wrong.context["form"].errors["except_days"][0]


def test_one_date_of_a_series_is_changed_alone(desk: Client, offer: Offer) -> None:
    desk.post(reverse("offers:add_series", args=[offer.pk]), series())
    first, *others = Occurrence.objects.all()
    day = timezone.localtime(first.starts_at).date() - timezone.localdate()
    desk.post(reverse("offers:change_date", args=[first.pk]), form(days=day.days + 1, capacity="9"))
    first.refresh_from_db()
    assert first.capacity == 9
    assert {row.version for row in others} == {1}
    rest = Occurrence.objects.exclude(pk=first.pk)
    assert set(rest.values_list("capacity", "version")) == {(28, 1)}


def test_a_crossed_series_is_named(desk: Client, offer: Offer) -> None:
    url = reverse("offers:add_series", args=[offer.pk])
    wrong = {**series(), "last_day": "2020-01-01", "begins": "12.00"}
    assert set(desk.post(url, wrong).context["form"].errors) == {"last_day", "ends"}
    too_long = {**series(), "last_day": f"{timezone.localdate().year + 4}-01-01"}
    assert "last_day" in desk.get(url, too_long).context["form"].errors
    assert desk.get(url, {"weekday": "9"}).status_code == 200
    assert not Occurrence.objects.exists()


def test_a_date_is_changed_unless_somebody_has_booked(desk: Client, offer: Offer) -> None:
    free, taken = date_of(offer), date_of(offer, days=40, taken=2)
    assert desk.post(reverse("offers:change_date", args=[free.pk]), form(days=50)).status_code == 302
    url = reverse("offers:change_date", args=[taken.pk])
    assert desk.get(url).url == desk.post(url, form(days=60)).url == reverse("bookings:date", args=[taken.pk])
    taken.refresh_from_db()
    assert taken.version == 1


def test_a_date_is_removed_after_one_question(desk: Client, offer: Offer) -> None:
    occurrence = date_of(offer)
    url = reverse("offers:remove_date", args=[occurrence.pk])
    assert desk.get(url).status_code == 200
    assert Occurrence.objects.exists()
    desk.post(url)
    assert not Occurrence.objects.exists()


def test_a_booked_date_leads_to_who_comes_and_is_cancelled_with_a_reason(desk: Client, offer: Offer) -> None:
    occurrence = date_of(offer)
    ask_for(occurrence, teacher_at(new_school()))
    listed = desk.get(reverse("offers:dates", args=[offer.pk])).content.decode()
    assert reverse("bookings:date", args=[occurrence.pk]) in listed
    assert reverse("offers:remove_date", args=[occurrence.pk]) not in listed
    removed = desk.post(reverse("offers:remove_date", args=[occurrence.pk]))
    assert removed.url == reverse("bookings:cancel_date", args=[occurrence.pk])


@pytest.mark.parametrize("name", ["change_date", "remove_date"])
def test_another_companys_date_is_not_there(desk: Client, name: str) -> None:
    foreign = date_of(live_page().offer)
    assert desk.post(reverse(f"offers:{name}", args=[foreign.pk]), form()).status_code == 404
    assert Occurrence.objects.filter(pk=foreign.pk, capacity=2).exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_times_ask_as_often_for_three_as_for_one(
    desk: Client, offer: Offer, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for each in range(number):
        date_of(offer, days=30 + each)
    url = reverse("offers:dates", args=[offer.pk])
    desk.get(url)
    with django_assert_num_queries(LIST_QUERIES):
        said = text_of(desk.get(url))
    assert "9.00" in said
