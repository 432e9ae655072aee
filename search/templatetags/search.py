"""What pages of lower rooms show from the catalogue: coming dates, industries with counts, true numbers."""

from datetime import timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import Organisation
from reference.models import Industry
from search.engines import engine
from search.models import Entry, free_occurrences
from search.places import with_places
from search.query import CatalogueQuery, Hit

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
def hit_of(offer_id: int) -> Any:
    """One offer as a card shows it, or None when it is not listed in the reader's language."""
    entry = Entry.objects.listed_in(get_language() or "da").filter(offer_id=offer_id).first()
    if entry is None:
        return None
    soonest = free_occurrences(timezone.now()).filter(offer=offer_id).order_by("starts_at").first()
    hit = Hit(entry=entry, score=0.0, distance_km=None, next_start=soonest.starts_at if soonest else None)
    return with_places([hit])[0]
