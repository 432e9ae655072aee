"""Companies, schools, municipalities and associations share one table; subtypes add their own facts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reference.geography import Point
from reference.models import Municipality


class OrganisationKind(models.TextChoices):
    """What an organisation is."""

    COMPANY = "company", _("Company")
    SCHOOL = "school", _("School")
    MUNICIPALITY = "municipality", _("Municipality")
    ASSOCIATION = "association", _("Association")
    TRAINING_COMMITTEE = "training_committee", _("Local training committee")


class OrganisationState(models.TextChoices):
    """Where an organisation stands with us."""

    KNOWN = "known", _("Known from a register, nobody has joined yet")
    WAITING = "waiting", _("Waiting for the municipality")
    ACTIVE = "active", _("Active")
    REFUSED = "refused", _("Refused")
    CLOSED = "closed", _("Closed")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Which organisations."""

    def active(self) -> "OrganisationQuerySet":
        """Those that take part now."""
        return self.filter(state=OrganisationState.ACTIVE)

    def open_to_join(self) -> "OrganisationQuerySet":
        """Those a person may ask to join."""
        return self.filter(state__in=[OrganisationState.KNOWN, OrganisationState.ACTIVE])

    def waiting(self) -> "OrganisationQuerySet":
        """Those a municipal editor must answer."""
        return self.filter(state=OrganisationState.WAITING)

    def of_kind(self, kind: OrganisationKind) -> "OrganisationQuerySet":
        """Those of one kind."""
        return self.filter(kind=kind)

    def in_municipality_of(self, organisation: "Organisation") -> "OrganisationQuerySet":
        """Those in the municipality that this organisation stands for."""
        return self.filter(municipality_id=organisation.municipality_id)


class Organisation(models.Model):
    """A party that people belong to; of a municipality, `municipality` says which one it is."""

    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    name = models.CharField(_("name"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=OrganisationState, default=OrganisationState.KNOWN)
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), null=True, blank=True, on_delete=models.PROTECT
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    website = models.URLField(_("website"), blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_title = models.CharField(_("title of the contact person"), max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["municipality"],
                condition=models.Q(kind="municipality"),
                name="organisation_one_per_municipality",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="organisation_coordinates_on_earth",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def point(self) -> Point | None:
        """Where it is on the map; None while nobody knows."""
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)
