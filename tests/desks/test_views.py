"""Each desk begins with what waits, shows its own rows only, and asks as often for three rows as for one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, MembershipState, Organisation, OrganisationKind, OrganisationState, Role
from bookings.actions import confirm
from bookings.models import Booking, BookingState
from companies.actions import submit
from offers.models import Occurrence
from tests.conftest import signed_in
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.bookings import ask_for, new_school, teacher_at
from tests.factories.catalogue import host_in, live_offer, occurrence
from tests.factories.companies import company_in, editor_in, member_of
from tests.factories.offers import complete_draft, draft

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("number", [1, 3])
TEACHERS, SCHOOLS, COMPANYS, MUNICIPALITYS, ADMISSIONS = 9, 10, 12, 9, 7


def visits(number: int, teacher: Membership, host: Organisation) -> list[Booking]:
    """So many requests that wait, so many agreed visits and so many past ones."""
    owner = MembershipFactory(organisation=host, role=Role.COMPANY_OWNER).person
    made = []
    for row in range(number):
        offer = live_offer(host, title=f"Besøg {row}")
        waiting, coming, past = (occurrence(offer, days=20 + row, hour=hour) for hour in (9, 12, 15))
        made += [ask_for(date, teacher, label=f"7.{row}") for date in (waiting, coming, past)]
        for booking in made[-2:]:
            confirm(booking=booking, by=owner)
        long_ago = timezone.now() - timedelta(days=30)
        Occurrence.objects.filter(pk=past.pk).update(starts_at=long_ago, ends_at=long_ago + timedelta(hours=2))
    return made


@pytest.fixture
def teacher() -> Membership:
    """A teacher."""
    return teacher_at(new_school())


@BOTH
def test_a_teachers_desk(teacher: Membership, number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """SV-28: what waits, what comes and what was, of the own visits."""
    visits(number, teacher, host_in())
    client, url = signed_in(teacher.person), reverse("desks:teacher")
    client.get(url)
    with django_assert_num_queries(TEACHERS):
        context = client.get(url).context
    assert [len(context[name]) for name in ("waiting", "coming", "past")] == [number] * 3


@BOTH
def test_a_schools_desk(teacher: Membership, number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """SV-26: all visits of the school, and who asks to join."""
    visits(number, teacher, host_in())
    visits(1, teacher_at(new_school("En anden skole")), host_in(name="Andre"))
    leader = teacher_at(teacher.organisation.school, Role.SCHOOL_COORDINATOR)
    MembershipFactory.create_batch(number, organisation=teacher.organisation, state=MembershipState.REQUESTED)
    client, url = signed_in(leader.person), reverse("desks:school")
    client.get(url)
    with django_assert_num_queries(SCHOOLS):
        context = client.get(url).context
    assert [len(context[name]) for name in ("waiting", "coming", "past", "asking")] == [number] * 4


@BOTH
def test_a_companys_desk(teacher: Membership, number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """SV-33: requests to answer, who comes, own offers, who asks to join."""
    host = company_in()
    visits(number, teacher, host)
    visits(1, teacher, host_in(name="Andre"))
    owner = member_of(host)
    MembershipFactory.create_batch(
        number, organisation=host, state=MembershipState.REQUESTED, role=Role.COMPANY_MEMBER
    )
    client, url = signed_in(owner), reverse("desks:company")
    client.get(url)
    with django_assert_num_queries(COMPANYS):
        context = client.get(url).context
    assert [len(context[name]) for name in ("waiting", "coming", "offers", "asking")] == [number] * 4


@BOTH
def test_a_municipalitys_desk(number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """Texts to approve, companies and people to answer, of the own municipality only."""
    editor, host = editor_in(), company_in()
    writer = member_of(host)
    for row in range(number):
        submit(page=complete_draft(host=host, by=writer, title=f"Til læsning {row}"), by=writer)
        OrganisationFactory(kind=OrganisationKind.COMPANY, state=OrganisationState.WAITING)
    MembershipFactory.create_batch(number, organisation=host, state=MembershipState.REQUESTED)
    elsewhere = company_in("dk-0101")
    submit(page=complete_draft(host=elsewhere, by=member_of(elsewhere)), by=member_of(elsewhere))
    client, url = signed_in(editor), reverse("desks:municipality")
    client.get(url)
    with django_assert_num_queries(MUNICIPALITYS):
        context = client.get(url).context
    assert [len(context[name]) for name in ("reviews", "companies", "asking")] == [number] * 3


@BOTH
def test_who_would_like_to_take_part(number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """SV-26: the municipality's list of companies and people who ask."""
    editor, school = editor_in(), OrganisationFactory()
    for _ in range(number):
        company = OrganisationFactory(kind=OrganisationKind.COMPANY, state=OrganisationState.WAITING)
        MembershipFactory(organisation=company, state=MembershipState.REQUESTED, role=Role.COMPANY_OWNER)
        MembershipFactory(organisation=school, state=MembershipState.REQUESTED)
    client, url = signed_in(editor), reverse("accounts:admissions")
    client.get(url)
    with django_assert_num_queries(ADMISSIONS):
        context = client.get(url).context
    assert [len(context[name]) for name in ("waiting", "people")] == [number] * 2


