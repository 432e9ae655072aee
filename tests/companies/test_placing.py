"""Where a company's pages stand in the tree."""

import pytest
from wagtail.models import Locale, Page

from accounts.models import OrganisationKind
from companies.actions import MunicipalityNotOpen, ensure_company_page, ensure_parents, make_own
from companies.models import CompaniesPage, CompanyPage
from content.models import MunicipalityPage
from tests.factories.accounts import OrganisationFactory
from tests.factories.companies import company_in
from tests.factories.offers import draft

pytestmark = pytest.mark.django_db


def locale(code: str) -> Locale:
    """A language of the site."""
    return Locale.objects.get(language_code=code)


def test_a_company_stands_below_its_municipality_and_answers_there() -> None:
    page = ensure_company_page(company_in(), locale("da"))
    assert page.url_path.startswith("/forside/svendborg/virksomheder/nordvind-vaerksted-")
    assert page.get_url() == page.url_path.removeprefix("/forside")
    assert page.live


def test_asking_again_gives_the_same_page() -> None:
    company = company_in()
    assert ensure_company_page(company, locale("da")) == ensure_company_page(company, locale("da"))
    assert CompaniesPage.objects.count() == 1


def test_two_companies_of_one_name_have_two_addresses() -> None:
    one, two = company_in(organisation__name="Bageriet"), company_in(organisation__name="Bageriet")
    slugs = {ensure_company_page(company, locale("da")).slug for company in (one, two)}
    assert slugs == {"bageriet", "bageriet-1"}


def test_another_language_has_its_own_tree_and_address() -> None:
    company = company_in()
    first = ensure_company_page(company, locale("da"))
    swedish = ensure_company_page(company, locale("sv"))
    assert swedish.alias_of_id == first.pk
    assert swedish.get_url().startswith("/sv/svendborg/")
    assert swedish.get_parent().title == "Företag" or swedish.get_parent().locale == locale("sv")


def test_where_a_municipality_lacks_a_language_an_alias_is_made() -> None:
    company = company_in()
    MunicipalityPage.objects.get(locale=locale("en")).delete()
    page = ensure_company_page(company, locale("en"))
    municipality = MunicipalityPage.objects.ancestor_of(page).get()
    assert municipality.alias_of is not None
    assert page.get_url().startswith("/en/svendborg/")


def test_a_municipality_that_does_not_take_part_says_so() -> None:
    company = OrganisationFactory(kind=OrganisationKind.COMPANY, municipality_id="dk-0101")
    with pytest.raises(MunicipalityNotOpen):
        ensure_company_page(company, locale("da"))


def test_parents_of_a_translation_are_made_as_needed() -> None:
    page = draft()
    parent = ensure_parents(page, locale("sv"))
    assert isinstance(parent, CompanyPage)
    assert parent.locale == locale("sv")


def test_parents_of_other_pages_are_aliases() -> None:
    page = draft()
    companies = CompaniesPage.objects.get(locale=locale("da"))
    parent = ensure_parents(companies, locale("sv"))
    assert parent.locale == locale("sv")
    assert ensure_parents(page, locale("da")).pk == page.get_parent().pk


def test_an_alias_becomes_a_text_of_its_own() -> None:
    company = company_in()
    first = ensure_company_page(company, locale("da"))
    first.about = "Vi bygger møller"
    first.save_revision().publish()
    swedish = ensure_company_page(company, locale("sv"))
    assert swedish.about == "Vi bygger møller"
    own = make_own(swedish, by=None)
    assert (own.alias_of, own.about, make_own(own, by=None)) == (None, "", own)


def test_the_tree_stays_whole() -> None:
    company = company_in()
    for code in ("da", "sv", "en"):
        ensure_company_page(company, locale(code))
    assert not any(Page.find_problems())
