"""What only the cluster's engine has: freshness, rebuilding, drift, substitutes, and no trust in its own index."""

import time
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import Organisation
from bookings.actions import confirm
from bookings.models import Booking
from offers.models import Offer, OfferState
from search.cluster.checking import compare
from search.cluster.connection import ClusterAway, breaker, client
from search.cluster.documents import alias, indices_behind
from search.cluster.renewing import catch_up, keep_up, renew
from search.cluster.sending import ahead, send_ahead, versions
from search.engines import engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.models import IndexState
from search.query import CatalogueQuery
from tests.factories.accounts import UserFactory
from tests.factories.bookings import ask_for, new_school, teacher_at
from tests.factories.catalogue import host_in, live_offer, occurrence

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch, pytest.mark.usefixtures("cluster")]
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def host() -> Organisation:
    """A company in an open municipality."""
    return host_in(name="Nordvind Værksted")


def titles(**asked: Any) -> list[str]:
    """The titles that the cluster finds, in order."""
    found = engine().search(CatalogueQuery(**asked))
    assert not found.is_substitute
    return [hit.entry.title for hit in found.hits]


def test_a_published_offer_is_findable_within_two_seconds_of_the_workers_work(host: Organisation) -> None:
    """The worker comes round every second; sending and refreshing take the rest."""
    live_offer(host, title="Byg en vindmølle")
    began = time.monotonic()
    keep_up()
    assert titles(text="vindmøller") == ["Byg en vindmølle"]
    assert time.monotonic() - began < 1.0


def test_what_the_worker_has_sent_is_not_sent_again(host: Organisation) -> None:
    """Only what is ahead of the index goes out."""
    offer = live_offer(host)
    assert keep_up() == 1
    assert keep_up() == 0
    occurrence(offer)
    assert keep_up() == 1


def test_a_withdrawn_offer_is_never_shown_from_a_stale_index(host: Organisation) -> None:
    """Hits are looked up in the database before they are shown."""
    offer = live_offer(host, title="Byg en vindmølle")
    keep_up()
    Offer.objects.filter(pk=offer.pk).update(state=OfferState.WITHDRAWN)
    assert titles(text="vindmøller") == []


def test_an_unpublished_text_is_never_shown_from_a_stale_index(host: Organisation) -> None:
    """Nor is one whose page is gone; the worker then removes the document."""
    offer = live_offer(host, title="Byg en vindmølle")
    keep_up()
    offer.pages.get().unpublish()
    assert titles() == []
    keep_up()
    assert compare().documents == 0


def test_a_late_write_never_overwrites_a_newer_one(host: Organisation) -> None:
    """The cluster keeps the highest version."""
    offer = live_offer(host, title="Ny titel")
    keep_up()
    newest = versions([offer.pk])[offer.pk]
    old = {"offer": offer.pk, "language": "da", "title": "Gammel titel"}
    using = client().options(ignore_status=409)
    using.index(index=alias("da"), id=str(offer.pk), document=old, version=newest - 1, version_type="external_gte")
    assert client().get(index=alias("da"), id=str(offer.pk))["_source"]["title"] == "Ny titel"


def test_a_request_that_lapses_frees_its_place_without_any_writing(host: Organisation) -> None:
    """What only the clock changes is filtered by now, never indexed."""
    offer = live_offer(host, title="Byg en vindmølle")
    date = occurrence(offer, capacity=1, taken=0)
    booking = ask_for(date, teacher_at(new_school()))
    ends = timezone.now() + timedelta(seconds=2)
    Booking.objects.filter(pk=booking.pk).update(expires_at=ends)
    keep_up()
    assert titles(bookable=True) == []
    time.sleep(max(0.0, (ends - timezone.now()).total_seconds()) + 0.1)
    assert titles(bookable=True) == ["Byg en vindmølle"]


def test_a_confirmed_request_holds_its_place_past_the_deadline(host: Organisation) -> None:
    """Saying yes raises the date's version: the old deadline is forgotten."""
    date = occurrence(live_offer(host), capacity=1, taken=0)
    booking = ask_for(date, teacher_at(new_school()))
    ends = timezone.now() + timedelta(seconds=3)
    Booking.objects.filter(pk=booking.pk).update(expires_at=ends)
    keep_up()
    confirm(booking=booking, by=UserFactory())
    assert keep_up() == 1
    time.sleep(max(0.0, (ends - timezone.now()).total_seconds()) + 0.1)
    assert titles(bookable=True) == []


def test_a_rebuild_moves_the_alias_and_leaves_nothing_behind(host: Organisation) -> None:
    """One index behind each alias, as before."""
    live_offer(host, title="Byg en vindmølle")
    keep_up()
    before = indices_behind(client(), "da")
    assert renew() == 1
    assert indices_behind(client(), "da") != before
    assert list(client().indices.get(index=f"{alias('da')}-*")) == indices_behind(client(), "da")
    assert (titles(), keep_up(), len(compare())) == (["Byg en vindmølle"], 0, 0)


