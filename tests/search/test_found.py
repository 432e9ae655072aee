"""What the database finds as one list: counts are kept for the same entries, and never outlive them."""

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from search.engines import found as kept
from search.engines.found import Found
from search.models import Entry
from search.projection import refresh_offer
from search.query import FACETS
from tests.factories.catalogue import host_in, live_offer

FORMS = {"form": {"company_visit": 1}}


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Each test begins as a process does."""
    kept._kept.clear()


def listed() -> Found:
    """What the Danish catalogue lists."""
    return Found.of(Entry.objects.listed_in("da"))


@pytest.mark.django_db
def test_nothing_found_is_no_query_more(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """An empty catalogue has no counts and no rows."""
    with django_assert_num_queries(1):
        found = listed()
        assert (found.total, found.counts(FACETS), list(found.entries())) == (0, {}, [])


@pytest.mark.django_db
@pytest.mark.parametrize("many", [0, 10])
def test_few_and_many_are_counted_alike(monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    """Whichever way the database goes, only the facets asked for are counted."""
    monkeypatch.setattr(kept, "MANY", many)
    host = host_in()
    live_offer(host)
    live_offer(host, form="guest_teacher")
    assert listed().counts(["form", "varighed"]) == {
        "form": {"company_visit": 1, "guest_teacher": 1},
        "varighed": {"halv-dag": 2},
    }


@pytest.mark.django_db
def test_inside_a_transaction_nothing_is_kept() -> None:
    """What is rolled back gives its number to another entry: its counts must not be met again."""
    host = host_in()
    with transaction.atomic():
        live_offer(host, form="guest_teacher")
        assert listed().counts(["form"]) == {"form": {"guest_teacher": 1}}
        transaction.set_rollback(True)
    live_offer(host)
    assert listed().counts(["form"]) == FORMS


@pytest.mark.own_database
@pytest.mark.django_db(transaction=True)
def test_the_same_entries_are_counted_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """The second question for the same entries asks only which they are; its answer is nobody else's to change."""
    live_offer(host_in())
    assert not connection.in_atomic_block
    listed().counts(["form"])["form"]["company_visit"] = 7
    with django_assert_num_queries(1):
        assert listed().counts(["form"]) == FORMS


@pytest.mark.own_database
@pytest.mark.django_db(transaction=True)
def test_a_change_is_counted_at_once() -> None:
    """An offer whose facts change is another entry, so nothing kept fits it."""
    offer = live_offer(host_in())
    assert listed().counts(["form"]) == FORMS
    page = offer.pages.get()
    page.form = "guest_teacher"
    page.save()
    refresh_offer(offer)
    assert listed().counts(["form"]) == {"form": {"guest_teacher": 1}}
