"""Grades 0–10, the youth educations after them, and what they are called."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

GRADES = range(11)


class Level(models.TextChoices):
    """Youth education."""

    EUD = "eud", gettext_lazy("Vocational education (EUD)")
    EUX = "eux", gettext_lazy("Vocational education with exam (EUX)")
    GYM = "gym", gettext_lazy("Upper secondary school")
    FGU = "fgu", gettext_lazy("Preparatory basic education (FGU)")


def grade_label(grade: int) -> str:
    """One grade, for example «7. klasse»."""
    return _("preschool class") if grade == 0 else _("grade %(grade)s") % {"grade": grade}


def grades_label(first: int | None, last: int | None, levels: Iterable[str] = ()) -> str:
    """A range of grades and further levels, for example «7.–9. klasse, EUD»; empty when nothing is said."""
    parts = [] if first is None or last is None else [_range(first, last)]
    return ", ".join([*parts, *(str(Level(level).label) for level in levels if level in Level.values)])


def _range(first: int, last: int) -> str:
    if first == last:
        return grade_label(first)
    return _("grades %(first)s–%(last)s") % {"first": first, "last": last}
