"""Inviting, withdrawing, removing, and taking an invitation up; admitting in a role that exists here."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import actions
from accounts.models import Membership, MembershipState, OrganisationKind, OrganisationState, Role
from accounts.models.membership import fits
from accounts.signing import invitation_token, invited_membership
from companies.models import Company
from companies.registration.actions import ask_for_company
from outbox.models import Message
from reference.models import Industry, Municipality
from tests.conftest import signed_in
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.companies import editor_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Membership:
    """The owner of a company's profile."""
    membership: Membership = MembershipFactory(
        role=Role.COMPANY_OWNER, organisation=OrganisationFactory(kind=OrganisationKind.COMPANY)
    )
    return membership


def test_an_invitation_goes_out_and_a_second_one_is_refused(owner: Membership) -> None:
    """SV-33: owners invite colleagues; the sentence stands at the field."""
    client, facts = signed_in(owner.person), {"email": "Ny@Firma.example", "role": Role.COMPANY_MEMBER}
    assert client.post(reverse("accounts:invite"), facts).status_code == 302
    assert Message.objects.get(kind="member_invited").to_email == "ny@firma.example"
    again = client.post(reverse("accounts:invite"), facts)
    assert (again.status_code, "email" in again.context["form"].errors) == (422, True)
    assert "Ny@Firma.example" in again.content.decode()


@pytest.mark.parametrize(
    "facts",
    [
        {"email": "ikke en adresse", "role": Role.COMPANY_MEMBER},
        {"email": "", "role": Role.COMPANY_MEMBER},
        {"email": "ny@firma.example", "role": Role.MUNICIPAL_EDITOR},
        {"email": "ny@firma.example", "role": ""},
    ],
)
def test_a_bad_invitation_is_not_sent(owner: Membership, facts: dict[str, str]) -> None:
    """No address, or a role that does not exist in a company."""
    assert signed_in(owner.person).post(reverse("accounts:invite"), facts).status_code == 422
    assert not Membership.objects.invited().exists()


def test_a_member_is_not_invited_again(owner: Membership) -> None:
    """The address belongs to somebody who is here."""
    colleague = MembershipFactory(organisation=owner.organisation, role=Role.COMPANY_MEMBER)
    facts = {"email": colleague.person.email.upper(), "role": Role.COMPANY_MEMBER}
    assert signed_in(owner.person).post(reverse("accounts:invite"), facts).status_code == 422


def test_colleagues_without_a_say_neither_invite_nor_remove(owner: Membership) -> None:
    """403 inside the own organisation."""
    colleague = MembershipFactory(organisation=owner.organisation, role=Role.COMPANY_MEMBER)
    client = signed_in(colleague.person)
    facts = {"email": "ny@firma.example", "role": Role.COMPANY_MEMBER}
    assert client.post(reverse("accounts:invite"), facts).status_code == 403
    assert client.post(reverse("accounts:remove", args=[owner.pk])).status_code == 403
    assert reverse("accounts:invite") not in client.get(reverse("accounts:colleagues")).content.decode()


def test_a_withdrawn_invitation_opens_nothing(owner: Membership) -> None:
    """The link in the mail says so."""
    newcomer = UserFactory(email="ny@firma.example")
    invited = actions.invite(
        email=newcomer.email, organisation=owner.organisation, role=Role.COMPANY_MEMBER, by=owner.person
    )
    signed_in(owner.person).post(reverse("accounts:withdraw_invitation", args=[invited.pk]))
    url = reverse("accounts:invitation", args=[invitation_token(invited)])
    assert signed_in(newcomer).post(url).status_code == 410
    assert not Membership.objects.active().filter(person=newcomer).exists()


def test_taking_up_an_invitation_leads_to_the_desk(owner: Membership) -> None:
    """A GET only shows who invites; the POST joins and switches."""
    newcomer = MembershipFactory(person__email="ny@firma.example").person
    invited = actions.invite(
        email=newcomer.email, organisation=owner.organisation, role=Role.COMPANY_MEMBER, by=owner.person
    )
    client, url = signed_in(newcomer), reverse("accounts:invitation", args=[invitation_token(invited)])
    assert owner.organisation.name in client.get(url).content.decode()
    assert not Membership.objects.active().filter(person=newcomer, organisation=owner.organisation).exists()
    client.post(url)
    assert client.get(reverse("desks:start"))["Location"] == reverse("desks:company")


