"""Gives a company its place in the page tree, in every language it needs."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page

from accounts.models import Organisation, OrganisationKind, User
from companies.models import CompaniesPage, CompanyPage
from content.models import MunicipalityPage
from content.municipalities import slug_of


class MunicipalityNotOpen(Exception):
    """The company's municipality has no pages yet."""


def municipality_page_of(organisation: Organisation, locale: Locale) -> MunicipalityPage:
    """The page of the organisation's municipality in a language; an alias is made where only another language is."""
    pages = MunicipalityPage.objects.filter(
        organisation__kind=OrganisationKind.MUNICIPALITY,
        organisation__municipality_id=organisation.municipality_id,
    )
    found = pages.filter(locale=locale).first()
    if found:
        return found
    other = pages.filter(alias_of__isnull=True).order_by("pk").first()
    if other is None:
        raise MunicipalityNotOpen(str(organisation.municipality or organisation))
    alias: MunicipalityPage = other.copy_for_translation(locale, copy_parents=True, alias=True)
    return alias


def _companies_page(municipality: MunicipalityPage) -> CompaniesPage:
    found = CompaniesPage.objects.child_of(municipality).first()
    if found:
        return found
    with translation.override(municipality.locale.language_code):
        page = CompaniesPage(title=_("Companies"), slug="virksomheder", locale=municipality.locale)
    siblings = MunicipalityPage.objects.filter(translation_key=municipality.translation_key)
    for other in siblings.exclude(pk=municipality.pk):
        twin = CompaniesPage.objects.child_of(other).first()
        page.translation_key = twin.translation_key if twin else page.translation_key
    added: CompaniesPage = municipality.add_child(instance=page)
    return added


@transaction.atomic
def ensure_company_page(organisation: Organisation, locale: Locale, *, by: User | None = None) -> CompanyPage:
    """The company's page in a language: its own, an alias of the one it wrote first, or a new one with its name.

    A new page is live at once and says only the name, which the register or the municipality vouches for; every text
    on it is reviewed.
    """
    pages = CompanyPage.objects.filter(organisation=organisation)
    found = pages.filter(locale=locale).first()
    if found:
        return found
    parent = _companies_page(municipality_page_of(organisation, locale))
    slug = find_available_slug(parent, slug_of(organisation.name) or f"virksomhed-{organisation.pk}")
    source = pages.filter(alias_of__isnull=True).order_by("pk").first()
    if source:
        alias: CompanyPage = source.create_alias(
            parent=parent, update_slug=slug, update_locale=locale, reset_translation_key=False
        )
        return alias
    page = CompanyPage(title=organisation.name, slug=slug, locale=locale, organisation=organisation, owner=by)
    added: CompanyPage = parent.add_child(instance=page)
    return added


def ensure_parents(page: Page, locale: Locale) -> Page:
    """The page below which the translation of `page` belongs, with every parent it needs (an sv page must not stand
    below da parents: it would answer at the wrong address)."""
    parent = page.get_parent().specific
    if isinstance(parent, CompanyPage):
        return ensure_company_page(parent.organisation, locale)
    try:
        found: Page = parent.get_translation(locale)
    except type(parent).DoesNotExist:
        found = parent.copy_for_translation(locale, copy_parents=True, alias=True)
    return found


@transaction.atomic
def make_own(page: CompanyPage, *, by: User | None) -> CompanyPage:
    """Let an alias become a text of its own, so that a company can write in that language."""
    if page.alias_of_id is None:
        return page
    page.alias_of = None
    page.about = page.gains = ""
    page.save(clean=False)
    page.save_revision(user=by, clean=False, changed=False)
    return page
