"""The site's other pages: found with the same words, below the offers, published and public only; in every engine."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from companies.models import CompanyPage
from content.models import MunicipalityPage
from search.cluster.connection import client as cluster_client
from search.cluster.documents import alias
from search.cluster.renewing import keep_up, renew
from search.cluster.site import compare_site, key_of
from search.engines import engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.models import SitePosting, SiteText
from search.query import SiteQuery
from search.site import rebuild_site
from tests.factories.catalogue import host_in, live_offer, write_live
from tests.factories.content import article, municipality_page, story, strategy

pytestmark = pytest.mark.django_db
URL = "/soeg/"


@pytest.fixture
def town() -> MunicipalityPage:
    """The front page of an open municipality."""
    return municipality_page()


def titles(text: str, language: str = "da", **more: Any) -> list[str]:
    """What is found, in order."""
    return [hit.title for hit in engine().site(SiteQuery(text, language, **more)).hits]


@pytest.mark.usefixtures("answering")
def test_every_kind_of_page_is_found_with_the_words_of_the_chain(town: MunicipalityPage) -> None:
    """Stories, articles, strategies, companies: inflected, compound, without a Danish keyboard."""
    story(town, title="Tredje år på værftet", lead="7.B bygger en jolle.")
    article(town, title="Nye regler for besøg på mejeri", lead="Kørsel er gratis.")
    strategy(town, title="Ud af skolen", vision="Alle børn møder arkitekter.")
    live_offer(host_in(name="Nordvind Værksted", town="Troense"), title="Byg en vindmølle")
    assert titles("vaerfterne") == titles("joller") == ["Tredje år på værftet"]
    assert titles("mejeribesøg") == ["Nye regler for besøg på mejeri"]
    assert titles("arkitekt") == ["Ud af skolen"]
    assert titles("nordvind") == titles("troense") == ["Nordvind Værksted"]
    assert titles("rumraket") == []
    assert titles("") == titles("og") == titles("5. klasse") == titles("!\0") == titles("xqzwk") == []


@pytest.mark.usefixtures("answering")
def test_all_the_words_must_be_there_and_the_title_weighs_more(town: MunicipalityPage) -> None:
    """A page with one of two words is no answer."""
    article(town, title="Om busser", lead="Og om kajen.")
    article(town, title="Om kajen", lead="Og om busser.")
    assert titles("busser kajen") in (["Om busser", "Om kajen"], ["Om kajen", "Om busser"])
    assert titles("kajen") == ["Om kajen", "Om busser"]
    assert titles("kajen dinosaur") == []


@pytest.mark.usefixtures("answering")
def test_what_is_taken_down_closed_or_moved_is_not_found(town: MunicipalityPage) -> None:
    """From the same moment on, whatever an index says."""
    gone, closed, deleted = (article(town, title=f"Om busser {name}") for name in "abc")
    assert titles("busser") == ["Om busser a", "Om busser b", "Om busser c"]
    gone.unpublish()
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    deleted.delete()
    assert titles("busser") == []
    gone.save_revision().publish()
    assert titles("busser") == ["Om busser a"]


@pytest.mark.usefixtures("answering")
def test_a_changed_text_is_found_by_its_new_words_only(town: MunicipalityPage) -> None:
    """Drafts are not searched."""
    page = article(town, title="Om busser")
    page.title = "Om tog"
    page.save_revision()
    assert (titles("busser"), titles("tog")) == (["Om busser"], [])
    page.save_revision().publish()
    assert (titles("busser"), titles("tog")) == ([], ["Om tog"])


@pytest.mark.usefixtures("answering")
def test_each_language_finds_its_own_pages(town: MunicipalityPage) -> None:
    """A company is found by its name in every language in which it has a page."""
    article(municipality_page(language="sv"), title="Nya regler för bussar")
    article(town, title="Nye regler for busser")
    write_live(
        live_offer(host_in(name="Nordvind Værksted"), title="Vind i tal"), title="Vind i siffror", language="sv"
    )
    assert titles("bussar", "sv") == ["Nya regler för bussar"]
    assert titles("busser", "da") == ["Nye regler for busser"]
    assert titles("nordvind", "sv") == titles("nordvind", "da") == ["Nordvind Værksted"]


@pytest.mark.usefixtures("answering")
def test_a_long_list_has_pages(town: MunicipalityPage) -> None:
    """Equals stand by their titles."""
    for number in range(5):
        article(town, title=f"Om busser {number}")
    found = engine().site(SiteQuery("busser", page=2, page_size=2))
    assert ([hit.title for hit in found.hits], found.total) == (["Om busser 2", "Om busser 3"], 5)


def test_a_moved_page_keeps_its_address_right(town: MunicipalityPage) -> None:
    """The address is read from the tree, not kept."""
    page = article(town, title="Om busser")
    page.move(municipality_page("dk-0101"), pos="last-child")
    moved = Page.objects.get(pk=page.pk)
    assert [hit.url for hit in engine().site(SiteQuery("busser")).hits] == [moved.url]


def test_the_page_of_results_lists_links_kinds_and_leads(client: Client, town: MunicipalityPage) -> None:
    """And leads to the offers on the same words."""
    page = story(town, title="Tredje år på værftet", lead="7.B bygger en jolle.")
    text = client.get(URL, {"q": "værft"}).content.decode()
    assert f'href="{page.url}"' in text
    for words in ("Historie", "7.B bygger en jolle.", 'href="/tilbud/?q=v%C3%A6rft"'):
        assert words in text, words
    for query in ({}, {"q": "  "}, {"q": "trombone"}, {"q": "x" * 5000}, {"q": "værft", "side": "abc"}):
        assert client.get(URL, query).status_code == 200
    assert client.get(URL, {"q": "værft", "side": "9"})["Location"] == f"{URL}?q=v%C3%A6rft"


def test_offers_come_first_and_the_site_below(client: Client, town: MunicipalityPage) -> None:
    """On the first page of a list with a text; four at most, then a link to all."""
    live_offer(host_in(), title="Om busser og tog")
    for number in range(5):
        article(town, title=f"Om busser {number}")
    text = client.get("/tilbud/", {"q": "busser"}).content.decode()
    assert text.index("Om <mark>busser</mark> og tog") < text.index('id="sitet"') < text.index("Om busser 0")
    assert "Om busser 4" not in text
    assert f'href="{URL}?q=busser"' in text
    assert 'id="sitet"' not in client.get("/tilbud/").content.decode()
    assert 'id="sitet"' in client.get("/tilbud/", {"q": "busser", "form": "project"}).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_searching_the_site_costs_the_same_queries_for_one_and_three(
    client: Client, town: MunicipalityPage, number: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    """No query for a row."""
    for each in range(number):
        article(town, title=f"Om busser {each}")
    client.get(URL, {"q": "busser"})
    engine().site(SiteQuery("busser"))
    with django_assert_num_queries(7):
        assert engine().site(SiteQuery("busser")).total == number


def test_the_texts_can_be_made_anew(town: MunicipalityPage) -> None:
    """The same postings; leftovers go, a company without any text counts with its name."""
    article(town, title="Om busser")
    host_in(name="Nordvind Værksted")
    live_offer(host_in(name="Byens Tømrer"), title="Vind i tal")
    before = sorted(SitePosting.objects.values_list("token", "weight"))
    known = SiteText.objects.count()
    assert SiteText.objects.filter(title__in=["Om busser", "Byens Tømrer"]).count() == 2
    CompanyPage.objects.filter(title="Byens Tømrer").update(live=False)
    assert rebuild_site() == known - 1
    CompanyPage.objects.filter(title="Byens Tømrer").update(live=True)
    rebuild_site()
    assert sorted(SitePosting.objects.values_list("token", "weight")) == before


@pytest.mark.elasticsearch
@pytest.mark.usefixtures("cluster")
def test_the_index_of_the_site_is_renewed_compared_and_repaired(town: MunicipalityPage) -> None:
    """A page lost, one left over, one outdated; and away is away: the database answers."""
    pages = [article(town, title=f"Om busser {name}") for name in "abc"]
    keep_up()
    renew()
    using = cluster_client()
    assert compare_site(using) == set()
    using.delete(index=alias(key_of("da")), id=str(pages[0].pk))
    using.index(index=alias(key_of("sv")), id="999999", document={"language": "sv"})
    old = {"language": "da", "words_da": "x"}
    using.index(index=alias(key_of("da")), id=str(pages[1].pk), document=old, version=99, version_type="external")
    out = StringIO()
    call_command("check_index", stdout=out)
    assert "Other pages: drift 3" in out.getvalue()
    assert compare_site(using) == set()
    assert [hit.title for hit in ElasticsearchEngine().site(SiteQuery("busser")).hits] == [
        "Om busser a",
        "Om busser b",
        "Om busser c",
    ]


@pytest.mark.elasticsearch
@pytest.mark.usefixtures("cluster")
def test_the_database_finds_pages_while_the_cluster_is_away(town: MunicipalityPage, settings: Any) -> None:
    """The page never fails."""
    article(town, title="Om busser")
    settings.ELASTICSEARCH_URLS = ["http://127.0.0.1:9"]
    assert titles("busser") == ["Om busser"]
