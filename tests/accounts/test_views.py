"""The pages on which people join, invite and answer."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, MembershipState, Organisation, OrganisationKind, OrganisationState, Role, User
from companies.models import Company
from content.municipalities import ensure_municipal_organisation
from outbox.models import Message
from reference.models import Municipality
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def signed_in(person: User) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def svendborg() -> Organisation:
    """A municipality that takes part."""
    return ensure_municipal_organisation(Municipality.objects.get(pk="dk-0479"))


def test_a_new_person_is_led_to_where_one_joins() -> None:
    """Without a membership every desk leads to the join page."""
    response = signed_in(UserFactory()).get(reverse("desks:start"))
    assert response.headers["Location"] == reverse("accounts:join")


def test_a_teacher_finds_the_school_and_asks() -> None:
    """Search by part of the name, ask, and see that the school is asked."""
    school = OrganisationFactory(name="Havneskolen", town="Svendborg")
    OrganisationFactory(name="Skovskolen")
    client = signed_in(UserFactory())
    found = client.get(reverse("accounts:find_school"), {"q": "havne svend"})
    assert [row.name for row in found.context["found"]] == ["Havneskolen"]
    answer = client.post(reverse("accounts:ask_to_join", args=[school.pk]), {"role": Role.TEACHER}, follow=True)
    assert answer.status_code == 200
    assert Membership.objects.get(organisation=school).state == MembershipState.REQUESTED


def test_a_search_without_a_word_is_answered_with_what_to_write() -> None:
    """The sentence stands at the field and in the summary."""
    page = signed_in(UserFactory()).get(reverse("accounts:find_school"), {"q": ""}).content.decode()
    assert page.count("Skriv navnet på din skole") == 2


def test_a_company_registers_and_the_editor_admits_it(svendborg: Organisation) -> None:
    """SV-33: from the form to the desk, with mails both ways."""
    editor = MembershipFactory(organisation=svendborg, role=Role.MUNICIPAL_EDITOR)
    owner = UserFactory()
    facts = {
        "name": "Nordvind Værksted",
        "cvr": "13748136",
        "sector": "private",
        "industry": "energy",
        "municipality": "dk-0479",
        "address": "Møllevej 4",
        "postcode": "5700",
    }
    signed_in(owner).post(reverse("registration:register"), facts)
    company = Company.objects.get(cvr="13748136")
    assert company.organisation.state == OrganisationState.WAITING
    assert company.organisation.town == "Svendborg"
    assert Message.objects.get(kind="organisation_waiting").recipient == editor.person
    url = reverse("accounts:answer_organisation", args=[company.organisation.pk])
    signed_in(editor.person).post(url, {"admit": ""})
    company.organisation.refresh_from_db()
    assert company.organisation.state == OrganisationState.ACTIVE
    assert signed_in(owner).get(reverse("desks:start")).headers["Location"] == reverse("desks:company")
    assert Message.objects.get(kind="organisation_admitted").recipient == owner


@pytest.mark.parametrize(("field", "value"), [("cvr", "13748137"), ("postcode", "0000"), ("name", "")])
def test_a_bad_answer_is_named_and_nothing_typed_is_lost(svendborg: Organisation, field: str, value: str) -> None:
    """The page says Fejl first in its title and keeps what was typed."""
    facts = {
        "name": "Nordvind",
        "sector": "private",
        "industry": "energy",
        "municipality": "dk-0479",
        "postcode": "5700",
    }
    page = signed_in(UserFactory()).post(reverse("registration:register"), {**facts, field: value})
    assert page.context["form"].errors.keys() == {field}
    html = page.content.decode()
    assert "<title>Fejl: " in html
    assert 'value="5700"' in html or field == "postcode"
    assert not Company.objects.exists()


def test_a_refused_company_reads_the_reason(svendborg: Organisation) -> None:
    """Saying no needs a reason, and the reason is in the mail."""
    editor = MembershipFactory(organisation=svendborg, role=Role.MUNICIPAL_EDITOR)
    company = OrganisationFactory(kind=OrganisationKind.COMPANY, state=OrganisationState.WAITING)
    MembershipFactory(organisation=company, role=Role.COMPANY_OWNER, state=MembershipState.REQUESTED)
    client = signed_in(editor.person)
    url = reverse("accounts:answer_organisation", args=[company.pk])
    assert client.post(url, {"reason": ""}).status_code == 200
    client.post(url, {"reason": "Vi kan ikke finde adressen"})
    assert Message.objects.get(kind="organisation_refused").payload["reason"] == "Vi kan ikke finde adressen"


def test_an_editor_cannot_answer_for_another_municipality(svendborg: Organisation) -> None:
    """A foreign id is a 404."""
    editor = MembershipFactory(organisation=svendborg, role=Role.MUNICIPAL_EDITOR)
    elsewhere = OrganisationFactory(
        kind=OrganisationKind.COMPANY, state=OrganisationState.WAITING, municipality_id="dk-0101"
    )
    url = reverse("accounts:answer_organisation", args=[elsewhere.pk])
    assert signed_in(editor.person).post(url, {"admit": ""}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_colleagues_cost_the_same_queries_for_one_and_three(number: int, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]  # pytest-django's fixture
    """The list does not ask once for each row."""
    leader = MembershipFactory(role=Role.SCHOOL_COORDINATOR)
    MembershipFactory.create_batch(number, organisation=leader.organisation)
    MembershipFactory.create_batch(number, organisation=leader.organisation, state=MembershipState.REQUESTED)
    client = signed_in(leader.person)
    client.get(reverse("accounts:colleagues"))
    with django_assert_num_queries(6):
        client.get(reverse("accounts:colleagues"))


def test_a_leader_decides_who_may_book() -> None:
    """The switch is the leader's alone."""
    leader = MembershipFactory(role=Role.SCHOOL_LEADER)
    teacher = MembershipFactory(organisation=leader.organisation)
    url = reverse("accounts:allow_booking", args=[teacher.pk])
    assert signed_in(teacher.person).post(url, {"allow": ""}).status_code == 403
    signed_in(leader.person).post(url, {"stop": ""})
    teacher.refresh_from_db()
    assert not teacher.may_book


def test_the_profile_keeps_name_phone_and_language() -> None:
    """A bad phone number is named."""
    person = UserFactory()
    client = signed_in(person)
    bad = client.post(reverse("accounts:profile"), {"name": "Mette Krogh", "phone": "12", "language": "da"})
    assert "phone" in bad.context["form"].errors
    client.post(reverse("accounts:profile"), {"name": "Mette Krogh", "phone": "55 00 12 98", "language": "sv"})
    person.refresh_from_db()
    assert (person.name, person.phone, person.language) == ("Mette Krogh", "55 00 12 98", "sv")
