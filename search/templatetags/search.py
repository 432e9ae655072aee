"""What pages of lower rooms show from the catalogue: coming dates, industries with counts, true numbers."""

from datetime import timedelta
from typing import Any

from django import template
from django.db.models import F, Min
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import Organisation
from offers.models import OfferPage
from reference.models import Industry
from search.engines import engine
from search.models import Entry, free_occurrences
from search.places import with_places
from search.query import CatalogueQuery, Hit
from search.related import related

register = template.Library()
SOON = timedelta(days=31)


def _query(organisation: Organisation | None, **more: Any) -> CatalogueQuery:
    chosen: dict[str, tuple[str, ...]] = {}
    if organisation and organisation.municipality_id:
        chosen["kommune"] = (organisation.municipality_id,)
    return CatalogueQuery(language=get_language() or "da", chosen=chosen, **more)


@register.simple_tag
def soon_bookable(organisation: Organisation | None = None, number: int = 4) -> Any:
    """Offers with free places within a month, soonest first."""
    today = timezone.localdate()
    query = _query(organisation, first_day=today, last_day=today + SOON, sort="dato", page_size=number)
    return with_places(engine().search(query).hits)


@register.simple_tag
def related_offers(page: OfferPage) -> list[Hit]:
    """Other visits that fit somebody who reads this offer."""
    return related(page, get_language() or "da")


@register.simple_tag
def industry_doors(organisation: Organisation | None = None) -> list[dict[str, Any]]:
    """The sixteen industries with how many offers each has."""
    counts = engine().search(_query(organisation, page_size=1)).facets["branche"]
    rows = Industry.objects.all()
    return [{"code": row.code, "name": row.name, "count": counts.get(row.code, 0)} for row in rows]


@register.simple_tag
def catalogue_numbers(organisation: Organisation | None = None) -> dict[str, int]:
    """How many offers and workplaces there are: true numbers for a sentence."""
    listed = Entry.objects.listed_in(get_language() or "da")
    if organisation and organisation.municipality_id:
        listed = listed.filter(offer__host__municipality_id=organisation.municipality_id)
    return {"offers": listed.count(), "workplaces": listed.values("offer__host_id").distinct().count()}


@register.simple_tag
def recommended(featured: Any) -> Any:
    """The offers of a stream of pages as cards show them, in its order; those not listed now are left out."""
    chosen = [block["value"] for block in featured.raw_data] if featured else []
    entries = Entry.objects.listed_in(get_language() or "da").filter(offer__pages__pk__in=chosen)
    found = {page: entry for entry in entries.annotate(chosen=F("offer__pages__pk")) for page in [entry.chosen]}
    listed = [found[page] for page in dict.fromkeys(chosen) if page in found]
    dates = free_occurrences(timezone.now()).filter(offer__in=[entry.offer_id for entry in listed])
    soonest = dict(dates.order_by().values_list("offer").annotate(first=Min("starts_at")))
    return with_places([Hit(entry, 0.0, None, soonest.get(entry.offer_id)) for entry in listed])
