"""Starting, saving, copying, and writing in another language."""

import pytest

from companies.models import CompanyPage
from offers.actions import AlreadyWritten, copy_offer, draft_of, publish_directly, save_step, write_in_language
from offers.models import Offer, OfferPage
from tests.factories.companies import company_in, member_of
from tests.factories.offers import complete_draft, draft, live_page

pytestmark = pytest.mark.django_db


def test_an_offer_begins_with_what_we_know_of_its_host() -> None:
    company = company_in(organisation__contact_name="Ingrid", organisation__phone="55 00 11 77")
    page = draft(host=company, title="Byg en mølle")
    assert (page.live, page.offer.first_language, page.contact_name, page.industry) == (
        False,
        "da",
        "Ingrid",
        "energy",
    )
    assert page.get_parent().specific == CompanyPage.objects.get(organisation=company)
    assert page.slug == "byg-en-moelle"


def test_an_offer_may_begin_in_swedish() -> None:
    page = draft(language="sv", title="Bygg ett kraftverk")
    assert page.url_path.startswith("/forside-sv/svendborg/")
    assert (page.carries_facts, page.visit_languages) == (True, ["sv"])


def test_a_step_saves_texts_as_a_draft_and_terms_on_the_offer() -> None:
    page = draft()
    writer = member_of(page.offer.host)
    save_step(page=page, values={"summary": "Kort", "max_pupils": 28, "nonsense": 1}, by=writer)
    assert draft_of(OfferPage.objects.get()).summary == "Kort"
    assert Offer.objects.get().max_pupils == 28


def test_two_offers_of_one_title_have_two_addresses() -> None:
    company = company_in()
    one, two = draft(host=company, title="Det samme"), draft(host=company, title="Det samme")
    assert (one.slug, two.slug) == ("det-samme", "det-samme-1")


def test_a_copy_says_the_same_has_the_same_terms_and_is_a_draft() -> None:
    page = live_page(title="Byg en mølle")
    writer = member_of(page.offer.host)
    save_step(page=page, values={"max_pupils": 28, "before": "Ny"}, by=writer)
    copied = copy_offer(offer=page.offer, by=writer)
    assert copied.offer_id != page.offer_id
    assert (copied.live, copied.before, copied.offer.max_pupils) == (False, "Ny", 28)
    assert copied.title.startswith("Byg en mølle (")
    assert copied.missing() == []
    assert not copied.offer.occurrences.exists()


def test_another_language_stands_in_its_own_tree_and_reads_facts_from_the_first() -> None:
    page = live_page(title="Byg en mølle", grade_min=5, grade_max=6)
    swedish = write_in_language(offer=page.offer, language="sv", by=member_of(page.offer.host))
    assert swedish.url_path.startswith("/forside-sv/svendborg/")
    assert swedish.get_url().startswith("/sv/")
    assert (swedish.translation_key, swedish.live) == (page.translation_key, False)
    assert (swedish.grade_min, swedish.facts_page.grade_min) == (None, 5)
    assert swedish.facts_page == page


def test_a_language_is_begun_once() -> None:
    page = complete_draft()
    writer = member_of(page.offer.host)
    english = write_in_language(offer=page.offer, language="en", by=writer)
    with pytest.raises(AlreadyWritten) as there:
        write_in_language(offer=page.offer, language="en", by=writer)
    assert there.value.page == english


def test_offers_count_once_whatever_their_languages() -> None:
    """SV-20: an offer is shared on one platform in several languages."""
    page = live_page()
    swedish = write_in_language(offer=page.offer, language="sv", by=None, title="Bygg ett vindkraftverk")
    publish_directly(page=swedish)
    assert (Offer.objects.count(), OfferPage.objects.live().count()) == (1, 2)


def test_translating_a_whole_tree_leaves_what_companies_write_alone() -> None:
    page = live_page()
    with pytest.raises(Exception, match=r"desk|skrivebord"):
        page.copy_for_translation(page.locale.__class__.objects.get(language_code="sv"))
