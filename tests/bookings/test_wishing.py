"""A wish for a day: windows, answers, deadlines; each step once, and only by who may."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Organisation, Role
from bookings import actions
from bookings.messages.wishes import LETTERS
from bookings.models import Booking, VisitRequest
from bookings.places import differences
from bookings.refusals import (
    AdultsMissing,
    GroupTooLarge,
    KeyReused,
    MayNotBook,
    NotAColleague,
    NotBookable,
    OfferClosed,
    ReasonMissing,
)
from bookings.tasks import remind_of_wishes
from bookings.wishes import (
    AskedAlready,
    NoWishes,
    OddWindows,
    OutsideWindows,
    Window,
    WishAnswered,
)
from offers.actions.dates import AlreadyThere, EndsTooEarly, InThePast
from offers.models import Occurrence, Offer, OfferState
from offers.terms import end_of_working_day
from outbox.actions import render
from outbox.models import Message
from tests.bookings.conftest import new_school, teacher_at
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.catalogue import occurrence
from tests.factories.wishes import at, window, wish_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def wish(offer: Offer, teacher: Membership, host: Membership) -> VisitRequest:
    """7.B could come on one of two mornings."""
    return wish_for(offer, teacher, needs="En elev bruger kørestol")


def kinds() -> list[str]:
    """Every message so far, by kind."""
    return sorted(Message.objects.values_list("kind", flat=True))


def accept(wish: VisitRequest, by: Membership, days: int = 40, begins: int = 9, ends: int = 11) -> Booking:
    assert by.person is not None
    return actions.accept_wish(wish=wish, starts_at=at(days, begins), ends_at=at(days, ends), by=by.person)


def propose(wish: VisitRequest, by: Membership, days: int = 50) -> VisitRequest:
    assert by.person is not None
    return actions.propose_time(
        wish=wish, starts_at=at(days, 10), ends_at=at(days, 12), message="Så er hallen ledig", by=by.person
    )


def written(wish: VisitRequest, days_ago: int) -> datetime:
    """As if it had been sent so many working days ago; gives the moment at which those days are over."""
    return end_of_working_day(wish.offer, wish.created_at, days_ago) + timedelta(minutes=1)


def test_a_wish_has_up_to_three_windows_and_a_deadline(wish: VisitRequest) -> None:
    """The host is asked, the teacher has it in writing; ten working days, never past the last window."""
    assert (wish.state, wish.windows.count(), wish.pupils) == ("open", 2, 24)
    assert wish.expires_at == end_of_working_day(wish.offer, wish.created_at, 10)
    assert kinds() == ["wish_received", "wish_sent"]
    assert not Occurrence.objects.exists()


def test_the_deadline_is_never_past_the_last_window(offer: Offer, teacher: Membership) -> None:
    """Nobody can say yes to a day that is gone."""
    soon = wish_for(offer, teacher, windows=[window(2), window(3)])
    assert soon.expires_at == at(3, 9)


@pytest.mark.parametrize(
    "windows",
    [
        [],
        [window(days) for days in (40, 41, 42, 43)],
        [window(-1)],
        [Window(at(40, 12), at(40, 9))],
    ],
)
def test_odd_windows_are_refused(offer: Offer, teacher: Membership, windows: list[Window]) -> None:
    """None, four, past, crossed."""
    with pytest.raises(OddWindows):
        wish_for(offer, teacher, windows=windows)
    assert not VisitRequest.objects.exists()


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"takes_wishes": False}, NoWishes),
        ({"state": OfferState.PAUSED}, OfferClosed),
        ({"max_pupils": 20}, GroupTooLarge),
        ({"adults_required": 3}, AdultsMissing),
    ],
)
def test_the_offers_terms_hold_for_wishes(
    offer: Offer, teacher: Membership, facts: dict[str, object], refusal: type[NotBookable]
) -> None:
    """Nothing is written and nobody is told."""
    Offer.objects.filter(pk=offer.pk).update(**facts)
    with pytest.raises(refusal):
        wish_for(Offer.objects.get(pk=offer.pk), teacher)
    assert (VisitRequest.objects.count(), kinds()) == (0, [])


def test_who_may_not_book_may_not_wish_either(offer: Offer, teacher: Membership) -> None:
    """The school decides; a leader wishes for a colleague, and for nobody else."""
    leader = teacher_at(teacher.organisation.school, Role.SCHOOL_COORDINATOR)
    stranger = teacher_at(new_school("Strandskolen"))
    with pytest.raises(NotAColleague):
        wish_for(offer, leader, contact=stranger)
    assert wish_for(offer, leader, contact=teacher).contact == teacher.person
    Membership.objects.filter(pk=teacher.pk).update(may_book=False)
    with pytest.raises(MayNotBook):
        wish_for(offer, teacher, label="7.C")


def test_a_wish_is_sent_once(offer: Offer, teacher: Membership) -> None:
    """The same key gives the same wish; another person's key is refused; the same class asks once."""
    key = uuid4()
    first = wish_for(offer, teacher, key=key)
    assert wish_for(offer, teacher, key=key) == first
    with pytest.raises(KeyReused):
        wish_for(offer, teacher_at(new_school("Strandskolen")), key=key)
    with pytest.raises(AskedAlready) as before:
        wish_for(offer, teacher, label="7.b")
    assert before.value.reference == first.reference
    assert kinds() == ["wish_sent"]


