"""Starting an offer, saving its steps, copying it, and writing it in another language."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale

from accounts.audit import record
from accounts.models import Organisation, User
from companies.actions import draft_of, ensure_company_page, save_draft
from content.municipalities import slug_of
from offers.actions.terms import TERMS, change_terms
from offers.models import Offer, OfferPage
from offers.models.page import FACTS, TEXTS


class AlreadyWritten(Exception):
    """The offer has a text in that language."""

    def __init__(self, page: OfferPage) -> None:
        super().__init__(page.locale.language_code)
        self.page = page


def _usual_facts(host: Organisation, language: str) -> dict[str, Any]:
    """What we know of a host already, so that nobody types it again."""
    company = getattr(host, "company", None)
    return {
        "industry": (company.industry_id if company else "") or "",
        "address": host.address,
        "postcode": host.postcode,
        "latitude": host.latitude,
        "longitude": host.longitude,
        "contact_name": host.contact_name,
        "contact_phone": host.phone,
        "contact_email": host.email,
        "visit_languages": [language],
    }


def place_page(page: OfferPage, *, by: User | None) -> OfferPage:
    """Put a new page below its host's page in its own language, which is made when it is not there."""
    parent = ensure_company_page(page.offer.host, page.locale, by=by)
    page.slug = find_available_slug(parent, slug_of(page.title)[:200] or f"tilbud-{page.offer_id}")
    page.owner = by
    added: OfferPage = parent.add_child(instance=page)
    return added


def _add_draft(page: OfferPage, *, by: User | None) -> OfferPage:
    page.live, page.has_unpublished_changes = False, True
    place_page(page, by=by).save_revision(user=by, clean=False)
    return page


@transaction.atomic
def start_offer(*, host: Organisation, language: str, title: str, by: User | None, **facts: Any) -> OfferPage:
    """Begin an offer: the lasting row and a draft in its first language."""
    offer = Offer.objects.create(host=host, owner=by, first_language=language)
    locale = Locale.objects.get(language_code=language)
    page = OfferPage(title=title, offer=offer, locale=locale, **(_usual_facts(host, language) | facts))
    _add_draft(page, by=by)
    record("started offer", offer, by=by, organisation=host)
    return page


@transaction.atomic
def save_step(*, page: OfferPage, values: dict[str, Any], by: User) -> OfferPage:
    """Save what one step of the form holds: texts and facts as a draft, terms on the offer itself."""
    terms = {name: value for name, value in values.items() if name in TERMS}
    written = {name: value for name, value in values.items() if name in page.WRITTEN}
    if terms:
        change_terms(offer=page.offer, terms=terms, by=by)
    return save_draft(page=page, values=written, by=by)


@transaction.atomic
def copy_offer(*, offer: Offer, by: User) -> OfferPage:
    """A new offer with the same text, facts and terms; no dates, and a draft again."""
    first = OfferPage.objects.get(offer=offer, locale__language_code=offer.first_language)
    source = draft_of(first)
    terms = Offer.objects.filter(pk=offer.pk).values(*TERMS).get()
    copied = Offer.objects.create(host=offer.host, owner=by, first_language=offer.first_language, **terms)
    values = {name: getattr(source, name) for name in (*TEXTS, *FACTS)}
    values["title"] = _("%(title)s (copy)") % {"title": source.title}
    page = OfferPage(offer=copied, locale=first.locale, **values)
    _add_draft(page, by=by)
    record("copied offer", copied, by=by, organisation=offer.host, source=offer.pk)
    return page


@transaction.atomic
def write_in_language(*, offer: Offer, language: str, by: User | None, title: str = "") -> OfferPage:
    """Begin the offer's text in another language: the title to be translated, everything else blank."""
    pages = {page.locale.language_code: page for page in offer.pages.select_related("locale")}
    if language in pages:
        raise AlreadyWritten(pages[language])
    first = pages[offer.first_language]
    page = OfferPage(
        title=title or first.draft_title,
        offer=offer,
        locale=Locale.objects.get(language_code=language),
        translation_key=first.translation_key,
    )
    _add_draft(page, by=by)
    record("began translation", offer, by=by, organisation=offer.host, language=language)
    return page