@pytest.mark.parametrize(
    ("role", "kind", "desk"),
    [
        (Role.TEACHER, OrganisationKind.SCHOOL, "teacher"),
        (Role.SCHOOL_COORDINATOR, OrganisationKind.SCHOOL, "school"),
        (Role.SCHOOL_LEADER, OrganisationKind.SCHOOL, "school"),
        (Role.COMPANY_MEMBER, OrganisationKind.COMPANY, "company"),
        (Role.COMPANY_OWNER, OrganisationKind.COMPANY, "company"),
        (Role.MUNICIPAL_EDITOR, OrganisationKind.MUNICIPALITY, "municipality"),
        (Role.MUNICIPAL_COORDINATOR, OrganisationKind.MUNICIPALITY, "municipality"),
    ],
)
def test_everybody_lands_at_the_own_desk_and_at_no_other(role: Role, kind: OrganisationKind, desk: str) -> None:
    """SV-26, SV-28, SV-33: each role of the contract has its place to work."""
    person = MembershipFactory(role=role, organisation=OrganisationFactory(kind=kind)).person
    client = signed_in(person)
    assert client.get(reverse("desks:start"))["Location"] == reverse(f"desks:{desk}")
    assert client.get(reverse(f"desks:{desk}")).status_code == 200
    foreign = {"teacher": ["company", "municipality"], "school": ["company", "municipality"]}
    foreign |= {"company": ["teacher", "school", "municipality"], "municipality": ["teacher", "school", "company"]}
    assert {client.get(reverse(f"desks:{other}")).status_code for other in foreign[desk]} == {403}


def test_a_teacher_is_led_from_the_schools_desk_to_the_own(teacher: Membership) -> None:
    """A teacher sees the own visits, not everybody's."""
    assert signed_in(teacher.person).get(reverse("desks:school"))["Location"] == reverse("desks:teacher")


def test_signed_out_people_sign_in_first_and_come_back() -> None:
    """The address asked for is kept."""
    url = reverse("desks:teacher")
    assert Client().get(url)["Location"] == f"{reverse('account_login')}?next={url}"


def test_a_teacher_does_not_see_a_colleagues_visits(teacher: Membership) -> None:
    """The school's desk has them all."""
    visits(1, teacher_at(teacher.organisation.school), host_in())
    context = signed_in(teacher.person).get(reverse("desks:teacher")).context
    assert not any(context[name] for name in ("waiting", "coming", "past"))


def test_offers_that_need_something_stand_first() -> None:
    """A draft before what is live."""
    host = company_in()
    owner = member_of(host)
    live_offer(host, title="Kan bookes")
    draft(host=host, by=owner, title="Kladde")
    rows = signed_in(owner).get(reverse("desks:company")).context["offers"]
    assert [(row.title, row.state) for row in rows] == [("Kladde", "draft"), ("Kan bookes", "live")]


def test_a_request_past_its_deadline_reads_as_lapsed() -> None:
    """Before the sweeper has been there; what is agreed stays agreed."""
    now = timezone.now()
    late, early = now - timedelta(seconds=1), now + timedelta(hours=1)
    assert Booking(state=BookingState.PENDING, expires_at=late).state_at(now) == BookingState.EXPIRED
    assert Booking(state=BookingState.PENDING, expires_at=early).state_at(now) == BookingState.PENDING
    assert Booking(state=BookingState.CONFIRMED, expires_at=late).state_at(now) == BookingState.CONFIRMED


def test_a_person_without_a_membership_is_led_to_joining() -> None:
    """No desk without a place to work."""
    client = signed_in(UserFactory())
    assert client.get(reverse("desks:company"))["Location"] == reverse("accounts:join")
