"""What both sides do together around one visit: writing to each other, agreeing on what it is for, getting there."""

from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from bookings.models.booking import Booking, BookingState

SATURDAY = 5
TRAVELLING = frozenset({BookingState.PENDING, BookingState.CONFIRMED})
TRAVELLED = TRAVELLING | {BookingState.ATTENDED, BookingState.NO_SHOW}


class Side(models.TextChoices):
    """Which side somebody stands on."""

    SCHOOL = "school", _("The school")
    HOST = "host", _("The host")


class Note(models.Model):
    """One message in the thread of a booking, readable by both sides (contract VW-06)."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    side = models.CharField(max_length=6, choices=Side)
    text = models.TextField(_("message"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return f"{self.booking} {self.side}"


class Expectations(models.Model):
    """What both sides expect of a visit (contract SV-08); a change is a new version that nobody has ticked."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="expectations")
    version = models.PositiveSmallIntegerField(default=1)
    purpose = models.TextField(_("purpose"), blank=True)
    context = models.TextField(_("what the class works on"), blank=True)
    level = models.TextField(_("level"), blank=True)
    tasks = models.TextField(_("what pupils do"), blank=True)
    roles = models.TextField(_("who does what"), blank=True)
    practicalities = models.TextField(_("practicalities"), blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    side = models.CharField(max_length=6, choices=Side, default=Side.SCHOOL)
    school_agreed_at = models.DateTimeField(null=True, blank=True)
    school_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    host_agreed_at = models.DateTimeField(null=True, blank=True)
    host_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("booking", "-version")
        constraints = (
            models.UniqueConstraint(fields=["booking", "version"], name="expectations_version_once_per_booking"),
        )

    def __str__(self) -> str:
        return f"{self.booking} {self.version}"

    @property
    def is_ready(self) -> bool:
        """Both sides have ticked this version."""
        return self.school_agreed_at is not None and self.host_agreed_at is not None


class TransportRequestQuerySet(models.QuerySet["TransportRequest"]):
    """Which requests."""

    def of_school(self, organisation: Organisation) -> "TransportRequestQuerySet":
        """Those of one school: where every leader's query starts."""
        return self.filter(booking__school__organisation=organisation)

    def awaiting(self, now: datetime) -> "TransportRequestQuerySet":
        """Those to answer; with its visit cancelled, lapsed or begun, a request asks nothing any more."""
        lapsed = Q(booking__state=BookingState.PENDING, booking__expires_at__lte=now)
        rows = self.filter(state=TransportRequest.State.ASKED, booking__state__in=TRAVELLING)
        return rows.filter(booking__occurrence__starts_at__gt=now).exclude(lapsed)

    def between(self, first: datetime, after: datetime) -> "TransportRequestQuerySet":
        """Those of visits in a span."""
        return self.filter(booking__occurrence__starts_at__gte=first, booking__occurrence__starts_at__lt=after)

    def agreed(self) -> "TransportRequestQuerySet":
        """Those the school pays for visits that stand or have been."""
        return self.filter(state=TransportRequest.State.APPROVED, booking__state__in=TRAVELLED)

    def total(self) -> Decimal:
        """What they cost together."""
        found: Decimal | None = self.aggregate(total=Sum("cost"))["total"]
        return found or Decimal(0)

    def in_full(self) -> "TransportRequestQuerySet":
        """With everything a row shows; three queries whatever their number."""
        rows = self.select_related("asked_by", "answered_by").order_by("booking__occurrence__starts_at", "pk")
        return rows.prefetch_related(models.Prefetch("booking", Booking.objects.in_full()))


class TransportRequest(models.Model):
    """A teacher asks the school's leader to pay for the way (contract SV-10)."""

    class State(models.TextChoices):
        """What the leader says."""

        ASKED = "asked", _("Awaits the school's leader")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="transport_request")
    means = models.CharField(_("how"), max_length=120)
    cost = models.DecimalField(_("price in kroner"), max_digits=8, decimal_places=2)
    note = models.CharField(_("note"), max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TransportRequestQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "pk")
        constraints = (models.CheckConstraint(condition=Q(cost__gte=0), name="transport_cost_not_negative"),)

    def __str__(self) -> str:
        return f"{self.booking} {self.state}"


class FreeBusQuerySet(models.QuerySet["FreeBus"]):
    """Which windows."""

    def for_schools_in(self, municipality_id: str | None) -> "FreeBusQuerySet":
        """Those that the municipality of a school gives."""
        return self.filter(municipality__municipality=municipality_id) if municipality_id else self.none()


class FreeBus(models.Model):
    """Days and hours in which a municipality's buses are free for classes."""

    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="free_buses")
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until and with"))
    weekdays = models.JSONField(_("weekdays"), default=list, help_text=_("0 is Monday; empty: every school day"))
    from_time = models.TimeField(_("from the hour"), null=True, blank=True)
    until_time = models.TimeField(_("until the hour"), null=True, blank=True)
    note = models.CharField(_("how to use it"), max_length=300, blank=True)

    objects = FreeBusQuerySet.as_manager()

    class Meta:
        ordering = ("first_day", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=models.F("first_day")), name="free_bus_not_crossed"),
        )

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"

    def runs_on(self, day: date) -> bool:
        """Whether the day is one of them; school days where no weekdays are named."""
        fits = day.weekday() in self.weekdays if self.weekdays else day.weekday() < SATURDAY
        return fits and self.first_day <= day <= self.last_day

    def carries(self, leaves_at: datetime, arrives_at: datetime) -> bool:
        """Whether a whole ride, in local time, lies inside the window."""
        begins = self.from_time is None or self.from_time <= leaves_at.time()
        ends = self.until_time is None or arrives_at.time() <= self.until_time
        return self.runs_on(leaves_at.date()) and begins and ends
