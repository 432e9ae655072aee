"""The cluster's second request: when it is sent, what it costs, and what is shown without it."""

from collections.abc import Callable
from typing import Any

import pytest
from elasticsearch import ConnectionTimeout
from elasticsearch.dsl import MultiSearch

from search.cluster.connection import breaker
from search.cluster.renewing import keep_up
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.feedback import FEEDBACK
from search.explaining import explain
from search.models import Entry
from search.query import CatalogueQuery, CatalogueResult
from tests.factories.catalogue import host_in, live_offer
from tests.search.catalogues import alike_and_not

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch, pytest.mark.usefixtures("cluster", "_alike_and_not")]
REORDERED, BY_WORDS = ["Vind beta", "Vind alfa"], ["Vind alfa", "Vind beta"]


@pytest.fixture
def _alike_and_not() -> None:
    """Six hits of which one moves up, in the cluster."""
    alike_and_not()
    keep_up()


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many searches each request to the cluster had."""
    sent: list[int] = []
    execute = MultiSearch.execute

    def counted(self: Any, *args: Any, **kwargs: Any) -> Any:
        sent.append(len(self._searches))
        return execute(self, *args, **kwargs)

    monkeypatch.setattr(MultiSearch, "execute", counted)
    return sent


def search(**asked: Any) -> CatalogueResult:
    """The cluster's own answer."""
    found = ElasticsearchEngine().search(CatalogueQuery(**{"text": "vind", **asked}))
    assert not found.is_substitute
    return found


def last_two(found: CatalogueResult) -> list[str]:
    """The two whose order the first hits decide."""
    return [hit.entry.title for hit in found.hits][4:]


def test_the_page_is_asked_for_once_more_and_nothing_else(requests: list[int]) -> None:
    """First the page, the counts by language and what to learn from; then the page alone."""
    assert last_two(search()) == REORDERED
    assert requests == [5, 1]


def test_the_next_page_of_the_same_engine_knows_what_was_learnt(requests: list[int]) -> None:
    """Learnt once for a text: then one request is enough."""
    using = ElasticsearchEngine()
    using.search(CatalogueQuery(text="vind", page_size=4))
    found = using.search(CatalogueQuery(text="vind", page_size=4, page=2))
    assert [hit.entry.title for hit in found.hits] == REORDERED
    assert requests == [5, 1, 4]


def test_one_request_is_enough_where_nothing_would_move(requests: list[int]) -> None:
    """Another order, no text, too few hits, no words, nothing left by the filters."""
    search(sort="titel")
    search(text="")
    search(text="kassen", page=2)
    search(text="7. klasse")
    search(chosen={"form": ("project",)}, page=2)
    assert requests == [4, 1, 5, 4, 5]


def test_a_slow_first_answer_is_shown_as_it_is(requests: list[int], settings: Any) -> None:
    """The order of the words alone, in one request; with 0 there is nothing to learn from either."""
    for share in (1e-9, 0):
        settings.ELASTICSEARCH_FEEDBACK = share
        assert last_two(search()) == BY_WORDS
    assert requests == [5, 4]


def test_a_breaker_that_tripped_meanwhile_allows_no_second(
    requests: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another thread has met a failure: the first answer is enough."""
    execute = MultiSearch.execute

    def tripping(self: Any) -> Any:
        found = execute(self)
        monkeypatch.setattr(breaker, "close", breaker.trip)
        return found

    monkeypatch.setattr(MultiSearch, "execute", tripping)
    assert last_two(search()) == BY_WORDS
    assert requests == [5]


def test_the_first_answer_stands_where_the_second_never_comes(
    requests: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cluster went away between the two: no substitute, and nobody asks it for a while."""
    execute = MultiSearch.execute

    def once(self: Any) -> Any:
        if requests:
            raise ConnectionTimeout("too late")
        return execute(self)

    monkeypatch.setattr(MultiSearch, "execute", once)
    found = search()
    assert (last_two(found), found.total) == (BY_WORDS, 6)
    assert not breaker.is_closed


def test_both_engines_rank_alike_and_the_explanation_says_why() -> None:
    """As `search_catalogue --explain` prints it."""
    query = CatalogueQuery(text="vind")
    here, there = DatabaseEngine().ranked(query), ElasticsearchEngine().ranked(query)
    assert [(pk, is_hit) for pk, _score, is_hit in here] == [(pk, is_hit) for pk, _score, is_hit in there]
    beta, alfa = Entry.objects.get(title="Vind beta"), Entry.objects.get(title="Vind alfa")
    said = explain("vind", "da", [beta.pk, alfa.pk]).splitlines()
    assert "the first hits have in common" in said[-3]
    assert "tromme" in said[-3]
    assert "like the first hits" in said[-2]
    assert "like the first hits" not in said[-1]


def test_the_likest_gets_its_share_of_the_best_score(settings: Any) -> None:
    """The share of the database engine, but for lengths that the cluster counts in its own way."""
    query, shares = CatalogueQuery(text="vind"), []
    for share in (0.25, 0):
        settings.ELASTICSEARCH_FEEDBACK = share
        shares.append(ElasticsearchEngine().ranked(query)[0][1])
    assert shares[0] / shares[1] == pytest.approx(1 + FEEDBACK, abs=0.1)


@pytest.mark.parametrize("more", [1, 3])
def test_learning_costs_four_queries_whatever_is_found(
    more: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    """The words of the best, how many have them, and how alike they are: beside the four of every search."""
    for number in range(more):
        live_offer(host_in(), title=f"Vind {number}")
    keep_up()
    search()
    with django_assert_num_queries(8):
        search()
