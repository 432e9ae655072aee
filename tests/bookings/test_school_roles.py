"""Who does what at a school: its leader (SV-27) and its pedagogical learning centre (SV-30)."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import admit, ask_to_join
from accounts.models import Membership, MembershipState, OrganisationKind, Role
from accounts.models.membership import fits
from accounts.permissions import may_admit_to
from bookings import actions
from bookings.actions import ClassFacts, TransportFacts
from bookings.models import Booking, TransportRequest
from bookings.refusals import MayNotBook, MayNotPay, NotAColleague
from offers.models import Occurrence
from outbox.models import Message
from tests.bookings.conftest import FACTS, Ask, new_school, teacher_at
from tests.bookings.test_steps import ANSWERS, at, chosen
from tests.conftest import signed_in
from tests.factories.accounts import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre(teacher: Membership) -> Membership:
    """The learning centre of the teacher's school."""
    return teacher_at(teacher.organisation.school, Role.LEARNING_CENTRE, person__name="Pia Bibliotek")


@pytest.fixture
def leader(teacher: Membership) -> Membership:
    """Who leads the teacher's school."""
    return teacher_at(teacher.organisation.school, Role.SCHOOL_LEADER, person__name="Karen Rektor")


def page_of(client: Client, name: str, booking: Booking) -> str:
    """The address of a page of a booking."""
    return reverse(f"bookings:{name}", args=[booking.reference])


@pytest.mark.parametrize("role", [Role.SCHOOL_LEADER, Role.LEARNING_CENTRE, Role.SCHOOL_COORDINATOR])
def test_the_schools_desk_shows_every_class_to_who_acts_for_all(ask: Ask, teacher: Membership, role: Role) -> None:
    """SV-27, SV-30: they land there after signing in; another school's visits are not on it."""
    visit = ask(teacher)
    ask(teacher_at(new_school("Fjernskolen")), label="9.X")
    client = signed_in(teacher_at(teacher.organisation.school, role).person)
    assert client.get(reverse("desks:start"))["Location"] == reverse("desks:school")
    response = client.get(reverse("desks:school"))
    assert response.context["waiting"] == [visit]
    assert "9.X" not in response.content.decode()
    assert client.get(reverse("bookings:receipt", args=[visit.reference])).status_code == 200


def test_the_learning_centre_books_for_a_teacher_in_the_steps(
    date: Occurrence, teacher: Membership, centre: Membership
) -> None:
    """SV-30: the visit is the teacher's, who has it in writing; the history says who did it."""
    client = signed_in(centre.person)
    chosen(client, date, f"s{teacher.organisation.school.pk}")
    assert "Mette Krogh" in client.get(at("group", date)).content.decode()
    client.post(at("group", date), {**ANSWERS, "contact": str(teacher.person_id)})
    page = client.get(at("check", date))
    client.post(at("check", date), {"key": page.context["key"]})
    booking = Booking.objects.get()
    assert booking.contact == teacher.person
    assert Message.objects.get(kind="booking_received").recipient == teacher.person
    history = client.get(reverse("bookings:history", args=[booking.reference])).content.decode()
    assert "Pædagogisk læringscenter Pia Bibliotek" in history


def test_a_centre_of_two_schools_books_for_teachers_of_both_and_of_no_third(
    date: Occurrence, teacher: Membership, centre: Membership
) -> None:
    """SV-30: a membership at each school it serves."""
    second, third = teacher_at(new_school("Anden skole")), teacher_at(new_school("Tredje skole"))
    person = centre.person
    assert person is not None
    teacher_at(second.organisation.school, Role.LEARNING_CENTRE, person=person)
    for number, colleague in enumerate((teacher, second)):
        facts = ClassFacts(**{**FACTS, "label": f"7.{number}"})
        booking = actions.request_places(
            occurrence_id=date.pk,
            school=colleague.organisation.school,
            facts=facts,
            idempotency_key=uuid4(),
            by=person,
            contact=colleague.person,
        )
        assert booking.contact == colleague.person
    for school, contact, refusal in (
        (third.organisation.school, third.person, MayNotBook),
        (teacher.organisation.school, third.person, NotAColleague),
    ):
        with pytest.raises(refusal):
            actions.request_places(
                occurrence_id=date.pk,
                school=school,
                facts=ClassFacts(**{**FACTS, "label": "8.A"}),
                idempotency_key=uuid4(),
                by=person,
                contact=contact,
            )
    assert Booking.objects.count() == 2


