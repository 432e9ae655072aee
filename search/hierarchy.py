"""Values above other values: a stage has grades, a region has municipalities; ticking it means all below it.

A parent is a value of the same facet that every entry with one of its children has as well. So ticking and counting
need nothing more, in any engine.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reference.grades import Level
from reference.models import Region, RegionPeriod

STAGES: dict[str, tuple[str, ...]] = {
    "indskoling": ("0", "1", "2", "3"),
    "mellemtrin": ("4", "5", "6"),
    "udskoling": ("7", "8", "9", "10"),
    "ungdom": tuple(Level.values),
}
STAGE_NAMES: dict[str, Any] = {
    "indskoling": _("Grades 0–3"),
    "mellemtrin": _("Grades 4–6"),
    "udskoling": _("Grades 7–10"),
    "ungdom": _("Youth education"),
}
REGION = "region-"
LETTERS = str.maketrans({"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", " ": "-"})


def region_value(region: Region) -> str:
    """How a region stands in an address."""
    return f"{REGION}{region.country.lower()}-{region.name.lower().translate(LETTERS)}"[:40]


def is_parent(value: str) -> bool:
    """Whether values can stand below it."""
    return value in STAGES or value.startswith(REGION)


def stages_of(values: Iterable[str]) -> set[str]:
    """The stages that have one of these grades or levels."""
    given = set(values)
    return {stage for stage, below in STAGES.items() if given.intersection(below)}


def grades_in(values: Iterable[str]) -> set[int]:
    """The grades that ticked values ask for: those of a stage with them."""
    below = (STAGES.get(value, (value,)) for value in values)
    return {int(grade) for grades in below for grade in grades if grade.isdigit()}


def regions_of(municipalities: Iterable[str]) -> dict[str, set[str]]:
    """The regions of municipalities by their keys, past and to come: the calendar decides when one searches."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for period in RegionPeriod.objects.filter(municipality__in=set(municipalities)).select_related("region"):
        found[period.municipality_id].add(region_value(period.region))
    return found


def regions_on(day: date) -> dict[str, Region]:
    """The region of each municipality on a day."""
    current = RegionPeriod.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=day), first_day__lte=day)
    rows = list(current.values_list("municipality", "region", "region__country", "region__name"))
    regions = {pk: Region(pk=pk, country=country, name=name) for pk, country, name in {row[1:] for row in rows}}
    return {municipality: regions[pk] for municipality, pk, *_names in rows}