def test_what_changed_during_a_rebuild_is_caught_up(host: Organisation) -> None:
    """Also when the worker has sent it into the index that the rebuild took away."""
    first, second = live_offer(host, title="Byg en vindmølle"), live_offer(host, title="Vind i tal")
    filled = versions()
    keep_up()
    occurrence(first)
    second.pages.get().unpublish()
    keep_up()
    renew()
    IndexState.objects.update(sent=10**6)
    assert catch_up(filled) == 2
    assert (titles(), len(compare())) == (["Byg en vindmølle"], 0)


def test_drift_is_found_and_repaired(host: Organisation) -> None:
    """A document lost, one too many, one outdated, and one newer than a database restored from a backup."""
    offers = [live_offer(host, title=f"Vind {number}") for number in range(4)]
    keep_up()
    using, old = client(), {"offer": 999_999, "language": "da", "lexicon": ""}
    same = versions()[offers[0].pk]
    using.delete(index=alias("da"), id=str(offers[0].pk), version=same, version_type="external_gte")
    using.index(index=alias("sv"), id="999999", document=old)
    using.index(index=alias("da"), id=str(offers[3].pk), document=old, version=5000, version_type="external_gte")
    Offer.objects.filter(pk=offers[1].pk).update(version=50)
    out = StringIO()
    call_command("check_index", dry_run=True, stdout=out)
    assert "drift 4" in out.getvalue()
    call_command("check_index", stdout=out)
    assert "4 offers sent again" in out.getvalue()
    assert (compare().documents, len(compare())) == (4, 0)


def test_the_database_answers_when_the_cluster_is_away(host: Organisation, client: Client, settings: Any) -> None:
    """The page never fails, and says so."""
    live_offer(host, title="Byg en vindmølle")
    settings.ELASTICSEARCH_URLS = [NOWHERE]
    response = client.get("/tilbud/", {"q": "vindmøller"})
    assert [hit.entry.title for hit in response.context["found"].hits] == ["Byg en vindmølle"]
    assert response.context["found"].is_substitute
    assert "langsommere end normalt" in response.content.decode() or "slower than usual" in response.content.decode()


def test_a_cluster_that_failed_is_not_asked_again_for_a_while(host: Organisation, settings: Any) -> None:
    """The breaker keeps the page fast, then lets one try."""
    urls, settings.ELASTICSEARCH_URLS = settings.ELASTICSEARCH_URLS, [NOWHERE]
    settings.ELASTICSEARCH_REST = 0.4
    assert engine().search(CatalogueQuery()).is_substitute
    settings.ELASTICSEARCH_URLS = urls
    assert engine().search(CatalogueQuery()).is_substitute
    time.sleep(0.5)
    assert not engine().search(CatalogueQuery()).is_substitute


def test_what_is_typed_is_completed_by_the_database_while_the_cluster_is_away(
    host: Organisation, settings: Any
) -> None:
    """And a name that only the index still has is not proposed."""
    live_offer(host, title="Byg en vindmølle")
    gone = live_offer(host, title="Vindmøller til vands")
    keep_up()
    Offer.objects.filter(pk=gone.pk).update(state=OfferState.PAUSED)
    assert [row.name for row in engine().completions("vindmoel", "da")] == ["Byg en vindmølle"]
    settings.ELASTICSEARCH_URLS = [NOWHERE]
    assert [row.name for row in engine().completions("vindmoel", "da")] == ["Byg en vindmølle"]


def test_an_index_that_is_not_there_is_made_by_the_worker(host: Organisation, settings: Any) -> None:
    """Until then the database answers."""
    live_offer(host, title="Byg en vindmølle")
    for language in ("da", "sv", "en"):
        for name in indices_behind(client(), language):
            client().indices.delete(index=name)
    breaker.close()
    assert keep_up() == 1
    assert titles() == ["Byg en vindmølle"]


def test_the_worker_says_when_it_cannot_send(host: Organisation, settings: Any) -> None:
    """And tries again the next time: nothing is noted as sent."""
    live_offer(host)
    settings.ELASTICSEARCH_URLS = [NOWHERE]
    with pytest.raises(ClusterAway):
        keep_up()
    assert len(ahead()) == 1
    breaker.close()


@pytest.mark.parametrize("number", [1, 3])
def test_the_cluster_costs_the_same_database_queries_for_one_and_three(
    host: Organisation, number: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    """Only the hits are looked up."""
    for _ in range(number):
        occurrence(live_offer(host, title=f"Vind {_}"))
    send_ahead()
    ElasticsearchEngine().search(CatalogueQuery(text="vind"))
    with django_assert_num_queries(4):
        ElasticsearchEngine().search(CatalogueQuery(text="vind"))
