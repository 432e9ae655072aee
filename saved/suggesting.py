"""Offers for classes like yours: the school's grades, and the subjects of what a teacher has booked or kept."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from accounts.models import Membership
from bookings.models import Booking
from reference.grades import grades_label
from reference.models import Subject
from saved.models import Favourite
from search.engines import engine
from search.models import FacetValue
from search.places import with_places
from search.query import CatalogueQuery, Hit

SHOWN, ASKED = 3, 24
MOST_SUBJECTS = 3
FARTHEST_KM = 50  # the way decides whether a class comes
LOOK_BACK = timedelta(days=500)


@dataclass(frozen=True)
class Suggestion:
    """Offers, and why these."""

    hits: list[Hit]
    reason: str


def for_classes_like(membership: Membership, language: str, now: datetime) -> Suggestion | None:
    """Offers with free dates that fit; None when nothing is known or nothing fits."""
    booked = list(_booked(membership, now))
    subjects = _subjects([pk for pk, _grade in booked], membership)
    grades = _grades([grade for _pk, grade in booked], membership)
    chosen = {"klassetrin": tuple(map(str, grades)), "fag": subjects}
    if not grades and not subjects:
        return None
    place = membership.organisation.point
    found = engine().search(
        CatalogueQuery(
            language=language,
            chosen={facet: values for facet, values in chosen.items() if values},
            near=place,
            radius_km=FARTHEST_KM if place else None,
            bookable=True,
            sort="dato",
            page_size=ASKED,
        )
    )
    seen = {pk for pk, _grade in booked}
    hits = [hit for hit in found.hits if hit.entry.offer_id not in seen][:SHOWN]
    return Suggestion(with_places(hits), _reason(grades, subjects)) if hits else None


def _booked(membership: Membership, now: datetime) -> Iterable[tuple[int, int | None]]:
    """The offers this teacher has booked for classes, with the grade of the class."""
    mine = Booking.objects.of_school(membership.organisation).filter(contact=membership.person)
    recent = mine.filter(created_at__gt=now - LOOK_BACK)
    return recent.values_list("occurrence__offer", "group__grade")


def _subjects(booked: list[int], membership: Membership) -> tuple[str, ...]:
    kept = Favourite.objects.filter(person=membership.person).values_list("offer", flat=True)
    offers = {*booked, *kept}
    rows = FacetValue.objects.filter(facet="fag", entry__offer__in=offers)
    counted = Counter(rows.values_list("value", flat=True))
    return tuple(sorted(sorted(counted), key=lambda code: -counted[code])[:MOST_SUBJECTS])


def _grades(taught: list[int | None], membership: Membership) -> list[int]:
    known = sorted({grade for grade in taught if grade is not None})
    school = getattr(membership.organisation, "school", None)
    if known or school is None or school.first_grade is None or school.last_grade is None:
        return known
    return list(range(school.first_grade, school.last_grade + 1))


def _reason(grades: list[int], subjects: tuple[str, ...]) -> str:
    parts = [grades_label(grades[0], grades[-1])] if grades else []
    if subjects:
        names = {row.code: str(row.name) for row in Subject.objects.filter(code__in=subjects)}
        parts += [names[code] for code in subjects if code in names]
        return _("They have free dates and fit what you have booked or kept: %(what)s.") % {"what": ", ".join(parts)}
    return _("They have free dates and are for your school's grades: %(what)s.") % {"what": ", ".join(parts)}