def test_yes_makes_the_date_and_books_the_class(wish: VisitRequest, host: Membership) -> None:
    """Full with this one class; both sides have it in writing. Twice is refused."""
    booking = accept(wish, host, begins=10, ends=12)
    wish.refresh_from_db()
    date = Occurrence.objects.get()
    assert (date.starts_at, date.ends_at, date.capacity, date.taken) == (at(40, 10), at(40, 12), 1, 1)
    assert (wish.state, wish.booking, booking.state, booking.contact) == (
        "accepted",
        booking,
        "confirmed",
        wish.contact,
    )
    assert booking.needs == "En elev bruger kørestol"
    assert {"booking_confirmed", "booking_agreed"} <= set(kinds())
    assert differences() == []
    with pytest.raises(WishAnswered) as refusal:
        accept(wish, host)
    assert (refusal.value.state, Occurrence.objects.count()) == ("accepted", 1)


def test_yes_means_inside_a_window(wish: VisitRequest, host: Membership) -> None:
    """Another time is a proposal; what cannot be made leaves nothing behind."""
    with pytest.raises(OutsideWindows):
        accept(wish, host, begins=8)
    with pytest.raises(EndsTooEarly):
        accept(wish, host, begins=11, ends=10)
    occurrence(wish.offer, days=40, hour=9)
    with pytest.raises(AlreadyThere):
        accept(wish, host)
    wish.refresh_from_db()
    assert (wish.state, Booking.objects.count()) == ("open", 0)


def test_a_proposal_is_taken_by_the_teacher(wish: VisitRequest, host: Membership, teacher: Membership) -> None:
    """Once; the host cannot say yes in the teacher's place."""
    propose(wish, host)
    propose(wish, host, days=51)
    assert kinds().count("wish_proposed") == 2
    with pytest.raises(WishAnswered):
        accept(wish, host)
    assert teacher.person is not None
    booking = actions.accept_proposal(wish=wish, by=teacher.person)
    assert (booking.occurrence.starts_at, booking.state) == (at(51, 10), "confirmed")
    with pytest.raises(WishAnswered):
        actions.accept_proposal(wish=wish, by=teacher.person)
    assert differences() == []


def test_a_proposal_lies_ahead_and_ends_after_it_begins(wish: VisitRequest, host: Membership) -> None:
    """And nobody takes what was not proposed."""
    assert host.person is not None
    with pytest.raises(InThePast):
        propose(wish, host, days=-1)
    with pytest.raises(EndsTooEarly):
        actions.propose_time(wish=wish, starts_at=at(50, 10), ends_at=at(50, 9), message="", by=host.person)
    with pytest.raises(WishAnswered):
        actions.accept_proposal(wish=wish, by=host.person)


def test_no_needs_a_reason_and_is_final(wish: VisitRequest, host: Membership) -> None:
    """The teacher reads it."""
    assert host.person is not None
    with pytest.raises(ReasonMissing):
        actions.decline_wish(wish=wish, reason=" ", by=host.person)
    ended = actions.decline_wish(wish=wish, reason="Vi bygger om", by=host.person)
    assert (ended.state, ended.message) == ("declined", "Vi bygger om")
    assert "Vi bygger om" in render(Message.objects.get(kind="wish_declined")).text
    with pytest.raises(WishAnswered):
        propose(wish, host)


