"""Live offers with their pages, for tests of what is found and booked."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone
from wagtail.models import Locale

from accounts.models import Organisation, OrganisationKind
from companies.actions import ensure_company_page
from content.municipalities import open_municipality
from offers.models import Occurrence, Offer, OfferPage
from reference.models import Municipality
from tests.factories.accounts import OrganisationFactory

_numbers = count(1)
FACTS: dict[str, Any] = {
    "form": "company_visit",
    "industry": "energy",
    "subjects": ["matematik"],
    "grade_min": 7,
    "grade_max": 9,
    "price": 0,
    "duration_minutes": 150,
    "visit_languages": ["da"],
}


def host_in(municipality: str = "dk-0479", **facts: Any) -> Organisation:
    """A company whose municipality is open."""
    open_municipality(municipality=Municipality.objects.get(pk=municipality))
    return OrganisationFactory(kind=OrganisationKind.COMPANY, municipality_id=municipality, **facts)


def live_offer(host: Organisation, *, title: str = "", language: str = "da", **facts: Any) -> Offer:
    """An open offer with one live page in its first language; `facts` are fields of the page."""
    offer = Offer.objects.create(host=host, first_language=language)
    write_live(offer, title=title or f"Byg en vindmølle {next(_numbers)}", language=language, **{**FACTS, **facts})
    return offer


def write_live(offer: Offer, *, title: str, language: str, **facts: Any) -> OfferPage:
    """One more live page of an offer."""
    parent = ensure_company_page(offer.host, Locale.objects.get(language_code=language))
    page = OfferPage(title=title, offer=offer, locale=parent.locale, live=False, **facts)
    parent.add_child(instance=page)
    page.save_revision(clean=False).publish()
    return page


def occurrence(offer: Offer, *, days: int = 14, hour: int = 9, **facts: Any) -> Occurrence:
    """A date that many days ahead."""
    day = timezone.localtime() + timedelta(days=days)
    starts_at: datetime = day.replace(hour=hour, minute=0, second=0, microsecond=0)
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2, minutes=30)}
    return Occurrence.objects.create(offer=offer, **{**times, "capacity": 4, **facts})
