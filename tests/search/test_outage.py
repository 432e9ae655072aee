"""Servers really stopped, frozen and killed while people search."""

import threading
import time
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts.models import Organisation
from offers.models import Offer
from search.cluster.checking import compare
from search.cluster.connection import breaker
from search.cluster.renewing import keep_up, renew
from search.engines.elasticsearch import ElasticsearchEngine
from search.models import Entry
from search.query import CatalogueQuery
from tests.factories.catalogue import host_in, live_offer, occurrence
from tests.search.servers import freeze, is_green, kill, servers, until
from tools.services.processes import end

pytestmark = [pytest.mark.elasticsearch, pytest.mark.cluster]
REST = 0.5
FIRST = 20


@pytest.fixture
def near(settings: Any) -> Iterator[Any]:
    """Settings for a cluster of our own."""
    if not settings.ELASTICSEARCH_URLS:
        pytest.skip("ELASTICSEARCH_URL is not set: make services")
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_TIMEOUT, settings.ELASTICSEARCH_REST = 1.5, REST
    breaker.close()
    yield settings
    breaker.close()


@pytest.mark.django_db
def test_the_page_answers_while_the_server_hangs_and_after_it_has_stopped(client: Client, near: Any) -> None:
    """A frozen server costs one time-out, a stopped one nothing; when it is back it answers again."""
    live_offer(host_in(), title="Byg en vindmølle")
    with servers(1, heap_mb=400) as [node]:
        near.ELASTICSEARCH_URLS = [node.url]
        keep_up()
        until(lambda: not _asked(client)[0])
        freeze(node)
        substitute, seconds = _asked(client)
        again, next_seconds = _asked(client)
        freeze(node, thaw=True)
        assert (substitute, again) == (True, True)
        assert seconds < 1.5 + 1.0
        assert next_seconds < 1.0
        until(lambda: not _asked(client)[0])
        end(node.as_started())
        time.sleep(REST)
        stopped, seconds = _asked(client)
        assert stopped
        assert seconds < 1.0


def _asked(client: Client) -> tuple[bool, float]:
    """Whether the database answered for the cluster, and how long it took; the offer is always found."""
    began = time.monotonic()
    response = client.get("/tilbud/", {"q": "vindmøller"})
    took = time.monotonic() - began
    assert [hit.entry.title for hit in response.context["found"].hits] == ["Byg en vindmølle"]
    return response.context["found"].is_substitute, took


class Searching:
    """People who search from several threads for as long as they are let."""

    def __init__(self) -> None:
        self.searches, self.failed, self.short = 0, 0, 0
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._search) for _ in range(2)]

    def __enter__(self) -> "Searching":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _search(self) -> None:
        while not self._over.is_set():
            found = ElasticsearchEngine().search(CatalogueQuery(text="vindmølle"))
            self.searches += 1
            self.failed += found.is_substitute
            self.short += found.total < FIRST
        connection.close()


@pytest.mark.own_database
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("cluster")
def test_no_search_fails_while_the_index_is_made_anew(near: Any) -> None:
    """Three rebuilds under people who search; an offer published during each is in the new index."""
    near.ELASTICSEARCH_TIMEOUT = 20.0
    host = host_in()
    for number in range(FIRST):
        live_offer(host, title=f"Byg en vindmølle {number}")
    keep_up()

    def publishing(offers: Iterable[int]) -> Iterator[int]:
        live_offer(host, title="Byg en vindmølle imens")
        yield from offers

    with Searching() as people:
        for _rebuild in range(3):
            renew(progress=publishing)
        drift = compare()
    assert people.searches > FIRST
    assert (people.failed, people.short, len(drift)) == (0, 0, 0)
    assert drift.documents == Entry.objects.count() == FIRST + 3


@pytest.mark.slow
@pytest.mark.own_database
@pytest.mark.django_db(transaction=True)
def test_a_node_of_three_is_killed_while_searching_and_indexing_and_comes_back(near: Any) -> None:
    """No search fails, no document is lost, and index and database agree afterwards."""
    near.ELASTICSEARCH_SHARDS = 3
    near.ELASTICSEARCH_TIMEOUT = 10.0
    host = host_in()
    for number in range(FIRST):
        live_offer(host, title=f"Byg en vindmølle {number}")
    with servers(3, heap_mb=400) as nodes:
        near.ELASTICSEARCH_URLS = [node.url for node in nodes]
        until(lambda: is_green(nodes[0], 3))
        renew()
        until(lambda: is_green(nodes[0], 3))
        with Searching() as people:
            written = _write(host, 5)
            kill(nodes[1])
            written += _write(host, 15)
            nodes[1].began(nodes[1].begin())
            written += _write(host, 5)
            until(lambda: is_green(nodes[0], 3))
        keep_up()
        drift = compare()
    print(f"{people.searches} searches, {people.failed} failed, {people.short} short; {written} offers written")
    assert people.searches > 50
    assert (people.failed, people.short, len(drift)) == (0, 0, 0)
    assert drift.documents == Entry.objects.count() == FIRST + written


def _write(host: Organisation, number: int) -> int:
    """New offers and changed dates, sent one by one as the worker does."""
    for _ in range(number):
        live_offer(host, title="Byg en vindmølle til")
        occurrence(Offer.objects.order_by("pk").first() or live_offer(host))
        keep_up()
        time.sleep(0.2)
    return number
