"""A new organisation asks to take part, and the municipality answers."""

from django.db import transaction

from accounts.actions.joining import MayNotAdmit, activate, ask_to_join
from accounts.audit import record
from accounts.messages import tell_organisation_admitted, tell_organisation_refused, tell_organisation_waiting
from accounts.models import Membership, MembershipState, Organisation, OrganisationState, Role, User
from accounts.permissions import working_membership, works_in_municipality


@transaction.atomic
def ask_to_open(*, organisation: Organisation, by: User, note: str = "") -> Membership:
    """Ask the municipality to admit a new, unsaved `organisation` or one it refused before.

    One that is known or takes part already is asked as anybody asks to join: its owners answer, else the editors.
    """
    if organisation.pk is None or organisation.state == OrganisationState.REFUSED:
        organisation.state = OrganisationState.WAITING
        organisation.save()
    membership = ask_to_join(organisation=organisation, role=Role.COMPANY_OWNER, by=by, note=note)
    if organisation.state == OrganisationState.WAITING:
        tell_organisation_waiting(organisation, by=by)
    return membership


def _refuse_unless_municipal(by: User, organisation: Organisation) -> None:
    own = working_membership(by)
    same = own is not None and own.organisation.municipality_id == organisation.municipality_id
    if not (by.is_superuser or (works_in_municipality(own) and same)):
        raise MayNotAdmit


def _asking(organisation: Organisation) -> list[Membership]:
    waiting = Membership.objects.requested().filter(organisation=organisation)
    return list(waiting.select_related("person"))


@transaction.atomic
def admit_organisation(*, organisation: Organisation, by: User) -> Organisation:
    """Let a waiting organisation take part, and those who asked for it become its members."""
    _refuse_unless_municipal(by, organisation)
    if organisation.state != OrganisationState.WAITING:
        return organisation
    organisation.state = OrganisationState.ACTIVE
    organisation.save(update_fields=["state"])
    for asked in _asking(organisation):
        activate(asked, by=by)
        tell_organisation_admitted(asked)
    record("admitted organisation", organisation, by=by, organisation=organisation)
    return organisation


@transaction.atomic
def refuse_organisation(*, organisation: Organisation, reason: str, by: User) -> Organisation:
    """Say no to a waiting organisation, with a reason it can read."""
    _refuse_unless_municipal(by, organisation)
    if organisation.state != OrganisationState.WAITING:
        return organisation
    organisation.state = OrganisationState.REFUSED
    organisation.save(update_fields=["state"])
    for asked in _asking(organisation):
        asked.state = MembershipState.REFUSED
        asked.save(update_fields=["state"])
        tell_organisation_refused(asked, reason=reason)
    record("refused organisation", organisation, by=by, organisation=organisation)
    return organisation
