"""Catalogues that move in are live at once."""

from typing import Any

import pytest
from wagtail.models import Page

from offers.actions import InReview, change_live, in_bulk, publish_directly, put_live, submit_for_review
from offers.models import Offer, OfferPage
from offers.status import offer_status
from tests.factories.companies import company_in, member_of
from tests.factories.offers import FACTS, TEXTS, complete_draft

pytestmark = pytest.mark.django_db
VALUES: dict[str, Any] = {"title": "Byg en mølle", **TEXTS, **FACTS, "max_pupils": 28}


def test_an_offer_is_put_live_with_facts_and_terms() -> None:
    page = put_live(host=company_in(), language="sv", values=VALUES, external_id="gammel-7")
    assert (page.live, page.offer.external_id, page.offer.max_pupils) == (True, "gammel-7", 28)
    assert (offer_status(page.offer), page.get_url()[:4]) == ("live", "/sv/")
    assert page.get_latest_revision().as_object().title == "Byg en mølle"


def test_many_are_put_live_and_the_tree_stays_whole() -> None:
    company = company_in()
    with in_bulk():
        for number in range(3):
            put_live(host=company, language="da", values=VALUES, external_id=f"nr-{number}")
    assert OfferPage.objects.live().count() == 3
    assert not any(Page.find_problems())


def test_a_live_page_changes_only_when_something_is_different() -> None:
    page = put_live(host=company_in(), language="da", values=VALUES)
    assert not change_live(page=page, values=VALUES)
    assert change_live(page=page, values={**VALUES, "summary": "Ny"})
    assert OfferPage.objects.get().summary == "Ny"


def test_what_an_editor_reads_is_left_to_the_editor() -> None:
    page = complete_draft()
    submit_for_review(page=page, by=member_of(page.offer.host))
    with pytest.raises(InReview):
        publish_directly(page=page)
    with pytest.raises(InReview):
        change_live(page=page, values={"summary": "Ny"})
    assert not Offer.objects.get().pages.get().live
