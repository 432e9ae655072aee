"""Paying for the way (SV-10) and the school leader's say (SV-27)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry, Membership, Role
from bookings import actions
from bookings.actions import TransportFacts
from bookings.models import Booking, TransportRequest
from bookings.refusals import (
    AlreadyBegun,
    AlreadyEnded,
    MayNotPay,
    NobodyPays,
    NotPending,
    ReasonMissing,
    TransportAsked,
)
from offers.models import Occurrence
from outbox.models import Message
from outbox.registry import renderer_of
from tests.bookings.conftest import Ask, new_school, teacher_at
from tests.conftest import signed_in
from tests.factories.companies import editor_in, membership_of

pytestmark = pytest.mark.django_db
COACH = TransportFacts(means="Bus med 30 pladser", cost=Decimal("1200.00"), note="Den kører også hjem")
SAID = {"means": "Bus med 30 pladser", "cost": "1.200,50", "note": "Den kører også hjem"}


@pytest.fixture
def visit(ask: Ask, teacher: Membership) -> Booking:
    """What the teacher has asked for."""
    return ask(teacher)


@pytest.fixture
def leader(teacher: Membership) -> Membership:
    """Who answers for the school's costs."""
    return teacher_at(teacher.organisation.school, Role.SCHOOL_LEADER, person__name="Karen Rektor")


@pytest.fixture
def asked(visit: Booking, teacher: Membership, leader: Membership) -> TransportRequest:
    """A coach for 1200 kroner."""
    assert teacher.person is not None
    return actions.ask_for_transport(booking=visit, facts=COACH, by=teacher.person)


def mails(kind: str) -> list[Message]:
    """Those of one kind, oldest first."""
    return list(Message.objects.filter(kind=kind).order_by("pk"))


def at(name: str, booking: Booking) -> str:
    """The address of a page of a booking."""
    return reverse(f"bookings:{name}", args=[booking.reference])


def begin(booking: Booking) -> None:
    """The visit began an hour ago."""
    now = timezone.now()
    Occurrence.objects.filter(pk=booking.occurrence_id).update(
        starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1)
    )


def test_the_leader_is_asked_by_mail_and_at_the_desk(asked: TransportRequest, leader: Membership) -> None:
    """SV-10, SV-27: with a link to the page that answers; teachers get no mail of it."""
    (mail,) = mails("transport_asked")
    assert mail.recipient == leader.person
    assert at("transport_answer", asked.booking) in mail.payload["url"]
    said = signed_in(leader.person).get(reverse("desks:school")).content.decode()
    assert "Én klasse beder skolen betale for vejen" in said
    assert "1.200 kr." in said or "1200 kr." in said
    assert at("transport_answer", asked.booking) in said


def test_a_leader_says_yes_and_the_teacher_is_told(
    asked: TransportRequest, leader: Membership, teacher: Membership
) -> None:
    """SV-27: the price on the page is the one that is agreed to."""
    client = signed_in(leader.person)
    page = client.get(at("transport_answer", asked.booking)).content.decode()
    assert "Bus med 30 pladser" in page
    response = client.post(at("transport_answer", asked.booking), {"yes": "", "cost": "1200.00", "words": "God tur"})
    assert response["Location"] == reverse("bookings:transport_costs")
    asked.refresh_from_db()
    assert (asked.state, asked.answer, asked.answered_by) == ("approved", "God tur", leader.person)
    (mail,) = mails("transport_approved")
    assert (mail.recipient, mail.payload["answer"]) == (teacher.person, "God tur")
    assert "Skolen betaler" in signed_in(teacher.person).get(at("receipt", asked.booking)).content.decode()


def test_a_no_needs_a_reason_which_the_teacher_reads(asked: TransportRequest, leader: Membership) -> None:
    """Then the teacher may ask again with another way."""
    client = signed_in(leader.person)
    assert client.post(at("transport_answer", asked.booking), {"no": "", "words": ""}).status_code == 422
    client.post(at("transport_answer", asked.booking), {"no": "", "words": "Tag cyklerne"})
    assert [mail.payload["answer"] for mail in mails("transport_refused")] == ["Tag cyklerne"]
    assert asked.asked_by is not None
    again = actions.ask_for_transport(
        booking=asked.booking, facts=TransportFacts("Tog", Decimal(300)), by=asked.asked_by
    )
    assert (again.pk, again.state, again.answer, again.answered_by) == (asked.pk, "asked", "", None)
    assert len(mails("transport_asked")) == 2


