"""Schools, and the classes that come."""

from datetime import time

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation


class SchoolKind(models.TextChoices):
    """What kind of school it is; the register's own types are kept beside it."""

    PUBLIC = "folkeskole", _("Municipal school")
    FREE = "friskole", _("Free or private school")
    BOARDING = "efterskole", _("Continuation school")
    SPECIAL = "specialskole", _("Special school")
    YOUTH = "ungdomsskole", _("Youth school")
    VOCATIONAL = "erhvervsskole", _("Vocational school")
    OTHER = "andet", _("Other school")


USUAL_LAST_BELL = time(14)


class School(models.Model):
    """The facts of a school beside its organisation; `institution_number` is its key in the register."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="school")
    institution_number = models.CharField(_("institution number"), max_length=8, null=True, blank=True, unique=True)
    main_number = models.CharField(_("number of the main school"), max_length=8, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=SchoolKind, default=SchoolKind.PUBLIC)
    register_type = models.CharField(_("type in the register"), max_length=8, blank=True)
    first_grade = models.PositiveSmallIntegerField(
        _("first grade"), null=True, blank=True, validators=[MaxValueValidator(10)]
    )
    last_grade = models.PositiveSmallIntegerField(
        _("last grade"), null=True, blank=True, validators=[MaxValueValidator(10)]
    )
    last_bell = models.TimeField(
        _("last bell"), null=True, blank=True, help_text=_("When pupils go home, so that visits can be planned by it")
    )

    class Meta:
        ordering = ("organisation__name", "pk")

    def __str__(self) -> str:
        return self.organisation.name


class Group(models.Model):
    """A class of a school by the name the school uses; never pupil names."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="groups")
    label = models.CharField(_("name of the class"), max_length=40)
    grade = models.PositiveSmallIntegerField(_("grade"), null=True, blank=True, validators=[MaxValueValidator(10)])
    level = models.CharField(_("youth education"), max_length=10, blank=True)
    pupils = models.PositiveSmallIntegerField(_("pupils"), default=0, validators=[MinValueValidator(1)])
    adults = models.PositiveSmallIntegerField(_("adults"), default=1)
    needs = models.TextField(_("what a host should know"), blank=True)

    class Meta:
        ordering = ("label", "pk")
        constraints = (models.UniqueConstraint(fields=["school", "label"], name="group_label_once_per_school"),)

    def __str__(self) -> str:
        return self.label


class ClosedPeriod(models.Model):
    """Days on which a school takes no visits: camp, theme weeks, examinations (contract OP-24)."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="closed_periods")
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until and with"))
    note = models.CharField(_("why"), max_length=120, blank=True)
    blocks = models.BooleanField(
        _("no class may book"), default=False, help_text=_("Otherwise the teacher is only warned")
    )

    class Meta:
        ordering = ("first_day", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="closed_period_not_crossed"),
        )

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"
