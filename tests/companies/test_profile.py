"""Facts at once, texts after review, and busy weeks."""

import pytest

from accounts.models import User
from companies.actions import add_peak_season, change_facts, remove_peak_season, save_draft, start_text
from companies.models import Company, CompanyPage, PeakSeason, Sector
from tests.factories.companies import company_in, member_of

pytestmark = pytest.mark.django_db


def test_facts_hold_at_once() -> None:
    """KX-22: private companies, public workplaces and associations."""
    company = company_in()
    change_facts(organisation=company, facts={"phone": "55 00 11 77", "sector": Sector.PUBLIC}, by=member_of(company))
    company.refresh_from_db()
    assert (company.phone, Company.objects.get(organisation=company).sector) == ("55 00 11 77", Sector.PUBLIC)


def test_a_text_begins_in_any_language_and_goes_live_only_after_review() -> None:
    company = company_in()
    writer: User = member_of(company)
    page = start_text(organisation=company, language="sv", by=writer)
    save_draft(page=page, values={"about": "Vi bygger vindkraftverk"}, by=writer)
    stored = CompanyPage.objects.get(organisation=company)
    assert (stored.locale.language_code, stored.about, stored.live) == ("sv", "", True)
    assert stored.has_unpublished_changes


def test_the_same_busy_weeks_are_noted_once() -> None:
    """OP-25: a company names the weeks in which it is too busy."""
    company = company_in()
    writer = member_of(company)
    facts = {"company": company.company, "first_week": 51, "last_week": 2, "note": "Jul", "by": writer}
    season = add_peak_season(**facts)
    assert add_peak_season(**facts) == season
    assert [season.covers(week) for week in (50, 51, 1, 2, 3)] == [False, True, True, True, False]
    remove_peak_season(season=season, by=writer)
    assert not PeakSeason.objects.exists()
