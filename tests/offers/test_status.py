"""The state of an offer in one word, and the list that knows it without asking again."""

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from companies.reviews import page_status
from content.statuses import STATUSES
from offers.actions import pause, reopen, save_step, submit_for_review, withdraw
from offers.models import Offer, OfferPage
from offers.status import first_page, offer_status, own_offers
from tests.factories.companies import company_in, member_of
from tests.factories.offers import complete_draft, date_of, draft, live_page

pytestmark = pytest.mark.django_db
LIST_QUERIES = 3


def status(page: OfferPage) -> str:
    """The state of the page's offer now."""
    return offer_status(Offer.objects.get(pk=page.offer_id))


def test_draft_in_review_live_and_changed() -> None:
    page = complete_draft()
    writer = member_of(page.offer.host)
    assert status(page) == "draft"
    submit_for_review(page=page, by=writer)
    assert status(page) == "in_review"
    live = live_page()
    assert status(live) == "live"
    save_step(page=live, values={"before": "Ny"}, by=writer)
    assert status(live) == "live_draft"
    submit_for_review(page=live, by=writer)
    assert status(live) == "live_in_review"


def test_pause_counts_before_the_text_and_withdrawal_before_everything() -> None:
    page, unfinished = live_page(), draft()
    writer = member_of(page.offer.host)
    pause(offer=page.offer, by=writer)
    pause(offer=unfinished.offer, by=writer)
    assert (status(page), status(unfinished)) == ("paused", "draft")
    withdraw(offer=page.offer, by=writer)
    withdraw(offer=unfinished.offer, by=writer)
    assert (status(page), status(unfinished)) == ("withdrawn", "withdrawn")
    reopen(offer=page.offer, by=writer)
    assert status(page) == "live"


def test_every_state_can_be_shown() -> None:
    page = live_page()
    assert {status(page), page_status(page), "live_needs_changes", "needs_changes", "rejected"} <= set(STATUSES)


def test_an_offer_without_pages_is_a_draft() -> None:
    offer = Offer.objects.create(host=company_in())
    assert (offer_status(offer), first_page(offer), offer.title) == ("draft", None, "")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_offers_as_for_one(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    company = company_in()
    writer = member_of(company)
    for _each in range(number):
        page = complete_draft(host=company, by=writer)
        submit_for_review(page=page, by=writer)
        date_of(page.offer)
    with django_assert_num_queries(LIST_QUERIES):
        rows = [(offer_status(offer), offer.title) for offer in own_offers(company, timezone.now())]
    assert [state for state, _title in rows] == ["in_review"] * number


def test_the_list_counts_coming_places_only() -> None:
    page = live_page()
    date_of(page.offer, days=10, capacity=4, taken=1)
    later = date_of(page.offer, days=20, capacity=2)
    date_of(page.offer, days=5, state="cancelled")
    date_of(page.offer, days=-5, capacity=9)
    offer = own_offers(page.offer.host, timezone.now()).get()
    assert (offer.places_taken, offer.places) == (1, 6)
    assert offer.next_start < later.starts_at


def test_a_company_lists_its_own_only() -> None:
    mine, theirs = complete_draft(), complete_draft()
    assert [offer.pk for offer in own_offers(mine.offer.host, timezone.now())] == [mine.offer_id]
    assert theirs.offer_id != mine.offer_id


def test_an_offer_is_called_by_its_live_title_in_the_readers_language() -> None:
    page = live_page(title="Byg en mølle")
    save_step(page=page, values={"title": "Noget nyt"}, by=member_of(page.offer.host))
    assert Offer.objects.get().title == "Byg en mølle"
