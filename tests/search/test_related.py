"""Other visits on an offer's page: alike, near, bookable, and why."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation
from offers.models import Offer, OfferPage, OfferState
from search.related import NUMBER, related
from tests.factories.catalogue import host_in, live_offer, occurrence, write_live

pytestmark = pytest.mark.django_db


@pytest.fixture
def host() -> Organisation:
    """A company in Svendborg."""
    return host_in(name="Nordvind Værksted", latitude=55.06, longitude=10.61)


@pytest.fixture
def page(host: Organisation) -> OfferPage:
    """The offer that is read."""
    offer = live_offer(host, title="Vind i tal", subjects=["matematik", "biologi"], industry="energy")
    occurrence(offer)
    return offer.pages.get()


def bookable(host: Organisation, title: str, **facts: object) -> Offer:
    """An offer with a free date."""
    offer = live_offer(host, title=title, **facts)
    occurrence(offer)
    return offer


def titles(page: OfferPage, language: str = "da") -> list[str]:
    """What is shown, in order."""
    return [hit.entry.title for hit in related(page, language)]


def test_what_shares_more_and_lies_nearer_comes_first(host: Organisation, page: OfferPage) -> None:
    """Two subjects before one, one before the industry alone, and never the offer itself."""
    bookable(host, "Én fælles", subjects=["biologi"], industry="food")
    bookable(host, "To fælles", subjects=["biologi", "matematik"], industry="food")
    bookable(host, "Kun branchen", subjects=["dansk"], industry="energy", form="project")
    bookable(host, "Intet fælles", subjects=["dansk"], industry="food")
    assert titles(page) == ["To fælles", "Én fælles", "Kun branchen"]


def test_what_lies_near_comes_before_the_same_far_away(host: Organisation, page: OfferPage) -> None:
    """Ten kilometres, then thirty; what is far is shown all the same."""
    for name, place in {"A fjern": 57.0, "B nærved": 55.25, "C lige her": 55.07}.items():
        bookable(host_in(name=name, latitude=place, longitude=10.61), name)
    found = related(page, "da")
    assert [hit.entry.title for hit in found] == ["C lige her", "B nærved", "A fjern"]
    assert [hit.reason.rsplit(" · ", 1)[-1] for hit in found[:2]] == ["1 km herfra", "21 km herfra"]


def test_it_is_said_why_in_a_few_words(host: Organisation, page: OfferPage) -> None:
    """Subjects, industry, grades, distance: what holds, nothing else."""
    bookable(host, "Alt", subjects=["biologi", "matematik"])
    bookable(host, "Fag", subjects=["biologi"], industry="food", form="guest_teacher")
    assert [hit.reason for hit in related(page, "da")] == [
        "Også matematik og biologi · Samme branche · Samme klassetrin · 1 km herfra",
        "Også biologi · Samme klassetrin",
    ]


def test_only_what_can_be_booked_now_is_shown(host: Organisation, page: OfferPage) -> None:
    """Neither withdrawn nor paused nor unpublished, nothing full or without dates, nothing for other grades."""
    for state in (OfferState.WITHDRAWN, OfferState.PAUSED):
        Offer.objects.filter(pk=bookable(host, state).pk).update(state=state)
    bookable(host, "Taget ned").pages.get().unpublish()
    live_offer(host, title="Uden tider")
    occurrence(live_offer(host, title="Fuld"), capacity=1, taken=1)
    bookable(host, "For små", grade_min=1, grade_max=3)
    assert titles(page) == []


def test_each_offer_is_shown_once_in_the_readers_language(host: Organisation, page: OfferPage) -> None:
    """Read in Swedish, the Swedish text of the other and never the same offer's."""
    write_live(bookable(host, "Korn i verden"), title="Korn i världen", language="sv")
    write_live(page.offer, title="Vind i siffror", language="sv")
    assert titles(page, "sv") == ["Korn i världen"]
    assert titles(page, "da") == ["Korn i verden"]


def test_an_offer_that_says_nothing_of_itself_has_no_relatives(host: Organisation) -> None:
    """No subject, no industry, no grades: nothing to compare."""
    bookable(host, "Vind i tal")
    bare = bookable(host, "Tom", subjects=[], industry="", grade_min=None, grade_max=None, form="")
    assert titles(bare.pages.get()) == []


@pytest.mark.parametrize("number", [1, 3])
def test_relatives_cost_the_same_queries_for_one_and_three(
    host: Organisation, page: OfferPage, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The offers, their shared subjects, the subjects' names, the places."""
    for each in range(number):
        bookable(host, f"Vind {each}")
    page = OfferPage.objects.select_related("offer__host", "locale").get(pk=page.pk)
    with django_assert_num_queries(4):
        assert len(related(page, "da")) == number


def test_the_page_shows_them(client: Client, host: Organisation, page: OfferPage) -> None:
    """Below the offer, three at most; without relatives no heading."""
    assert 'id="ogsaa"' not in client.get(page.url).content.decode()
    for each in range(NUMBER + 1):
        bookable(host, f"Vindmølle {each}")
    text = client.get(page.url).content.decode()
    assert 'id="ogsaa"' in text
    assert text.count("card-o") == NUMBER
