"""A wish for a day where an offer has no time that fits."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from bookings.models.booking import Booking
from offers.models import Offer, OfferPage
from schools.models import Group, School


class VisitRequestState(models.TextChoices):
    """How far a wish has come."""

    OPEN = "open", _("Awaits the host")
    PROPOSED = "proposed", _("Another time is proposed")
    ACCEPTED = "accepted", _("A time is found")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Lapsed")


LIVE_WISHES = frozenset({VisitRequestState.OPEN, VisitRequestState.PROPOSED})


class VisitRequestQuerySet(models.QuerySet["VisitRequest"]):
    """Which wishes."""

    def escalated(self) -> "VisitRequestQuerySet":
        """Those the coordinator was told of, and which the host still has not answered."""
        return self.filter(escalated_at__isnull=False, state=VisitRequestState.OPEN)

    def of_school(self, organisation: Organisation) -> "VisitRequestQuerySet":
        """Those of one school."""
        return self.filter(school__organisation=organisation)

    def hosted_by(self, organisation: Organisation) -> "VisitRequestQuerySet":
        """Those put to one host."""
        return self.filter(offer__host=organisation)

    def live(self, now: datetime) -> "VisitRequestQuerySet":
        """Those somebody still has to answer."""
        return self.filter(state__in=LIVE_WISHES, expires_at__gt=now)

    def in_full(self) -> "VisitRequestQuerySet":
        """With offer, texts, host, school, class, contact and windows: three queries."""
        pages = Prefetch("offer__pages", OfferPage.objects.select_related("locale"))
        related = ("offer__host__municipality", "school__organisation__municipality", "group", "contact", "booking")
        return self.select_related(*related).prefetch_related("windows", pages)

    def lapsed(self, now: datetime) -> "VisitRequestQuerySet":
        """Those nobody answered in time."""
        return self.filter(state__in=LIVE_WISHES, expires_at__lte=now)


class VisitRequest(models.Model):
    """A class would like to come in one of up to three windows; the host says yes, proposes another, or declines."""

    reference = models.CharField(max_length=12, unique=True)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="visit_requests")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="visit_requests")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="visit_requests")
    state = models.CharField(max_length=10, choices=VisitRequestState, default=VisitRequestState.OPEN)
    pupils = models.PositiveSmallIntegerField(_("pupils"))
    adults = models.PositiveSmallIntegerField(_("adults"))
    needs = models.TextField(_("what the host should know"), blank=True)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="visit_requests"
    )
    contact_phone = models.CharField(_("mobile number"), max_length=30, blank=True)
    idempotency_key = models.UUIDField(unique=True)
    proposed_starts_at = models.DateTimeField(null=True, blank=True)
    proposed_ends_at = models.DateTimeField(null=True, blank=True)
    message = models.TextField(blank=True, help_text="What the host wrote with the proposal or the no.")
    expires_at = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    booking = models.OneToOneField(
        Booking, null=True, blank=True, on_delete=models.SET_NULL, related_name="visit_request"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = VisitRequestQuerySet.as_manager()

    class Meta:
        ordering = ("expires_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="proposed") | Q(proposed_starts_at__isnull=False, proposed_ends_at__isnull=False),
                name="visit_request_proposal_has_time",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    def state_at(self, now: datetime) -> str:
        """The state as a reader should see it: what nobody answered in time reads so at once."""
        late = self.state in LIVE_WISHES and self.expires_at <= now
        return VisitRequestState.EXPIRED if late else self.state


class VisitWindow(models.Model):
    """A time in which the class could come: a day, from one hour to another."""

    request = models.ForeignKey(VisitRequest, on_delete=models.CASCADE, related_name="windows")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="visit_window_ends_after_it_starts"),
        )

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