def test_somebody_else_cannot_take_it_up(owner: Membership) -> None:
    """The address is the invited one's."""
    invited = actions.invite(
        email="ny@firma.example", organisation=owner.organisation, role=Role.COMPANY_MEMBER, by=owner.person
    )
    url = reverse("accounts:invitation", args=[invitation_token(invited)])
    assert signed_in(UserFactory()).post(url).status_code == 409


def test_an_old_invitation_has_lapsed(owner: Membership) -> None:
    """Thirty days."""
    newcomer = UserFactory(email="ny@firma.example")
    invited = actions.invite(
        email=newcomer.email, organisation=owner.organisation, role=Role.COMPANY_MEMBER, by=owner.person
    )
    Membership.objects.filter(pk=invited.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    url = reverse("accounts:invitation", args=[invitation_token(invited)])
    assert signed_in(newcomer).post(url).status_code == 410


@pytest.mark.parametrize("token", ["x", "1", "MQ:1t0000:abc"])
def test_a_made_up_link_is_a_404(token: str) -> None:
    """Nobody can guess the next one."""
    assert invited_membership(token) is None
    assert signed_in(UserFactory()).get(reverse("accounts:invitation", args=[token])).status_code == 404


def test_removing_a_colleague_is_asked_first(owner: Membership) -> None:
    """A GET asks, a POST ends it, a foreign one is a 404."""
    colleague = MembershipFactory(organisation=owner.organisation, role=Role.COMPANY_MEMBER)
    client, url = signed_in(owner.person), reverse("accounts:remove", args=[colleague.pk])
    assert client.get(url).status_code == 200
    colleague.refresh_from_db()
    assert colleague.state == MembershipState.ACTIVE
    client.post(url)
    colleague.refresh_from_db()
    assert colleague.state == MembershipState.ENDED
    assert client.post(reverse("accounts:remove", args=[MembershipFactory().pk])).status_code == 404


def test_the_last_owner_is_not_removed(owner: Membership) -> None:
    """409, with the reason."""
    MembershipFactory(organisation=owner.organisation, role=Role.COMPANY_MEMBER)
    response = signed_in(owner.person).post(reverse("accounts:remove", args=[owner.pk]))
    assert response.status_code == 409


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        (OrganisationKind.SCHOOL, {Role.TEACHER, Role.LEARNING_CENTRE, Role.SCHOOL_COORDINATOR, Role.SCHOOL_LEADER}),
        (OrganisationKind.COMPANY, {Role.COMPANY_MEMBER, Role.COMPANY_OWNER}),
        (OrganisationKind.MUNICIPALITY, {Role.MUNICIPAL_EDITOR, Role.MUNICIPAL_COORDINATOR}),
    ],
)
def test_roles_belong_to_a_kind_of_organisation(kind: OrganisationKind, roles: set[Role]) -> None:
    """SV-26, SV-28, SV-33: who can be what, and where."""
    organisation = OrganisationFactory.build(kind=kind)
    assert {role for role in Role if fits(role, organisation)} == roles


def test_nobody_is_made_an_editor_by_a_company(owner: Membership) -> None:
    """An owner who writes another role into the form admits nobody: the desk of the municipality stays shut."""
    friend = UserFactory()
    asked = actions.ask_to_join(organisation=owner.organisation, role=Role.COMPANY_MEMBER, by=friend)
    url = reverse("accounts:answer_request", args=[asked.pk])
    signed_in(owner.person).post(url, {"admit": "", "role": Role.MUNICIPAL_EDITOR})
    asked.refresh_from_db()
    assert (asked.state, asked.role) == (MembershipState.REQUESTED, Role.COMPANY_MEMBER)
    with pytest.raises(actions.RoleElsewhere):
        actions.admit(membership=asked, by=owner.person, role=Role.MUNICIPAL_EDITOR)
    with pytest.raises(actions.RoleElsewhere):
        actions.change_role(membership=owner, role=Role.SCHOOL_LEADER, by=owner.person)


def test_an_admitted_colleague_gets_the_role_the_owner_chose(owner: Membership) -> None:
    """Or the one asked for; the answer leads back to the list."""
    asked = actions.ask_to_join(organisation=owner.organisation, role=Role.COMPANY_MEMBER, by=UserFactory())
    url = reverse("accounts:answer_request", args=[asked.pk])
    response = signed_in(owner.person).post(url, {"admit": "", "role": Role.COMPANY_OWNER})
    assert response["Location"] == reverse("accounts:colleagues")
    asked.refresh_from_db()
    assert (asked.state, asked.role) == (MembershipState.ACTIVE, Role.COMPANY_OWNER)


