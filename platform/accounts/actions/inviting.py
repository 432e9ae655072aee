"""Inviting colleagues and companies by mail."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.actions.joining import AlreadyMember, join_directly
from accounts.audit import record
from accounts.messages import tell_invited
from accounts.models import Membership, MembershipState, Organisation, Role, User

INVITATION_DAYS = 30


class AlreadyInvited(Exception):
    """There is an open invitation to the same address."""


class InvitationExpired(Exception):
    """The invitation is used, withdrawn or too old."""


class InvitationElsewhere(Exception):
    """The invitation was sent to another address than the one signed in."""


@transaction.atomic
def invite(*, email: str, organisation: Organisation, role: Role, by: User, language: str = "da") -> Membership:
    """Invite an address to join; the link in the mail lasts thirty days. The caller has checked the right to."""
    address = email.strip().lower()
    if Membership.objects.active().filter(organisation=organisation, person__email__iexact=address).exists():
        raise AlreadyMember
    if Membership.objects.invited().filter(organisation=organisation, invited_email__iexact=address).exists():
        raise AlreadyInvited
    membership = Membership.objects.create(
        invited_email=address,
        organisation=organisation,
        role=role,
        state=MembershipState.INVITED,
        created_by=by,
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
    )
    record("invited", membership, by=by, organisation=organisation, role=role)
    tell_invited(membership, language=language)
    return membership


@transaction.atomic
def accept_invitation(*, membership: Membership, by: User) -> Membership:
    """Take up an invitation; the person's own address must be the invited one."""
    if membership.state != MembershipState.INVITED or (membership.expires_at or timezone.now()) < timezone.now():
        raise InvitationExpired
    if membership.invited_email.lower() != by.email.lower():
        raise InvitationElsewhere
    membership.state = MembershipState.ENDED
    membership.ended_at = timezone.now()
    membership.person = by
    membership.save()
    return join_directly(person=by, organisation=membership.organisation, role=Role(membership.role), by=by)


@transaction.atomic
def withdraw_invitation(*, membership: Membership, by: User) -> None:
    """Take an invitation back before it is used."""
    if membership.state == MembershipState.INVITED:
        membership.state = MembershipState.ENDED
        membership.ended_at = timezone.now()
        membership.save()
        record("withdrew invitation", membership, by=by, organisation=membership.organisation)
