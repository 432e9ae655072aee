"""Guides and rooms that cannot be in two places at once."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from offers.models.occurrence import Occurrence


class Resource(models.Model):
    """A guide or a room of a host."""

    class Kind(models.TextChoices):
        """What it is."""

        GUIDE = "guide", _("Guide")
        ROOM = "room", _("Room")

    host = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="resources")
    kind = models.CharField(_("kind"), max_length=5, choices=Kind, default=Kind.GUIDE)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering = ("kind", "name", "pk")
        constraints = (models.UniqueConstraint(fields=["host", "kind", "name"], name="resource_name_once_per_host"),)

    def __str__(self) -> str:
        return self.name


class ResourceUse(models.Model):
    """That a date needs a guide or a room, and from when until when.

    The times are the date's own, kept here because PostgreSQL's exclusion constraint reads one table;
    uses of a cancelled date are deleted.
    """

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="uses")
    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="resource_uses")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["resource", "occurrence"], name="resource_use_once_per_date"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="resource_use_ends_after_it_starts"),
        )

    def __str__(self) -> str:
        return f"{self.resource} {self.starts_at:%Y-%m-%d %H:%M}"