def test_the_learning_centre_looks_after_a_teachers_visit(ask: Ask, teacher: Membership, centre: Membership) -> None:
    """SV-30: it changes, hands over and cancels, as the teacher could."""
    visit, client = ask(teacher), signed_in(centre.person)
    client.post(page_of(client, "size", visit), {"pupils": "20", "adults": "2"})
    client.post(page_of(client, "cancel", visit), {"reason": ""})
    visit.refresh_from_db()
    assert (visit.pupils, visit.state) == (20, "cancelled")


def test_the_learning_centre_neither_admits_nor_pays(
    ask: Ask, teacher: Membership, centre: Membership, leader: Membership
) -> None:
    """SV-27, SV-30: that is the leader's; it may ask for a teacher's class."""
    assert centre.person is not None
    asked = actions.ask_for_transport(
        booking=ask(teacher), facts=TransportFacts("Bus", Decimal(500)), by=centre.person
    )
    with pytest.raises(MayNotPay):
        actions.approve_transport(request=asked, by=centre.person)
    client = signed_in(centre.person)
    assert client.get(reverse("bookings:transport_costs")).status_code == 403
    assert reverse("bookings:transport_costs") not in client.get(reverse("desks:school")).content.decode()
    assert not may_admit_to(centre, teacher.organisation)
    assert leader.person is not None
    actions.approve_transport(request=asked, by=leader.person)
    told = Message.objects.filter(kind="transport_approved").values_list("recipient", flat=True)
    assert set(told) == {teacher.person_id, centre.person_id}


def test_a_leader_decides_on_the_budget_with_what_it_has_cost_so_far(
    ask: Ask, teacher: Membership, leader: Membership
) -> None:
    """SV-27: the visits of the school, what waits, and the sum of what was approved."""
    assert teacher.person is not None
    assert leader.person is not None
    asked = actions.ask_for_transport(
        booking=ask(teacher), facts=TransportFacts("Bus", Decimal(500)), by=teacher.person
    )
    client = signed_in(leader.person)
    assert client.get(reverse("bookings:transport_costs")).context["waiting"] == [asked]
    actions.approve_transport(request=asked, by=leader.person)
    day = asked.booking.occurrence.starts_at
    half = f"{day.year}-{2 if day.month >= 8 else 1}"
    context = client.get(reverse("bookings:transport_costs"), {"halvaar": half}).context
    assert (context["waiting"], context["rows"], context["total"]) == ([], [asked], 500)
    assert TransportRequest.objects.get().answered_by == leader.person


def test_somebody_asks_to_join_as_the_learning_centre_and_is_admitted(teacher: Membership, leader: Membership) -> None:
    """SV-30: a choice at the school, and at no company."""
    person = UserFactory(name="Pia Bibliotek")
    school = teacher.organisation
    url = f"/konto/bliv-medlem/skole/{school.pk}/"
    assert "Pædagogisk læringscenter" in signed_in(person).get(url).content.decode()
    asking = ask_to_join(organisation=school, role=Role.LEARNING_CENTRE, by=person)
    assert leader.person is not None
    admit(membership=asking, by=leader.person, role=Role.LEARNING_CENTRE)
    asking.refresh_from_db()
    assert (asking.state, asking.role) == (MembershipState.ACTIVE, Role.LEARNING_CENTRE)
    assert not fits(Role.LEARNING_CENTRE, OrganisationFactory.build(kind=OrganisationKind.COMPANY))
