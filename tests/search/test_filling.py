"""Documents are made and sent by the thousand: at a fixed number of queries, and never lost in silence."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Organisation
from search.cluster.connection import client
from search.cluster.documents import OfferDocument, alias, create
from search.cluster.reading_rows import documents
from search.cluster.sending import fill, versions
from search.projection import LANGUAGES, pages_by_language
from tests.factories.catalogue import host_in, live_offer, occurrence


@pytest.fixture
def host() -> Organisation:
    """A company in an open municipality."""
    return host_in(name="Nordvind Værksted")


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_documents_cost_the_same_queries_for_one_offer_and_for_three(
    host: Organisation, number: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    """Pages, languages, entries, dates, facets and words are each read once for all."""
    offers = [live_offer(host, title=f"Vind {n}") for n in range(number)]
    for offer in offers:
        occurrence(offer)
    list(documents([offer.pk for offer in offers]))
    with django_assert_num_queries(13):
        made = list(documents([offer.pk for offer in offers]))
    assert [row["title"] for row in made] == [f"Vind {n}" for n in range(number)]


@pytest.mark.django_db
def test_a_document_has_only_what_the_index_knows(host: Organisation) -> None:
    """And says nothing of what the offer has not."""
    offer = live_offer(host)
    occurrence(offer)
    [made] = documents([offer.pk])
    known = OfferDocument._doc_type.mapping.properties.to_dict()["properties"]
    assert made.keys() <= known.keys()
    assert made["dates"][0].keys() <= known["dates"]["properties"].keys()
    assert None not in made.values()


@pytest.mark.django_db
@pytest.mark.sqlite  # other databases keep statistics and choose by them
def test_pages_are_found_through_their_offers_however_many_other_pages_there_are() -> None:
    """Among a million pages the other way took four seconds for five hundred offers."""
    with CaptureQueriesContext(connection) as asked:
        list(pages_by_language(list(range(500))))
    [reading] = [query["sql"] for query in asked.captured_queries if "offers_offerpage" in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {reading}")
        plan = " ".join(row[3] for row in cursor.fetchall())
    assert "offers_offerpage USING INDEX offers_offerpage_offer_id" in plan


@pytest.mark.django_db
@pytest.mark.elasticsearch
@pytest.mark.usefixtures("cluster")
def test_a_cluster_without_room_stops_the_filling(host: Organisation) -> None:
    """What is sent from another thread and refused there is not counted as written."""
    live_offer(host)
    made = {language: create(client(), language) for language in LANGUAGES}
    client().indices.put_settings(index=f"{alias('da')}-*", settings={"index.blocks.read_only_allow_delete": True})
    with pytest.raises(RuntimeError, match="was not taken"):
        list(fill(client(), versions(), made))
