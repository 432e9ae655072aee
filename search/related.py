"""Other visits that fit a reader of one offer: same subject, grades or industry, near, with free dates."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from offers.models import OfferPage
from reference.geography import Point, bounding_box, distance_km
from reference.models import Subject
from search.engines.database import DatabaseEngine, hit_of
from search.models import Entry, FacetValue, free_occurrences
from search.places import with_places
from search.query import CatalogueQuery, Hit

NUMBER = 3
NEAR_KM, WITHIN_KM = 10, 30
POINTS = {"subject": 3, "grades": 4, "industry": 3, "near": 3, "within": 1, "form": 1}


def related(page: OfferPage, language: str) -> list[Hit]:
    """The offers that fit best, each with why; never the offer itself, never one that cannot be booked now."""
    facts, place = page.facts_page, page.place
    rows = _ranked(_candidates(facts, language), facts, place)
    found = list(DatabaseEngine().annotated(CatalogueQuery(near=place), rows)[:NUMBER])
    shared = _shared_subjects(found, facts, language)
    hits = [hit_of(row, 0.0) for row in found]
    return with_places([replace(hit, reason=_reason(hit.entry, facts, place, shared[hit.entry.pk])) for hit in hits])


def _of_subjects(facts: OfferPage) -> QuerySet[FacetValue]:
    return FacetValue.objects.filter(facet="fag", value__in=facts.subjects, entry=OuterRef("pk"))


def _candidates(facts: OfferPage, language: str) -> QuerySet[Entry]:
    """What shares a subject or the industry, is for classes of these grades, and has a free date."""
    listed = Entry.objects.listed_in(language).exclude(offer_id=facts.offer_id)
    same_industry = Q(industry=facts.industry) if facts.industry else Q(pk__in=())
    alike = listed.filter(Q(Exists(_of_subjects(facts))) | same_industry)
    if facts.grade_min is not None:
        alike = alike.filter(Q(grade_min__isnull=True) | _overlaps(facts))
    return alike.with_free_places(free_occurrences(timezone.now()))


def _overlaps(facts: OfferPage) -> Q:
    return Q(grade_min__lte=facts.grade_max, grade_max__gte=facts.grade_min)


def _ranked(rows: QuerySet[Entry], facts: OfferPage, place: Point | None) -> QuerySet[Entry]:
    counted = _of_subjects(facts).order_by().values("entry").annotate(n=Count("pk")).values("n")
    points = Coalesce(Subquery(counted), 0) * POINTS["subject"]
    if facts.grade_min is not None:
        points = points + _when(_overlaps(facts), "grades")
    if facts.industry:
        points = points + _when(Q(industry=facts.industry), "industry")
    if place:
        points = points + _when(_inside(place, NEAR_KM), "near") + _when(_inside(place, WITHIN_KM), "within")
    points = points + _when(Q(form=facts.form), "form")
    return rows.annotate(points=points).order_by("-points", "title_key", "pk")


def _when(condition: Q, kind: str) -> Any:
    return Case(When(condition, then=Value(POINTS[kind])), default=Value(0), output_field=IntegerField())


def _inside(place: Point, km: int) -> Q:
    south, west, north, east = bounding_box(place, km)
    return Q(latitude__range=(south, north), longitude__range=(west, east))


def _shared_subjects(entries: list[Entry], facts: OfferPage, language: str) -> defaultdict[int, list[str]]:
    """The names of the subjects that each has in common with the offer, in the order of the offer."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    if not entries or not facts.subjects:
        return found
    rows = FacetValue.objects.filter(facet="fag", value__in=facts.subjects, entry__in=[row.pk for row in entries])
    names = {row.code: row.name_in(language) for row in Subject.objects.filter(code__in=facts.subjects)}
    for pk, code in sorted(rows.values_list("entry", "value"), key=lambda row: facts.subjects.index(row[1])):
        name = names.get(code, code)
        found[pk].append(name[:1].lower() + name[1:])
    return found


def _reason(entry: Entry, facts: OfferPage, place: Point | None, subjects: list[str]) -> str:
    """Why it is shown, in a few words."""
    said = [_("Also %(subjects)s") % {"subjects": _(" and ").join(subjects[:2])}] if subjects else []
    if facts.industry and entry.industry == facts.industry:
        said.append(_("Same industry"))
    if facts.grade_min is not None and entry.grade_min is not None:
        said.append(_("Same grades"))
    if place and entry.latitude is not None and entry.longitude is not None and not entry.is_at_school:
        away = distance_km(place, Point(entry.latitude, entry.longitude))
        said += [_("%(km)s km from here") % {"km": max(1, round(away))}] if away <= WITHIN_KM else []
    return " · ".join(said)
