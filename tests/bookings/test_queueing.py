"""The waiting list: who comes first is asked first, and nobody is passed by without knowing why."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role
from bookings import actions
from bookings.actions import ClassFacts
from bookings.line import number_in_line
from bookings.models import Booking
from bookings.places import differences, room_now
from bookings.refusals import AlreadyBooked, NotWaiting, OccurrenceFull, TooLargeForDate
from bookings.signing import PLACE, token_for
from offers.models import CapacityUnit, Occurrence, Offer
from outbox.models import Message
from tests.bookings.conftest import FACTS, Ask, new_school, teacher_at
from tests.conftest import signed_in
from tests.factories.catalogue import occurrence

pytestmark = pytest.mark.django_db
Wait = Callable[..., Booking]


@pytest.fixture
def full(offer: Offer) -> Occurrence:
    """A date with room for one class."""
    return occurrence(offer, days=30, capacity=1)


@pytest.fixture
def wait(full: Occurrence, teacher: Membership) -> Wait:
    """Stand in line: `wait("7.C")`."""

    def stood(
        label: str, *, on: list[Occurrence] | None = None, who: Membership | None = None, **facts: int
    ) -> Booking:
        asking = who or teacher
        assert asking.person is not None
        entries = actions.join_waiting_list(
            occurrence_ids=[date.pk for date in on or [full]],
            school=asking.organisation.school,
            facts=ClassFacts(**{**FACTS, "label": label, **facts}),
            idempotency_key=uuid4(),
            by=asking.person,
        )
        return entries[0]

    return stood


def mails(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=kind).order_by("pk"))


def test_when_a_large_class_in_front_leaves_the_next_is_asked(
    offer: Offer, ask: Ask, teacher: Membership, wait: Wait
) -> None:
    """The places that waited for the head go to who stands behind it, at once."""
    date = occurrence(offer, days=31, capacity=30, unit=CapacityUnit.PUPILS)
    small, _other = ask(teacher, on=date, label="1.a", pupils=10), ask(teacher, on=date, label="1.b", pupils=20)
    large, behind = wait("1.c", on=[date], pupils=25), wait("1.d", on=[date], pupils=8)
    actions.cancel_by_school(booking=small, by=teacher.person)
    actions.leave_waiting_list(booking=large, by=teacher.person)
    behind.refresh_from_db()
    assert behind.state == "offered"
    assert differences() == []


def test_a_freed_place_is_offered_to_the_head_and_held(
    ask: Ask, wait: Wait, full: Occurrence, teacher: Membership
) -> None:
    """With a deadline in working days, never past the closing; the next one waits on."""
    first = ask(teacher, on=full)
    second, third = wait("7.C"), wait("7.D")
    assert [(row.state, row.position) for row in (second, third)] == [("waitlisted", 1), ("waitlisted", 2)]
    assert [number_in_line(row) for row in (second, third)] == [1, 2]
    actions.cancel_by_school(booking=first, by=teacher.person)
    second.refresh_from_db()
    third.refresh_from_db()
    full.refresh_from_db()
    assert (second.state, third.state, full.taken) == ("offered", "waitlisted", 1)
    assert second.expires_at is not None
    assert timezone.now() + timedelta(days=1) < second.expires_at <= full.starts_at
    assert len(mails("booking_place_offered")) == 1
    assert differences() == []


def test_who_comes_later_does_not_pass_who_waits(ask: Ask, wait: Wait, offer: Offer, teacher: Membership) -> None:
    """A large class at the head keeps the free places from a small newcomer."""
    hall = occurrence(offer, days=40, capacity=30, unit=CapacityUnit.PUPILS)
    ask(teacher, on=hall, pupils=20)
    large = wait("8.A", on=[hall], pupils=25)
    assert large.state == "waitlisted"
    with pytest.raises(OccurrenceFull) as refusal:
        ask(teacher, on=hall, label="8.B", pupils=5)
    assert refusal.value.left == 0
    room = room_now([hall], timezone.now())[hall.pk]
    assert (room.left, room.waiting) == (0, 1)


def test_a_lapsed_offer_passes_on_and_says_why(ask: Ask, wait: Wait, full: Occurrence, teacher: Membership) -> None:
    """The class that did not answer is out of the line; the next one is asked."""
    first = ask(teacher, on=full)
    second, third = wait("7.C"), wait("7.D")
    actions.cancel_by_school(booking=first, by=teacher.person)
    Booking.objects.filter(pk=second.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    assert actions.sweep() == 1
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.state, third.state) == ("expired", "offered")
    assert len(mails("booking_place_lapsed")) == 1
    assert differences() == []


def test_taking_the_place_asks_the_host_who_answers_himself(
    ask: Ask, wait: Wait, full: Occurrence, teacher: Membership, host: Membership
) -> None:
    """Twice changes nothing; where the offer needs no answer it is agreed at once."""
    actions.cancel_by_school(booking=ask(teacher, on=full), by=teacher.person)
    entry = wait("7.C")
    assert entry.state == "offered"
    taken = actions.accept_place(booking=entry, by=teacher.person)
    assert actions.accept_place(booking=entry, by=teacher.person).state == taken.state == "pending"
    assert len(mails("booking_requested")) == 2
    full.offer.approval_required = False
    full.offer.save()
    actions.decline(booking=taken, reason="Syg", by=host.person)
    other = wait("7.D")
    assert actions.accept_place(booking=other, by=None).state == "confirmed"
    assert differences() == []


def test_declining_lets_the_next_one_have_it(ask: Ask, wait: Wait, full: Occurrence, teacher: Membership) -> None:
    """And who comes back stands at the back."""
    first = ask(teacher, on=full)
    second, third = wait("7.C"), wait("7.D")
    actions.cancel_by_school(booking=first, by=teacher.person)
    actions.decline_place(booking=second, by=teacher.person)
    third.refresh_from_db()
    assert third.state == "offered"
    again = wait("7.C")
    assert (again.state, again.position) == ("waitlisted", 3)
    with pytest.raises(NotWaiting):
        actions.accept_place(booking=second, by=teacher.person)


def test_one_place_ends_the_other_entries_of_the_same_wish(
    ask: Ask, wait: Wait, offer: Offer, full: Occurrence, teacher: Membership
) -> None:
    """A class that could come on three dates comes once."""
    second_date = occurrence(offer, days=31, capacity=1)
    first, second = ask(teacher, on=full), ask(teacher, on=second_date)
    entry = wait("7.C", on=[full, second_date])
    for booking in (first, second):
        actions.cancel_by_school(booking=booking, by=teacher.person)
    assert Booking.objects.filter(queue_key=entry.queue_key, state="offered").count() == 2
    actions.accept_place(booking=entry, by=teacher.person)
    states = Booking.objects.filter(queue_key=entry.queue_key).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["pending", "cancelled"]
    assert differences() == []


def test_two_classes_of_one_name_never_meet(ask: Ask, wait: Wait, full: Occurrence, teacher: Membership) -> None:
    """Two schools have a 4a each; the same class stands in line once."""
    ask(teacher, on=full, label="9.A")
    mine, theirs = wait("4a"), wait("4a", who=teacher_at(new_school("Strandskolen")))
    assert mine.group != theirs.group
    assert [mine.position, theirs.position] == [1, 2]
    with pytest.raises(AlreadyBooked):
        wait("4A")


def test_a_class_larger_than_the_whole_date_is_told_at_once(wait: Wait, offer: Offer) -> None:
    """Waiting would be in vain."""
    small = occurrence(offer, days=30, capacity=10, unit=CapacityUnit.PUPILS)
    with pytest.raises(TooLargeForDate):
        wait("7.C", on=[small], pupils=24)


def test_the_line_ends_when_booking_closes(ask: Ask, wait: Wait, full: Occurrence, teacher: Membership) -> None:
    """Who still waits is told that nothing became free."""
    ask(teacher, on=full)
    entry = wait("7.C")
    Occurrence.objects.filter(pk=full.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    actions.sweep()
    entry.refresh_from_db()
    assert (entry.state, entry.ended_by) == ("expired", "clock")
    assert len(mails("booking_line_closed")) == 1
    assert differences() == []


def test_asking_for_a_full_date_may_end_in_the_line(full: Occurrence, ask: Ask, teacher: Membership) -> None:
    """One sending: a place when there is one, else the waiting list."""
    ask(teacher, on=full)
    assert teacher.person is not None
    booking = actions.request_places(
        occurrence_id=full.pk,
        school=teacher.organisation.school,
        facts=ClassFacts(**{**FACTS, "label": "7.C"}),
        idempotency_key=uuid4(),
        by=teacher.person,
        wait_if_full=True,
    )
    assert (booking.state, booking.position) == ("waitlisted", 1)


def test_the_signed_page_takes_declines_and_leaves_by_post_only(
    ask: Ask, wait: Wait, full: Occurrence, teacher: Membership
) -> None:
    """A mail scanner that follows the link changes nothing."""
    first = ask(teacher, on=full)
    entry = wait("7.C")
    client, url = (
        signed_in(teacher_at(teacher.organisation.school).person),
        reverse("bookings:place", args=[token_for(entry, PLACE)]),
    )
    assert "nummer 1 i køen" in client.get(url).content.decode()
    actions.cancel_by_school(booking=first, by=teacher.person)
    assert "Ja, tag pladsen" in client.get(url).content.decode()
    entry.refresh_from_db()
    assert entry.state == "offered"
    client.post(url, {"take": ""})
    entry.refresh_from_db()
    assert entry.state == "pending"
    assert client.post(url, {"leave": ""}).status_code == 409
    assert client.get(reverse("bookings:place", args=["falsk"])).status_code == 404


def test_calling_off_a_date_tells_those_who_wait_too(
    ask: Ask, wait: Wait, full: Occurrence, teacher: Membership, host: Membership
) -> None:
    """N of N, waiting list included."""
    ask(teacher, on=full)
    wait("7.C")
    wait("7.D")
    ended = actions.cancel_occurrence(occurrence=full, reason="Storm", by=host.person)
    assert len(ended) == 3
    assert len(mails("booking_cancelled_by_host")) == 3


def test_a_leader_books_for_a_colleague(full: Occurrence, teacher: Membership) -> None:
    """The booking belongs to the colleague, who gets the mails."""
    leader = teacher_at(teacher.organisation.school, Role.SCHOOL_COORDINATOR)
    assert leader.person is not None
    booking = actions.request_places(
        occurrence_id=full.pk,
        school=teacher.organisation.school,
        facts=ClassFacts(**FACTS),
        idempotency_key=uuid4(),
        by=leader.person,
        contact=teacher.person,
    )
    assert booking.contact == teacher.person
    assert {message.recipient for message in mails("booking_received")} == {teacher.person}
