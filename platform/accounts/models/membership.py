"""A person's role in an organisation, from asking or being invited until leaving."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import Organisation, OrganisationKind


class Role(models.TextChoices):
    """What a person does in an organisation (contract SV-26, SV-27, SV-28, SV-30, SV-33)."""

    TEACHER = "teacher", _("Teacher")
    SCHOOL_COORDINATOR = "school_coordinator", _("School coordinator")
    SCHOOL_LEADER = "school_leader", _("School leader")
    LEARNING_CENTRE = "learning_centre", _("Pedagogical learning centre")
    COMPANY_MEMBER = "company_member", _("Colleague in the company")
    COMPANY_OWNER = "company_owner", _("Owner of the company's profile")
    MUNICIPAL_EDITOR = "municipal_editor", _("Municipal editor")
    MUNICIPAL_COORDINATOR = "municipal_coordinator", _("Municipal coordinator")


LEADING_ROLES = frozenset({Role.SCHOOL_COORDINATOR, Role.SCHOOL_LEADER})
FOR_ALL_CLASSES = LEADING_ROLES | {Role.LEARNING_CENTRE}
SCHOOL_ROLES = FOR_ALL_CLASSES | {Role.TEACHER}
COMPANY_ROLES = frozenset({Role.COMPANY_MEMBER, Role.COMPANY_OWNER})
MUNICIPAL_ROLES = frozenset({Role.MUNICIPAL_EDITOR, Role.MUNICIPAL_COORDINATOR})
FITTING = {OrganisationKind.SCHOOL: SCHOOL_ROLES, OrganisationKind.MUNICIPALITY: MUNICIPAL_ROLES}
ADMITTING_ROLES = frozenset({Role.SCHOOL_COORDINATOR, Role.SCHOOL_LEADER, Role.COMPANY_OWNER, *MUNICIPAL_ROLES})


def fits(role: Role, organisation: Organisation) -> bool:
    """Whether the role exists in this kind of organisation: nobody becomes an editor at a company."""
    return role in FITTING.get(OrganisationKind(organisation.kind), COMPANY_ROLES)


class MembershipState(models.TextChoices):
    """How far a membership has come."""

    INVITED = "invited", _("Invited")
    REQUESTED = "requested", _("Asks to join")
    ACTIVE = "active", _("Active")
    REFUSED = "refused", _("Refused")
    ENDED = "ended", _("Ended")


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Which memberships."""

    def active(self) -> "MembershipQuerySet":
        """Those that give rights now."""
        return self.filter(state=MembershipState.ACTIVE, person__is_active=True)

    def requested(self) -> "MembershipQuerySet":
        """Those that wait for somebody to admit them."""
        return self.filter(state=MembershipState.REQUESTED)

    def invited(self) -> "MembershipQuerySet":
        """Invitations nobody has taken up yet."""
        return self.filter(state=MembershipState.INVITED)

    def with_role(self, *roles: Role) -> "MembershipQuerySet":
        """Those with one of these roles."""
        return self.filter(role__in=roles)


class Membership(models.Model):
    """One person in one organisation with one role; an invitation has an address before it has a person."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="memberships"
    )
    invited_email = models.EmailField(_("e-mail address"), blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=24, choices=Role)
    state = models.CharField(_("state"), max_length=10, choices=MembershipState)
    may_book = models.BooleanField(_("may book visits"), default=True)
    wants_digest = models.BooleanField(
        _("one mail a day"), default=False, help_text=_("News of bookings gathered in one mail each working day")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    admitted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("organisation__name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=models.Q(state__in=["requested", "active"]),
                name="membership_one_at_a_time",
            ),
            models.UniqueConstraint(
                Lower("invited_email"),
                "organisation",
                condition=models.Q(state="invited"),
                name="membership_one_invitation_per_address",
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | models.Q(state__in=["invited", "ended", "refused"]),
                name="membership_has_a_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person or self.invited_email}, {self.organisation}"
