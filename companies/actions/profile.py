"""What a company says about itself: facts at once, texts after review, and its busy weeks."""

from typing import Any

from django.db import transaction
from wagtail.models import Locale

from accounts.audit import record
from accounts.models import Organisation, User
from companies.actions.placing import ensure_company_page, make_own
from companies.events import facts_changed
from companies.models import Company, CompanyPage, PeakSeason

ORGANISATION_FACTS = (
    "address",
    "postcode",
    "town",
    "latitude",
    "longitude",
    "email",
    "phone",
    "website",
    "contact_name",
    "contact_title",
)
COMPANY_FACTS = ("sector", "industry", "employees", "experience")


@transaction.atomic
def change_facts(*, organisation: Organisation, facts: dict[str, Any], by: User) -> Organisation:
    """Keep address, contact, sector and industry; these are facts and need no review."""
    company, _new = Company.objects.get_or_create(organisation=organisation)
    for row, names in ((organisation, ORGANISATION_FACTS), (company, COMPANY_FACTS)):
        given = [name for name in names if name in facts]
        for name in given:
            setattr(row, name, facts[name])
        row.save(update_fields=given)
    record("changed facts", organisation, by=by, organisation=organisation)
    facts_changed(organisation)
    return organisation


@transaction.atomic
def start_text(*, organisation: Organisation, language: str, by: User) -> CompanyPage:
    """The company's page in a language as a text of its own."""
    locale = Locale.objects.get(language_code=language)
    return make_own(ensure_company_page(organisation, locale, by=by), by=by)


@transaction.atomic
def add_peak_season(*, company: Company, first_week: int, last_week: int, note: str, by: User) -> PeakSeason:
    """Note weeks of the year in which the company is too busy for visits (contract OP-25)."""
    season, _new = PeakSeason.objects.get_or_create(
        company=company, first_week=first_week, last_week=last_week, defaults={"note": note}
    )
    record("added busy weeks", company, by=by, organisation=company.organisation, weeks=str(season))
    return season


@transaction.atomic
def remove_peak_season(*, season: PeakSeason, by: User) -> None:
    """Forget busy weeks."""
    record("removed busy weeks", season.company, by=by, organisation=season.company.organisation, weeks=str(season))
    season.delete()
