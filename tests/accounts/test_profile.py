"""Own facts, own memberships: changing, switching, leaving."""

import pytest
from django.urls import reverse

from accounts.models import Membership, MembershipState, Role
from accounts.permissions import working_membership
from tests.conftest import signed_in
from tests.factories.accounts import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
PROFILE = "accounts:profile"


@pytest.mark.parametrize("phone", ["12", "ring til mig", "55 00 12 98; DROP", "1" * 40])
def test_a_phone_that_cannot_be_rung_is_named(phone: str) -> None:
    """What was typed stays in the form, not in the row."""
    person = UserFactory(phone="55 00 00 00")
    facts = {"name": "Mette", "phone": phone, "language": "da"}
    form = signed_in(person).post(reverse(PROFILE), facts).context["form"]
    assert "phone" in form.errors
    person.refresh_from_db()
    assert person.phone == "55 00 00 00"


@pytest.mark.parametrize("phone", ["", "55001298", "+45 55 00 12 98"])
def test_a_phone_may_be_blank_or_foreign(phone: str) -> None:
    """Eight digits, with a country or none at all."""
    person = UserFactory()
    signed_in(person).post(reverse(PROFILE), {"name": "Mette", "phone": phone, "language": "da"})
    person.refresh_from_db()
    assert (person.name, person.phone) == ("Mette", phone)


def test_a_name_of_blanks_is_no_name() -> None:
    """The other side must know whom they meet."""
    response = signed_in(UserFactory()).post(reverse(PROFILE), {"name": "   ", "phone": "", "language": "da"})
    assert "name" in response.context["form"].errors


def test_the_profile_shows_where_one_belongs_and_where_one_has_asked() -> None:
    """Own rows only."""
    own = MembershipFactory(organisation__name="Havneskolen")
    MembershipFactory(person=own.person, organisation__name="Skovskolen", state=MembershipState.REQUESTED)
    MembershipFactory(organisation__name="Fremmedskolen")
    page = signed_in(own.person).get(reverse(PROFILE)).content.decode()
    assert "Havneskolen" in page
    assert "Skovskolen" in page
    assert "Fremmedskolen" not in page


def test_switching_changes_the_desk() -> None:
    """A person with two memberships works under one at a time."""
    school = MembershipFactory()
    company = MembershipFactory(person=school.person, role=Role.COMPANY_MEMBER, organisation__kind="company")
    client = signed_in(school.person)
    assert client.get(reverse("desks:start"))["Location"] == reverse("desks:teacher")
    client.post(reverse("accounts:switch"), {"membership": company.pk})
    assert client.get(reverse("desks:start"))["Location"] == reverse("desks:company")


@pytest.mark.parametrize("value", ["", "0", "abc", "999999", "-1", "²", "9" * 30])
def test_one_switches_to_own_active_memberships_only(value: str) -> None:
    """A foreign or a made-up number is a 404."""
    own = MembershipFactory()
    client = signed_in(own.person)
    assert client.post(reverse("accounts:switch"), {"membership": value}).status_code == 404
    foreign = MembershipFactory()
    assert client.post(reverse("accounts:switch"), {"membership": foreign.pk}).status_code == 404
    assert client.get(reverse("accounts:switch")).status_code == 405


def test_leaving_is_asked_first_and_ends_the_desk() -> None:
    """A GET leaves nothing."""
    own = MembershipFactory()
    client, url = signed_in(own.person), reverse("accounts:leave", args=[own.pk])
    assert own.organisation.name in client.get(url).content.decode()
    assert working_membership(own.person) == own
    client.post(url)
    assert working_membership(own.person) is None
    assert Membership.objects.get(pk=own.pk).state == MembershipState.ENDED


def test_the_last_leader_reads_why_leaving_does_not_work() -> None:
    """409, and the membership stands."""
    leader = MembershipFactory(role=Role.SCHOOL_LEADER)
    MembershipFactory(organisation=leader.organisation)
    response = signed_in(leader.person).post(reverse("accounts:leave", args=[leader.pk]))
    assert response.status_code == 409
    assert working_membership(leader.person) == leader


def test_nobody_leaves_for_somebody_else() -> None:
    """A foreign membership is a 404."""
    foreign = MembershipFactory()
    client = signed_in(MembershipFactory().person)
    assert client.post(reverse("accounts:leave", args=[foreign.pk])).status_code == 404
    foreign.refresh_from_db()
    assert foreign.state == MembershipState.ACTIVE


def test_what_was_left_is_not_chosen_any_more() -> None:
    """The oldest of the others takes its place."""
    first = MembershipFactory()
    second = MembershipFactory(person=first.person)
    client = signed_in(first.person)
    client.post(reverse("accounts:switch"), {"membership": second.pk})
    client.post(reverse("accounts:leave", args=[second.pk]))
    first.person.refresh_from_db()
    assert working_membership(first.person) == first
