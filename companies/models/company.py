"""The facts of a company beside its organisation, and the weeks in which it cannot take visits."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from reference.models import Industry


class Sector(models.TextChoices):
    """Private companies and public workplaces alike."""

    PRIVATE = "private", _("Private company")
    PUBLIC = "public", _("Public workplace")
    ASSOCIATION = "association", _("Association")


class Experience(models.TextChoices):
    """How used a workplace is to having classes (contract VW-09)."""

    BEGINNER = "beginner", _("New to it")
    SOME = "some", _("Some experience")
    EXPERIENCED = "experienced", _("Much experience")


class Company(models.Model):
    """A workplace that can take classes; without members it waits for an owner."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="company")
    cvr = models.CharField(_("CVR number"), max_length=10, null=True, blank=True, unique=True)
    p_number = models.CharField(_("P number"), max_length=10, blank=True)
    sector = models.CharField(_("sector"), max_length=12, choices=Sector, default=Sector.PRIVATE)
    industry = models.ForeignKey(Industry, verbose_name=_("industry"), null=True, blank=True, on_delete=models.PROTECT)
    industry_scheme = models.CharField(_("industry scheme"), max_length=4, blank=True)
    industry_code = models.CharField(_("industry code"), max_length=6, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    experience = models.CharField(_("experience with classes"), max_length=12, choices=Experience, blank=True)

    class Meta:
        ordering = ("organisation__name", "pk")

    def __str__(self) -> str:
        return self.organisation.name


class PeakSeason(models.Model):
    """Weeks of the year in which a company is too busy for visits (contract OP-25); may wrap the new year."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="peak_seasons")
    first_week = models.PositiveSmallIntegerField(
        _("from week"), validators=[MinValueValidator(1), MaxValueValidator(53)]
    )
    last_week = models.PositiveSmallIntegerField(
        _("to week"), validators=[MinValueValidator(1), MaxValueValidator(53)]
    )
    note = models.CharField(_("why"), max_length=120, blank=True)

    class Meta:
        ordering = ("first_week", "pk")

    def __str__(self) -> str:
        return f"{self.first_week}–{self.last_week}"

    def covers(self, week: int) -> bool:
        """Whether an ISO week lies in the season."""
        if self.first_week <= self.last_week:
            return self.first_week <= week <= self.last_week
        return week >= self.first_week or week <= self.last_week
