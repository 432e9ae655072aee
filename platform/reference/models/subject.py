"""School subjects and the grades in which each country teaches them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reference.models.naming import NamedFact, NamedQuerySet


class SubjectKind(models.TextChoices):
    """What the law calls it."""

    SUBJECT = "subject", _("Subject")
    TOPIC = "topic", _("Obligatory topic")
    ELECTIVE = "elective", _("Elective")


class Subject(NamedFact):
    """A subject, topic or elective; `is_stem` marks science, technology and mathematics."""

    kind = models.CharField(max_length=10, choices=SubjectKind, default=SubjectKind.SUBJECT)
    is_stem = models.BooleanField(default=False)

    objects = NamedQuerySet["Subject"].as_manager()

    class Meta(NamedFact.Meta):
        pass


class SubjectRange(models.Model):
    """The grades in which a country teaches a subject, from a day on."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="ranges")
    country = models.CharField(max_length=2)
    first_grade = models.PositiveSmallIntegerField()
    last_grade = models.PositiveSmallIntegerField()
    valid_from = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["subject", "country", "valid_from"], name="subject_range_begins_once"),
        )

    def __str__(self) -> str:
        return f"{self.subject} {self.country} {self.first_grade}–{self.last_grade}"
