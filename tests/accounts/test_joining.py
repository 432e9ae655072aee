"""Asking to join, being admitted, leaving."""

import pytest

from accounts import actions
from accounts.models import AuditEntry, Membership, MembershipState, OrganisationKind, OrganisationState, Role
from accounts.permissions import working_membership
from outbox.models import Message
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_the_schools_coordinator_is_asked_and_admits_a_teacher() -> None:
    """SV-26 SV-28: a teacher asks, the coordinator says yes, both are told."""
    coordinator = MembershipFactory(role=Role.SCHOOL_COORDINATOR)
    teacher = UserFactory()
    asked = actions.ask_to_join(organisation=coordinator.organisation, role=Role.TEACHER, by=teacher)
    assert working_membership(teacher) is None
    assert Message.objects.get(kind="membership_requested").recipient == coordinator.person
    actions.admit(membership=asked, by=coordinator.person)
    teacher.refresh_from_db()
    assert working_membership(teacher) == asked
    assert Message.objects.get(kind="membership_admitted").recipient == teacher
    assert AuditEntry.objects.filter(verb="admitted", actor=coordinator.person).count() == 1


def test_where_a_school_has_no_coordinator_the_municipality_answers() -> None:
    """A school known from the register becomes active with its first member."""
    editor = MembershipFactory(
        role=Role.MUNICIPAL_EDITOR, organisation=OrganisationFactory(kind=OrganisationKind.MUNICIPALITY)
    )
    school = OrganisationFactory(state=OrganisationState.KNOWN)
    asked = actions.ask_to_join(organisation=school, role=Role.TEACHER, by=UserFactory())
    message = Message.objects.get(kind="membership_requested")
    assert message.recipient == editor.person
    assert message.payload["url"].endswith("/konto/anmodninger/")
    actions.admit(membership=asked, by=editor.person, role=Role.SCHOOL_COORDINATOR)
    school.refresh_from_db()
    asked.refresh_from_db()
    assert (school.state, asked.role) == (OrganisationState.ACTIVE, Role.SCHOOL_COORDINATOR)


def test_nobody_asks_twice() -> None:
    """The second request is refused, the first stands."""
    school, teacher = OrganisationFactory(), UserFactory()
    actions.ask_to_join(organisation=school, role=Role.TEACHER, by=teacher)
    with pytest.raises(actions.AlreadyMember):
        actions.ask_to_join(organisation=school, role=Role.TEACHER, by=teacher)
    assert Membership.objects.filter(person=teacher).count() == 1


@pytest.mark.parametrize("role", [Role.TEACHER, Role.COMPANY_MEMBER])
def test_those_without_a_say_admit_nobody(role: Role) -> None:
    """A teacher cannot admit to the own school, nor a company member anywhere."""
    other = MembershipFactory(role=role)
    asked = actions.ask_to_join(organisation=other.organisation, role=Role.TEACHER, by=UserFactory())
    with pytest.raises(actions.MayNotAdmit):
        actions.admit(membership=asked, by=other.person)


def test_a_coordinator_of_another_school_admits_nobody_here() -> None:
    """Rights end at the own organisation."""
    stranger = MembershipFactory(role=Role.SCHOOL_COORDINATOR)
    asked = actions.ask_to_join(organisation=OrganisationFactory(), role=Role.TEACHER, by=UserFactory())
    with pytest.raises(actions.MayNotAdmit):
        actions.refuse(membership=asked, by=stranger.person)


def test_the_last_who_can_admit_cannot_leave_the_others_alone() -> None:
    """A colleague gets the role first; then leaving works and the desk is gone."""
    leader = MembershipFactory(role=Role.SCHOOL_COORDINATOR)
    colleague = MembershipFactory(organisation=leader.organisation)
    with pytest.raises(actions.LastOwner):
        actions.leave(membership=leader, by=leader.person)
    actions.change_role(membership=colleague, role=Role.SCHOOL_LEADER, by=leader.person)
    actions.leave(membership=leader, by=leader.person)
    assert working_membership(leader.person) is None


def test_a_person_switches_between_own_memberships() -> None:
    """Several memberships, one worked under at a time."""
    first = MembershipFactory()
    second = MembershipFactory(person=first.person)
    assert working_membership(first.person) == first
    actions.switch_to(membership=second, by=first.person)
    assert working_membership(first.person) == second


def test_an_invited_colleague_joins_with_the_invited_address_only() -> None:
    """The mail carries the link; another address is refused, the right one joins once."""
    owner = MembershipFactory(role=Role.COMPANY_OWNER, organisation__kind=OrganisationKind.COMPANY)
    invited = actions.invite(
        email="Ny@Firma.example", organisation=owner.organisation, role=Role.COMPANY_MEMBER, by=owner.person
    )
    assert "/konto/invitation/" in Message.objects.get(kind="member_invited").payload["url"]
    with pytest.raises(actions.InvitationElsewhere):
        actions.accept_invitation(membership=invited, by=UserFactory())
    newcomer = UserFactory(email="ny@firma.example")
    joined = actions.accept_invitation(membership=invited, by=newcomer)
    assert (joined.state, joined.role) == (MembershipState.ACTIVE, Role.COMPANY_MEMBER)
    with pytest.raises(actions.InvitationExpired):
        actions.accept_invitation(membership=invited, by=newcomer)


def test_the_same_address_is_invited_once() -> None:
    """A second invitation waits for the first to be answered or withdrawn."""
    owner = MembershipFactory(role=Role.COMPANY_OWNER)
    facts = {"email": "ny@firma.example", "organisation": owner.organisation, "role": Role.COMPANY_MEMBER}
    first = actions.invite(**facts, by=owner.person)
    with pytest.raises(actions.AlreadyInvited):
        actions.invite(**facts, by=owner.person)
    actions.withdraw_invitation(membership=first, by=owner.person)
    assert actions.invite(**facts, by=owner.person).pk != first.pk
