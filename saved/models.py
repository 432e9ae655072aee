"""What one person keeps for themselves; nobody else reads it, and it goes with the person."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from offers.models import Offer

WEEK = timedelta(days=7)


class Favourite(models.Model):
    """An offer to come back to."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="favourites")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (models.UniqueConstraint(fields=["person", "offer"], name="favourite_once"),)

    def __str__(self) -> str:
        return f"{self.person} {self.offer}"


class Seen(models.Model):
    """When a person last looked at an offer."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint(fields=["person", "offer"], name="seen_once"),)

    def __str__(self) -> str:
        return f"{self.person} {self.offer}"


class Rhythm(models.TextChoices):
    """How often a mail may come."""

    DAILY = "daily", _("Every weekday")
    WEEKLY = "weekly", _("Once a week, on Monday")
    NEVER = "never", _("No mails")


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    """Which saved searches."""

    def due(self, today: date) -> "SavedSearchQuerySet":
        """Those to look at today: the daily ones on weekdays, the weekly ones on Monday or when one was missed."""
        is_weekday, is_monday = today.weekday() < 5, today.weekday() == 0
        daily = Q(every=Rhythm.DAILY) if is_weekday else Q(pk=None)
        weekly = Q(every=Rhythm.WEEKLY) if is_monday else Q(every=Rhythm.WEEKLY, looked_on__lte=today - WEEK)
        return self.filter(daily | weekly, looked_on__lt=today, person__is_active=True)


class SavedSearch(models.Model):
    """A question to the catalogue as its address has it, asked again when something new may fit.

    `known` holds the ids of the offers that were found before, so that each is told of once.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    question = models.CharField(max_length=1000, blank=True)
    every = models.CharField(_("mails about new offers"), max_length=6, choices=Rhythm, default=Rhythm.WEEKLY)
    known = models.JSONField(default=list)
    looked_on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=["every", "looked_on"], name="saved_search_due"),)
        constraints = (
            models.UniqueConstraint(fields=["person", "language", "question"], name="saved_search_once_per_person"),
        )

    def __str__(self) -> str:
        return self.question