def test_the_second_leaders_other_answer_comes_too_late(asked: TransportRequest, leader: Membership) -> None:
    """SV-27: one answer, one mail; the same answer twice changes nothing."""
    second = teacher_at(asked.booking.school, Role.SCHOOL_LEADER).person
    assert leader.person is not None
    assert second is not None
    actions.approve_transport(request=asked, by=leader.person)
    actions.approve_transport(request=asked, by=second)
    with pytest.raises(NotPending):
        actions.refuse_transport(request=asked, by=second, words="Nej")
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by) == ("approved", leader.person)
    assert len(mails("transport_approved")) == 1
    assert mails("transport_refused") == []


def test_a_yes_to_a_price_that_was_changed_meanwhile_agrees_to_nothing(
    asked: TransportRequest, leader: Membership
) -> None:
    """The leader reads the new price first."""
    assert asked.asked_by is not None
    actions.change_transport(request=asked, facts=TransportFacts("Taxa", Decimal(9000)), by=asked.asked_by)
    signed_in(leader.person).post(at("transport_answer", asked.booking), {"yes": "", "cost": "1200.00"})
    asked.refresh_from_db()
    assert asked.state == "asked"
    assert [mail.payload["cost"] for mail in mails("transport_asked")] == ["1200.00", "9000"]


@pytest.mark.parametrize("role", [Role.TEACHER, Role.SCHOOL_COORDINATOR])
def test_only_the_leader_answers_where_there_is_one(asked: TransportRequest, role: Role) -> None:
    """SV-27: nor somebody who leads another school."""
    colleague = teacher_at(asked.booking.school, role).person
    stranger = teacher_at(new_school("Fjernskolen"), Role.SCHOOL_LEADER).person
    for person in (colleague, stranger):
        assert person is not None
        assert signed_in(person).get(at("transport_answer", asked.booking)).status_code == 404
        with pytest.raises(MayNotPay):
            actions.approve_transport(request=asked, by=person)
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_a_coordinator_answers_where_no_leader_has_joined(visit: Booking, teacher: Membership) -> None:
    """And where nobody can, nobody is asked."""
    assert teacher.person is not None
    with pytest.raises(NobodyPays):
        actions.ask_for_transport(booking=visit, facts=COACH, by=teacher.person)
    assert "endnu ikke" in signed_in(teacher.person).get(at("transport", visit)).content.decode()
    coordinator = teacher_at(visit.school, Role.SCHOOL_COORDINATOR).person
    assert coordinator is not None
    asked = actions.ask_for_transport(booking=visit, facts=COACH, by=teacher.person)
    actions.approve_transport(request=asked, by=coordinator)
    assert TransportRequest.objects.get().state == "approved"


def test_the_teacher_asks_changes_and_withdraws_from_the_visit(
    visit: Booking, teacher: Membership, leader: Membership
) -> None:
    """SV-10: without JavaScript, with a Danish price; after the answer nothing is changed."""
    client = signed_in(teacher.person)
    assert at("transport", visit) in client.get(at("receipt", visit)).content.decode()
    client.post(at("transport", visit), SAID)
    asked = TransportRequest.objects.get()
    assert (asked.cost, asked.state, asked.asked_by) == (Decimal("1200.50"), "asked", teacher.person)
    client.post(at("transport", visit), SAID | {"cost": "900"})
    asked.refresh_from_db()
    assert asked.cost == 900
    client.post(at("transport", visit), {"withdraw": ""})
    assert not TransportRequest.objects.exists()
    verbs = AuditEntry.objects.filter(subject=f"bookings.booking:{visit.pk}").values_list("verb", flat=True)
    assert {"asked for transport", "changed transport", "withdrew transport"} <= set(verbs)
    history = client.get(at("history", visit)).content.decode()
    assert "bad skolen betale for vejen" in history


@pytest.mark.parametrize(
    "wrong", [{"means": ""}, {"cost": ""}, {"cost": "mange"}, {"cost": "-1"}, {"cost": "1e9"}, {"cost": "1.20.0"}]
)
def test_a_question_that_cannot_be_stands_as_typed(
    visit: Booking, teacher: Membership, leader: Membership, wrong: dict[str, str]
) -> None:
    """And is not asked."""
    response = signed_in(teacher.person).post(at("transport", visit), SAID | wrong)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == list(wrong)
    assert not TransportRequest.objects.exists()


