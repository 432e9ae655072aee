"""One date and time of an offer, with a number of places."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from offers.models.offer import Offer, OfferState


class CapacityUnit(models.TextChoices):
    """What a place is."""

    GROUPS = "groups", _("classes")
    PUPILS = "pupils", _("pupils")


class OccurrenceState(models.TextChoices):
    """Whether the date stands."""

    OPEN = "open", _("Open")
    CANCELLED = "cancelled", _("Cancelled")


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    """Which dates."""

    def standing(self) -> "OccurrenceQuerySet":
        """Those nobody cancelled."""
        return self.filter(state=OccurrenceState.OPEN)

    def coming(self, now: datetime) -> "OccurrenceQuerySet":
        """Those that have not begun."""
        return self.filter(starts_at__gt=now)

    def not_closed(self, now: datetime) -> "OccurrenceQuerySet":
        """Standing, coming, and not past the closing time."""
        return self.standing().coming(now).filter(Q(closes_at__isnull=True) | Q(closes_at__gt=now))

    def bookable(self, now: datetime) -> "OccurrenceQuerySet":
        """Those of an open offer that are not closed."""
        return self.not_closed(now).filter(offer__state=OfferState.OPEN)


class Occurrence(models.Model):
    """A date and time; `taken` counts places held, in the unit of `unit`, and changes only under its row lock."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="occurrences")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    closes_at = models.DateTimeField(_("booking closes"), null=True, blank=True)
    cancel_by = models.DateTimeField(_("free cancellation until"), null=True, blank=True)
    unit = models.CharField(_("counted in"), max_length=6, choices=CapacityUnit, default=CapacityUnit.GROUPS)
    capacity = models.PositiveSmallIntegerField(_("places"), default=1)
    taken = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=OccurrenceState, default=OccurrenceState.OPEN)
    cancel_reason = models.TextField(blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    waitlist_seq = models.PositiveIntegerField(default=0, help_text="The last position given on the waiting list.")
    moved_from = models.DateTimeField(null=True, blank=True, help_text="When it was before the host last moved it.")
    version = models.PositiveIntegerField(default=1)

    has_lapsed = True  # set as the row is locked (`bookings.places.lock`): something on it may have lapsed
    has_line: bool | None = None  # the same: whether somebody waits for a place; None where nobody has looked

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at", "pk")
        indexes = (models.Index(fields=["offer", "starts_at"], name="occurrence_of_offer_by_date"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(taken__gte=0, taken__lte=F("capacity")), name="occurrence_never_overbooked"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="occurrence_ends_after_it_starts"),
        )

    @property
    def is_asked_for(self) -> bool:
        """Somebody has a place, or has stood in line: from now on the date changes through `bookings` alone."""
        return self.taken > 0 or self.waitlist_seq > 0

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