def test_a_teacher_no_longer_asks(wish: VisitRequest, teacher: Membership) -> None:
    """The host is told once; the class may ask again."""
    assert teacher.person is not None
    assert actions.withdraw_wish(wish=wish, by=teacher.person).state == "withdrawn"
    with pytest.raises(WishAnswered):
        actions.withdraw_wish(wish=wish, by=teacher.person)
    assert kinds().count("wish_withdrawn") == 1
    assert wish_for(wish.offer, teacher).state == "open"


def test_the_host_is_reminded_once(wish: VisitRequest) -> None:
    """After two working days, not before."""
    actions.tend_wishes(written(wish, 2) - timedelta(minutes=5))
    assert "wish_reminder" not in kinds()
    for _again in range(3):
        actions.tend_wishes(written(wish, 2))
    assert kinds().count("wish_reminder") == 1
    assert "wish_escalated" not in kinds()


def test_the_coordinator_of_the_hosts_municipality_is_told_once(wish: VisitRequest) -> None:
    """After five working days; nobody in another municipality, nobody once it is answered."""
    far, near = (
        MembershipFactory(
            organisation=Organisation.objects.filter(kind="municipality", municipality_id=place).first()
            or OrganisationFactory(kind="municipality", municipality_id=place),
            role=Role.MUNICIPAL_COORDINATOR,
        )
        for place in ("dk-0461", "dk-0479")
    )
    for _again in range(3):
        actions.tend_wishes(written(wish, 5))
    wish.refresh_from_db()
    assert wish.escalated_at is not None
    assert [message.recipient for message in Message.objects.filter(kind="wish_escalated")] == [near.person]
    assert far.person != near.person
    assert "55 00 11 77" in render(Message.objects.get(kind="wish_escalated")).text
    assert "55 00 11 77" not in render(Message.objects.get(kind="wish_sent")).text


def test_an_answered_wish_is_nobodys_worry(wish: VisitRequest, host: Membership) -> None:
    """No reminder, no coordinator, no lapse while the class thinks, until its own deadline."""
    propose(wish, host)
    assert actions.tend_wishes(written(wish, 6)) == 0
    assert {"wish_reminder", "wish_escalated"} & set(kinds()) == set()
    assert actions.tend_wishes(written(wish, 11)) == 1
    wish.refresh_from_db()
    assert wish.state == "expired"


def test_what_nobody_answers_lapses_once(wish: VisitRequest, host: Membership) -> None:
    """It reads as lapsed before the worker has been there, cannot be answered, and the teacher is told once."""
    VisitRequest.objects.update(expires_at=at(-1, 9))
    wish.refresh_from_db()
    assert wish.state_at(at(0, 0)) == "expired"
    with pytest.raises(WishAnswered):
        accept(wish, host)
    remind_of_wishes()
    remind_of_wishes()
    wish.refresh_from_db()
    assert (wish.state, kinds().count("wish_lapsed")) == ("expired", 1)


@pytest.mark.parametrize("number", [1, 3])
def test_looking_after_wishes_costs_the_same_while_nothing_is_due(
    offer: Offer, teacher: Membership, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Two reads, whatever their number."""
    for letter in "ABC"[:number]:
        wish_for(offer, teacher, label=f"7.{letter}")
    with django_assert_num_queries(2):
        actions.tend_wishes()


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_every_letter_can_be_read(wish: VisitRequest, host: Membership, language: str) -> None:
    """As text and HTML, with the way to the wish, and no name left unfilled."""
    propose(wish, host)
    letter = Message.objects.get(kind="wish_proposed")
    assert letter.payload["url"].endswith(f"/booking/oenske/{wish.reference}/")
    subjects = set()
    for kind in LETTERS:
        said = render(Message(kind=kind, payload=letter.payload, language=language))
        subjects.add(said.subject)
        assert "%(" not in f"{said.subject}{said.text}{said.html}"
        assert "Byg en vindmølle" in said.text
        assert letter.payload["url"] in said.text
    assert len(subjects) == len(LETTERS)


def test_who_lost_the_right_to_sign_in_is_not_written_to(wish: VisitRequest, host: Membership) -> None:
    """The visit is made all the same."""
    assert wish.contact is not None
    wish.contact.is_active = False
    wish.contact.save()
    propose(wish, host)
    assert "wish_proposed" not in kinds()