def test_asking_twice_asks_once(asked: TransportRequest) -> None:
    """A button pressed twice; another question has to be a change."""
    assert asked.asked_by is not None
    again = actions.ask_for_transport(booking=asked.booking, facts=COACH, by=asked.asked_by)
    assert again.pk == asked.pk
    assert len(mails("transport_asked")) == 1
    with pytest.raises(TransportAsked):
        actions.ask_for_transport(booking=asked.booking, facts=TransportFacts("Tog", Decimal(1)), by=asked.asked_by)


def test_after_the_answer_the_question_stands(asked: TransportRequest, leader: Membership) -> None:
    """Neither changed nor withdrawn."""
    assert leader.person is not None
    assert asked.asked_by is not None
    actions.approve_transport(request=asked, by=leader.person)
    with pytest.raises(NotPending):
        actions.change_transport(request=asked, facts=TransportFacts("Tog", Decimal(1)), by=asked.asked_by)
    with pytest.raises(NotPending):
        actions.withdraw_transport(request=asked, by=asked.asked_by)
    with pytest.raises(TransportAsked):
        actions.ask_for_transport(booking=asked.booking, facts=COACH, by=asked.asked_by)


def test_a_cancelled_visit_leaves_the_list(asked: TransportRequest, leader: Membership) -> None:
    """SV-10: and can no longer be answered."""
    assert leader.person is not None
    assert asked.asked_by is not None
    actions.cancel_by_school(booking=asked.booking, by=asked.asked_by)
    assert signed_in(leader.person).get(reverse("desks:school")).context["ways"] == []
    with pytest.raises(AlreadyEnded):
        actions.approve_transport(request=asked, by=leader.person)
    page = signed_in(leader.person).get(at("transport_answer", asked.booking))
    assert "aflyst eller overstået" in page.content.decode()


def test_a_visit_that_has_begun_leaves_it_too(asked: TransportRequest, leader: Membership) -> None:
    """Nobody pays afterwards."""
    assert leader.person is not None
    begin(asked.booking)
    assert list(TransportRequest.objects.awaiting(timezone.now())) == []
    with pytest.raises(AlreadyBegun):
        actions.approve_transport(request=asked, by=leader.person)


def test_a_no_without_words_is_refused(asked: TransportRequest, leader: Membership) -> None:
    """By the action too."""
    assert leader.person is not None
    with pytest.raises(ReasonMissing):
        actions.refuse_transport(request=asked, by=leader.person, words=" ")


def test_the_host_sees_nothing_of_the_price(asked: TransportRequest, host: Membership) -> None:
    """It is the school's own matter."""
    client = signed_in(host.person)
    assert "Bus med 30" not in client.get(at("receipt", asked.booking)).content.decode()
    for name in ("transport", "transport_answer"):
        assert client.get(at(name, asked.booking)).status_code == 404


def test_the_mails_say_it_in_the_readers_language(asked: TransportRequest, leader: Membership) -> None:
    """What is asked, the price in words, and whom the answer reaches."""
    assert leader.person is not None
    actions.approve_transport(request=asked, by=leader.person, words="God tur")
    (question,), (answer,) = mails("transport_asked"), mails("transport_approved")
    for mail, words in ((question, ["Mette Krogh", "Bus med 30", "1200 kr."]), (answer, ["Karen Rektor", "God tur"])):
        rendered = renderer_of(mail.kind)(mail)
        assert all(word in rendered.text and word in rendered.html for word in words)
    assert renderer_of(question.kind)(question).subject.startswith("Må 7.B rejse for 1200 kr.?")


def test_the_mails_have_the_municipalitys_own_words_where_it_has_written_some(
    asked: TransportRequest, leader: Membership
) -> None:
    """As every mail on the page where it writes them."""
    editor = editor_in()
    municipality = membership_of(editor).organisation
    actions.set_mail_text(
        municipality=municipality,
        kind="transport_asked",
        language="da",
        subject="Må [klasse] tage bussen?",
        intro="",
        by=editor,
    )
    [mail] = mails("transport_asked")
    assert renderer_of(mail.kind)(mail).subject == f"Må {asked.booking.group} tage bussen?"