def test_a_refused_person_is_told_and_may_ask_again(owner: Membership) -> None:
    """No is not forever."""
    person = UserFactory()
    asked = actions.ask_to_join(organisation=owner.organisation, role=Role.COMPANY_MEMBER, by=person)
    signed_in(owner.person).post(reverse("accounts:answer_request", args=[asked.pk]), {"refuse": ""})
    asked.refresh_from_db()
    assert asked.state == MembershipState.REFUSED
    assert Message.objects.filter(kind="membership_refused", recipient=person).count() == 1
    assert actions.ask_to_join(organisation=owner.organisation, role=Role.COMPANY_MEMBER, by=person).pk != asked.pk


FACTS = {
    "name": "Nordvind",
    "cvr": "13748136",
    "sector": "private",
    "address": "Møllevej 4",
    "postcode": "5700",
    "note": "",
}


def company_facts() -> dict[str, object]:
    """What the form hands on."""
    rows = {"municipality": Municipality.objects.get(pk="dk-0479"), "industry": Industry.objects.get(pk="energy")}
    return {**FACTS, **rows}


def test_a_company_of_the_register_gets_an_owner_from_the_editor() -> None:
    """One mail, one answer; its row, its number and its offers stay."""
    editor, person = editor_in(), UserFactory()
    organisation = OrganisationFactory(kind=OrganisationKind.COMPANY, state=OrganisationState.KNOWN)
    Company.objects.create(organisation=organisation, cvr="13748136")
    asked = ask_for_company(facts=company_facts(), by=person)
    assert asked.organisation == organisation
    assert list(Message.objects.filter(recipient=editor).values_list("kind", flat=True)) == ["membership_requested"]
    signed_in(editor).post(reverse("accounts:answer_request", args=[asked.pk]), {"admit": ""})
    organisation.refresh_from_db()
    assert organisation.state == OrganisationState.ACTIVE
    assert Company.objects.get().organisation.memberships.active().get().role == Role.COMPANY_OWNER


def test_a_company_the_register_places_nowhere_gets_the_municipality_it_names() -> None:
    """Else nobody could answer."""
    organisation = OrganisationFactory(
        kind=OrganisationKind.COMPANY, state=OrganisationState.KNOWN, municipality_id=None
    )
    Company.objects.create(organisation=organisation, cvr="13748136")
    ask_for_company(facts=company_facts(), by=UserFactory())
    organisation.refresh_from_db()
    assert organisation.municipality_id == "dk-0479"


def test_a_company_with_an_owner_is_joined_as_anybody_joins(owner: Membership) -> None:
    """Its owner answers, not the municipality."""
    editor = editor_in()
    Company.objects.create(organisation=owner.organisation, cvr="13748136")
    ask_for_company(facts=company_facts(), by=UserFactory())
    assert Message.objects.filter(recipient=owner.person, kind="membership_requested").count() == 1
    assert not Message.objects.filter(recipient=editor).exists()


def test_a_refused_company_that_asks_again_waits_again() -> None:
    """The editor finds it in the list and can admit it this time."""
    editor, person = editor_in(), UserFactory()
    first = ask_for_company(facts=company_facts(), by=person)
    actions.refuse_organisation(organisation=first.organisation, reason="Adressen mangler", by=editor)
    second = ask_for_company(facts=company_facts(), by=person)
    second.organisation.refresh_from_db()
    assert second.organisation.state == OrganisationState.WAITING
    signed_in(editor).post(reverse("accounts:answer_organisation", args=[second.organisation_id]), {"admit": ""})
    second.organisation.refresh_from_db()
    assert second.organisation.state == OrganisationState.ACTIVE


def test_an_editor_invites_a_company_that_then_takes_part() -> None:
    """SV-33: the other way in; the invited one becomes the owner."""
    editor, facts = editor_in(), {"name": "Nordvind", "email": "ingrid@nordvind.example", "industry": "energy"}
    client = signed_in(editor)
    assert client.post(reverse("registration:invite"), {**facts, "email": ""}).status_code == 200
    client.post(reverse("registration:invite"), facts)
    invited = Membership.objects.invited().get()
    person = UserFactory(email="ingrid@nordvind.example")
    signed_in(person).post(reverse("accounts:invitation", args=[invitation_token(invited)]))
    company = Company.objects.get()
    assert (company.organisation.state, company.organisation.municipality_id) == (OrganisationState.ACTIVE, "dk-0479")
    assert Membership.objects.active().get(person=person).role == Role.COMPANY_OWNER
