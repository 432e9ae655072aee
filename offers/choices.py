"""What can be chosen when an offer is written: subjects, industries, grades, languages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reference.grades import GRADES, Level, grade_label
from reference.models import Industry, Subject


class VisitLanguage(models.TextChoices):
    """Languages in which a class can be met."""

    DANISH = "da", _("Danish")
    SWEDISH = "sv", _("Swedish")
    ENGLISH = "en", _("English")
    GERMAN = "de", _("German")


def subject_choices() -> list[tuple[str, str]]:
    """All subjects in the reader's language."""
    return [(row.code, str(row.name)) for row in Subject.objects.all()]


def industry_choices() -> list[tuple[str, str]]:
    """The sixteen industries in the reader's language."""
    return [("", str(_("Choose an industry"))), *((row.code, str(row.name)) for row in Industry.objects.all())]


def grade_choices() -> list[tuple[str, str]]:
    """Grades 0–10: the key shows the number, a screen reader hears the whole."""
    return [(str(grade), grade_label(grade)) for grade in GRADES]


def level_choices() -> list[tuple[str, str]]:
    """The youth educations."""
    return [(str(value), str(label)) for value, label in Level.choices]


def subject_names(codes: list[str]) -> list[str]:
    """The names of subjects in the reader's language; codes nobody knows fall out."""
    return [str(row.name) for row in Subject.objects.filter(pk__in=codes)] if codes else []


def language_names(codes: list[str]) -> list[str]:
    """The names of visit languages in the reader's language."""
    return [str(VisitLanguage(code).label) for code in codes if code in VisitLanguage.values]
