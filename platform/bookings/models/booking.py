"""A group's claim on an occurrence."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from offers.models import Occurrence, OfferPage
from schools.models import Group, School


class BookingState(models.TextChoices):
    """How far a claim has come; `waitlisted` and `offered` belong to the waiting list."""

    PENDING = "pending", _("Awaits an answer")
    CONFIRMED = "confirmed", _("Confirmed")
    WAITLISTED = "waitlisted", _("On the waiting list")
    OFFERED = "offered", _("Place offered")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Cancelled")
    EXPIRED = "expired", _("Lapsed")
    ATTENDED = "attended", _("Completed")
    NO_SHOW = "no_show", _("Did not come")


HOLDING_PLACES = frozenset(
    {BookingState.PENDING, BookingState.CONFIRMED, BookingState.OFFERED, BookingState.ATTENDED, BookingState.NO_SHOW}
)
LAPSING = frozenset({BookingState.PENDING, BookingState.OFFERED})
CANCELLABLE = frozenset({BookingState.PENDING, BookingState.CONFIRMED, BookingState.WAITLISTED, BookingState.OFFERED})
ENDED = frozenset({BookingState.DECLINED, BookingState.CANCELLED, BookingState.EXPIRED})


def _date_closed(now: datetime) -> Q:
    """The date can no longer be booked."""
    return Q(occurrence__closes_at__lte=now) | Q(occurrence__starts_at__lte=now)


class BookingQuerySet(models.QuerySet["Booking"]):
    """Which bookings."""

    def of_school(self, organisation: Organisation) -> "BookingQuerySet":
        """Those of one school: where every school query starts."""
        return self.filter(school__organisation=organisation)

    def hosted_by(self, organisation: Organisation) -> "BookingQuerySet":
        """Those at one host: where every company query starts."""
        return self.filter(occurrence__offer__host=organisation)

    def of_date(self, occurrence: Occurrence) -> "BookingQuerySet":
        """Those of one date."""
        return self.filter(occurrence=occurrence)

    def taking_part(self) -> "BookingQuerySet":
        """Those that are asked for, agreed or in line: a class has at most one of them on a date."""
        return self.filter(state__in=CANCELLABLE)

    def holding(self, now: datetime) -> "BookingQuerySet":
        """Those that hold places now: what has lapsed holds none, settled or not."""
        return self.filter(state__in=HOLDING_PLACES).exclude(state__in=LAPSING, expires_at__lte=now)

    def lapsed(self, now: datetime) -> "BookingQuerySet":
        """Those whose deadline has passed without an answer, and those who wait for a date that has closed."""
        unanswered = Q(state__in=LAPSING, expires_at__lte=now)
        return self.filter(unanswered | Q(state=BookingState.WAITLISTED) & _date_closed(now))

    def pending(self, now: datetime) -> "BookingQuerySet":
        """Those that await the host's answer, wishes to move too."""
        asked = self.filter(state=BookingState.PENDING, asked_by=Booking.EndedBy.SCHOOL)
        return asked.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now))

    def waiting(self) -> "BookingQuerySet":
        """Those on the waiting list, the head first."""
        return self.filter(state=BookingState.WAITLISTED).order_by("position")

    def standing_alone(self) -> "BookingQuerySet":
        """Without those that only hold the new place of a booking that wants to move."""
        return self.filter(moves__isnull=True)

    def pending_move(self, now: datetime) -> "BookingQuerySet":
        """Wishes to move that still wait for an answer, whichever side asks."""
        return self.filter(moves__isnull=False, state=BookingState.PENDING, expires_at__gt=now)

    def in_full(self) -> "BookingQuerySet":
        """With everything a row, a page or a mail shows of a booking: two queries whatever their number."""
        pages = Prefetch("occurrence__offer__pages", OfferPage.objects.select_related("locale"))
        rows = self.select_related(
            "occurrence__offer__host__municipality", "school__organisation__municipality", "group", "contact"
        )
        return rows.prefetch_related(pages)


class Booking(models.Model):
    """One class on one date; `places` is counted in the occurrence's unit."""

    wish: "Booking | None" = None  # the wish to move that waits, set by the desks
    was = ""  # the state it just lapsed from, set by `places.settle`, for the message

    class EndedBy(models.TextChoices):
        """Who ended it."""

        SCHOOL = "school", _("The school")
        HOST = "host", _("The host")
        CLOCK = "clock", _("The deadline")

    reference = models.CharField(max_length=12, unique=True)
    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="bookings")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="bookings")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="bookings")
    state = models.CharField(max_length=10, choices=BookingState)
    places = models.PositiveSmallIntegerField()
    pupils = models.PositiveSmallIntegerField(_("pupils"))
    adults = models.PositiveSmallIntegerField(_("adults"))
    needs = models.TextField(_("what the host should know"), blank=True)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="bookings"
    )
    contact_phone = models.CharField(_("mobile number"), max_length=30, blank=True)
    idempotency_key = models.UUIDField(unique=True)
    submission = models.CharField(max_length=64, help_text="Hash of what was sent with the key.")
    expires_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveIntegerField(null=True, blank=True, help_text="On the waiting list; kept afterwards.")
    queue_key = models.UUIDField(
        null=True, blank=True, help_text="One class on the lists of several dates: the first place ends the others."
    )
    batch = models.UUIDField(null=True, blank=True, help_text="Classes booked together in one form.")
    moves = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="replacement",
        help_text="The booking that moves here once the other side says yes; this row holds its new place meanwhile.",
    )
    asked_by = models.CharField(
        max_length=10, choices=EndedBy, default=EndedBy.SCHOOL, help_text="Which side asks; the other answers."
    )
    attended_pupils = models.PositiveSmallIntegerField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    late_note = models.CharField(max_length=200, blank=True)
    late_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="Why it was declined or cancelled.")
    ended_by = models.CharField(max_length=10, blank=True, choices=EndedBy)
    answered_at = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0, help_text="SEQUENCE of the calendar entry.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ("occurrence__starts_at", "pk")
        indexes = (
            models.Index(fields=["state", "expires_at"], name="booking_that_may_lapse"),
            models.Index(fields=["occurrence", "state", "position"], name="booking_waiting_list"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["occurrence", "group"],
                condition=Q(state__in=["pending", "confirmed", "waitlisted", "offered"]),
                name="booking_once_per_class_and_date",
            ),
            models.UniqueConstraint(
                fields=["occurrence", "position"],
                condition=Q(position__isnull=False),
                name="booking_one_per_waiting_position",
            ),
            models.CheckConstraint(condition=Q(places__gte=1, pupils__gte=1), name="booking_has_somebody"),
            models.CheckConstraint(
                condition=~Q(state="waitlisted") | Q(position__isnull=False), name="booking_waiting_has_position"
            ),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(expires_at__isnull=False), name="booking_offer_has_deadline"
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def number(self) -> int:
        """The number in line as `line.with_numbers` counted it; 0 for who does not wait."""
        return (getattr(self, "ahead", None) or 0) + 1 if self.state == BookingState.WAITLISTED else 0

    def state_at(self, now: datetime) -> str:
        """The state as a reader should see it: what has lapsed reads so before the sweeper has been there."""
        late = self.state in LAPSING and self.expires_at is not None and self.expires_at <= now
        return BookingState.EXPIRED if late else self.state
