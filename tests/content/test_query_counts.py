"""What the public's pages cost: as many queries for three rows as for one."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from content.models import HomePage
from tests.factories.catalogue import host_in, live_offer, occurrence
from tests.factories.content import GOAL, article, municipality_page, story, strategy

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("number", [1, 3])
HOME, MUNICIPALITY, STORIES, STRATEGIES, TOLD, PLANNED = 24, 39, 3, 2, 12, 12


@BOTH
def test_the_front_page(client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """Offers with dates, municipalities, industries."""
    for place in ("dk-0479", "dk-0101", "dk-0751")[: number + 1]:
        occurrence(live_offer(host_in(place)))
    home = HomePage.objects.get(locale__language_code="da")
    home.story = story(municipality_page())
    home.save_revision().publish()
    client.get("/")
    with django_assert_num_queries(HOME):
        page = client.get("/").content.decode()
    assert page.count("data-offer") in {0, number + 1}


@BOTH
def test_a_municipalitys_front_page(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Recommended offers, coming dates, themes, a story, articles and the strategy."""
    host = host_in()
    offers = [live_offer(host, title=f"Anbefalet {nr}") for nr in range(number)]
    place = municipality_page()
    place.featured = [{"type": "offer", "value": offer.pages.get().pk} for offer in offers]
    theme = {"title": "Vand", "sentence": "", "query": "?fag=biologi"}
    place.themes = [{"type": "theme", "value": theme} for _ in offers]
    place.save_revision().publish()
    for offer in offers:
        occurrence(offer)
        article(place)
        story(place)
    strategy(place)
    client.get(place.url)
    with django_assert_num_queries(MUNICIPALITY):
        page = client.get(place.url).content.decode()
    assert page.count("Anbefalet 0") >= 2


@BOTH
def test_the_list_of_stories(client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """Each with its picture and address."""
    place = municipality_page()
    told = [story(place) for _ in range(number)]
    client.get("/historier/")
    with django_assert_num_queries(STORIES):
        page = client.get("/historier/").content.decode()
    assert all(row.url in page for row in told)


@BOTH
def test_the_list_of_strategies(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Two and four: a single one is shown itself."""
    place = municipality_page()
    planned = [strategy(place) for _ in range(number + 1)]
    client.get("/maal-og-strategi/")
    with django_assert_num_queries(STRATEGIES):
        page = client.get("/maal-og-strategi/").content.decode()
    assert all(row.url in page for row in planned)


@BOTH
def test_a_story(client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """Facts and paragraphs come with the page."""
    facts = [{"type": "fact", "value": {"label": f"Hvad {nr}", "value": "7.B"}} for nr in range(number)]
    told = story(municipality_page(), facts=facts)
    client.get(told.url)
    with django_assert_num_queries(TOLD):
        page = client.get(told.url).content.decode()
    assert page.count("<dt>Hvad") == number


@BOTH
def test_a_strategy(client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """Goals come with the page."""
    plan = strategy(municipality_page(), goals=[("goal", GOAL)] * number)
    client.get(plan.url)
    with django_assert_num_queries(PLANNED):
        page = client.get(plan.url).content.decode()
    assert page.count('id="maal-') == number
