"""Asking to join an organisation, being admitted, switching and leaving."""

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.events import membership_changed
from accounts.messages import tell_admitted, tell_refused, tell_requested
from accounts.models import Membership, MembershipState, Organisation, OrganisationState, Role, User
from accounts.models.membership import fits
from accounts.permissions import may_admit_to, working_membership

LEADERS = frozenset({Role.COMPANY_OWNER, Role.SCHOOL_COORDINATOR, Role.SCHOOL_LEADER, Role.MUNICIPAL_EDITOR})


class AlreadyMember(Exception):
    """The person belongs to the organisation, or has asked before."""


class MayNotAdmit(Exception):
    """The acting person has no say over this organisation."""


class RoleElsewhere(Exception):
    """The role belongs to another kind of organisation."""


class LastOwner(Exception):
    """An organisation with other members keeps at least one who can admit people."""


def _refuse_unless_admitting(by: User, organisation: Organisation) -> None:
    if not (by.is_superuser or may_admit_to(working_membership(by), organisation)):
        raise MayNotAdmit


def _refuse_foreign_role(role: Role, organisation: Organisation) -> None:
    if not fits(role, organisation):
        raise RoleElsewhere


@transaction.atomic
def ask_to_join(*, organisation: Organisation, role: Role, by: User, note: str = "") -> Membership:
    """Ask the organisation's coordinator, or the municipality, to be admitted."""
    open_states = [MembershipState.REQUESTED, MembershipState.ACTIVE]
    if Membership.objects.filter(person=by, organisation=organisation, state__in=open_states).exists():
        raise AlreadyMember
    membership = Membership.objects.create(
        person=by, organisation=organisation, role=role, state=MembershipState.REQUESTED, note=note, created_by=by
    )
    record("asked to join", membership, by=by, organisation=organisation)
    tell_requested(membership)
    return membership


@transaction.atomic
def join_directly(*, person: User, organisation: Organisation, role: Role, by: User | None) -> Membership:
    """Make somebody a member without asking: for commands, invitations and openings. Repeating it changes nothing."""
    membership, new = Membership.objects.get_or_create(
        person=person,
        organisation=organisation,
        state=MembershipState.ACTIVE,
        defaults={"role": role, "created_by": by, "admitted_at": timezone.now()},
    )
    if new:
        activate(membership, by=by)
    return membership


def activate(membership: Membership, *, by: User | None) -> None:
    """Let a membership give rights from now on; its organisation takes part from its first member."""
    membership.state = MembershipState.ACTIVE
    membership.admitted_at = timezone.now()
    membership.save()
    organisation = membership.organisation
    if organisation.state == OrganisationState.KNOWN:
        organisation.state = OrganisationState.ACTIVE
        organisation.save(update_fields=["state"])
    person = membership.person
    if person and person.active_membership_id is None:
        person.active_membership = membership
        person.save(update_fields=["active_membership"])
    record("admitted", membership, by=by, organisation=organisation, role=membership.role)
    membership_changed(membership)


@transaction.atomic
def admit(*, membership: Membership, by: User, role: Role | None = None) -> Membership:
    """Say yes to somebody who asks to join, perhaps in another role."""
    _refuse_unless_admitting(by, membership.organisation)
    if membership.state != MembershipState.REQUESTED:
        return membership
    membership.role = role or membership.role
    _refuse_foreign_role(Role(membership.role), membership.organisation)
    activate(membership, by=by)
    tell_admitted(membership)
    return membership


@transaction.atomic
def refuse(*, membership: Membership, by: User) -> Membership:
    """Say no to somebody who asks to join."""
    _refuse_unless_admitting(by, membership.organisation)
    if membership.state != MembershipState.REQUESTED:
        return membership
    membership.state = MembershipState.REFUSED
    membership.ended_at = timezone.now()
    membership.save()
    record("refused", membership, by=by, organisation=membership.organisation)
    tell_refused(membership)
    return membership


def _refuse_last_owner(membership: Membership) -> None:
    others = Membership.objects.active().filter(organisation=membership.organisation).exclude(pk=membership.pk)
    if membership.role in LEADERS and others.exists() and not others.filter(role__in=LEADERS).exists():
        raise LastOwner


def _end(membership: Membership, *, verb: str, by: User) -> None:
    _refuse_last_owner(membership)
    membership.state = MembershipState.ENDED
    membership.ended_at = timezone.now()
    membership.save()
    User.objects.filter(active_membership=membership).update(active_membership=None)
    record(verb, membership, by=by, organisation=membership.organisation)
    membership_changed(membership)


@transaction.atomic
def leave(*, membership: Membership, by: User) -> None:
    """Leave an organisation; the last who can admit people hands over first."""
    _end(membership, verb="left", by=by)


@transaction.atomic
def remove(*, membership: Membership, by: User) -> None:
    """End a colleague's membership."""
    _refuse_unless_admitting(by, membership.organisation)
    _end(membership, verb="removed", by=by)


@transaction.atomic
def change_role(*, membership: Membership, role: Role, by: User) -> None:
    """Give a colleague another role in the same organisation."""
    _refuse_unless_admitting(by, membership.organisation)
    _refuse_foreign_role(role, membership.organisation)
    if role not in LEADERS:
        _refuse_last_owner(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    record("changed role", membership, by=by, organisation=membership.organisation, role=role)
    membership_changed(membership)


@transaction.atomic
def allow_booking(*, membership: Membership, allowed: bool, by: User) -> None:
    """Decide whether a colleague at the school may book visits."""
    _refuse_unless_admitting(by, membership.organisation)
    membership.may_book = allowed
    membership.save(update_fields=["may_book"])
    record(
        "allowed booking" if allowed else "stopped booking", membership, by=by, organisation=membership.organisation
    )


def switch_to(*, membership: Membership, by: User) -> None:
    """Work under another of one's own memberships from now on."""
    by.active_membership = membership
    by.save(update_fields=["active_membership"])
