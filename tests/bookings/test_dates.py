"""The host's page of one date: moving it, its places, cancelling it; everybody on it is told."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Role
from bookings import actions
from bookings.actions import ClassFacts
from bookings.models import Booking, BookingState
from bookings.places import differences
from bookings.refusals import AlreadyBegun, OccurrenceCancelled
from offers.models import Occurrence, Resource
from offers.resources import assign
from outbox.models import Message
from tests.bookings.conftest import FACTS, Ask
from tests.conftest import signed_in
from tests.factories.accounts import MembershipFactory
from tests.factories.bookings import new_school, teacher_at
from tests.factories.catalogue import occurrence

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(host: Membership) -> Client:
    """The host's browser."""
    return signed_in(host.person)


@pytest.fixture
def crowd(ask: Ask, teacher: Membership, host: Membership, date: Occurrence) -> list[Booking]:
    """One agreed, one asked for, two in line, each with a teacher of its own."""
    agreed = actions.confirm(booking=ask(teacher, label="7.A"), by=host.person)
    others = [teacher_at(new_school(f"Skole {letter}")) for letter in "BCD"]
    asked = ask(others[0], label="7.B")
    waiting = [in_line(date, person, f"7.{letter}") for person, letter in zip(others[1:], "CD", strict=True)]
    Message.objects.all().delete()
    return [agreed, asked, *waiting]


def in_line(date: Occurrence, teacher: Membership, label: str) -> Booking:
    """A class joins the waiting list."""
    assert teacher.person is not None
    return actions.join_waiting_list(
        occurrence_ids=[date.pk],
        school=teacher.organisation.school,
        facts=ClassFacts(**{**FACTS, "label": label}),
        idempotency_key=uuid4(),
        by=teacher.person,
    )[0]


def at(name: str, date: Occurrence) -> str:
    """The address of a page about a date."""
    return reverse(f"bookings:{name}", args=[date.pk])


def new_time(days: int = 50, **more: Any) -> dict[str, Any]:
    """What is typed to move a date; whatever the calendar says of that day."""
    day = timezone.localdate() + timedelta(days=days)
    return {"day": day.isoformat(), "begins": "10.00", "ends": "12.00", "reason": "Messe", "anyway": "on", **more}


def told(kind: str) -> set[str]:
    """Whom the outbox will write to."""
    return set(Message.objects.filter(kind=kind).values_list("to_email", flat=True))


def mails_of(crowd: list[Booking]) -> set[str]:
    """The teachers of these classes."""
    return {booking.contact.email for booking in crowd if booking.contact}


def test_moving_a_date_tells_n_of_n_the_waiting_list_included(
    desk: Client, crowd: list[Booking], date: Occurrence
) -> None:
    """A10: four classes on the date, four letters in the outbox, and nobody loses a place."""
    page = desk.get(at("move_date", date))
    assert page.context["number"] == 4
    assert desk.post(at("move_date", date), new_time())["Location"] == at("date", date)
    date.refresh_from_db()
    assert timezone.localtime(date.starts_at).date() == timezone.localdate() + timedelta(days=50)
    assert date.cancel_by == date.starts_at
    assert told("booking_date_moved") == mails_of(crowd)
    assert [Booking.objects.get(pk=row.pk).state for row in crowd] == [row.state for row in crowd]
    assert differences() == []


def test_cancelling_a_date_tells_n_of_n_the_waiting_list_included(
    desk: Client, crowd: list[Booking], date: Occurrence
) -> None:
    """A10: four classes on the date, four letters in the outbox, with the reason."""
    assert desk.get(at("cancel_date", date)).context["number"] == 4
    desk.post(at("cancel_date", date), {"reason": "Storm"})
    assert told("booking_cancelled_by_host") == mails_of(crowd)
    assert set(Booking.objects.values_list("state", "reason")) == {(BookingState.CANCELLED, "Storm")}
    assert differences() == []


def test_lowering_places_below_those_taken_is_refused_and_what_was_typed_stands(
    desk: Client, crowd: list[Booking], date: Occurrence
) -> None:
    """A10: the explanation says how many are taken; nothing is changed, nobody is told."""
    response = desk.post(at("date_places", date), {"capacity": "1", "note": "Port 3"})
    assert response.status_code == 422
    assert "2" in response.context["form"].errors["capacity"][0]
    assert 'value="1"' in response.content.decode()
    assert 'value="Port 3"' in response.content.decode()
    date.refresh_from_db()
    assert (date.capacity, date.note, Message.objects.count()) == (2, "", 0)


def test_more_places_are_offered_to_the_head_of_the_line(desk: Client, crowd: list[Booking], date: Occurrence) -> None:
    """And to nobody else."""
    assert desk.post(at("date_places", date), {"capacity": "3", "note": "Port 3"}).status_code == 302
    states = [Booking.objects.get(pk=row.pk).state for row in crowd]
    assert states[2:] == [BookingState.OFFERED, BookingState.WAITLISTED]
    date.refresh_from_db()
    assert (date.capacity, date.note) == (3, "Port 3")
    assert differences() == []


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "ring 010203-1234"}, "reason"),
        ({"ends": "8.00"}, "ends"),
        ({"day": "i morgen"}, "day"),
        ({"day": "2020-01-01"}, "day"),
    ],
)
def test_a_wrong_answer_is_named_and_what_was_typed_stands(
    desk: Client, crowd: list[Booking], date: Occurrence, typed: dict[str, str], field: str
) -> None:
    """422, nobody is told."""
    response = desk.post(at("move_date", date), new_time(**typed))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert 'value="10.00"' in response.content.decode()
    assert Message.objects.count() == 0


def test_a_time_that_is_there_already_is_refused(desk: Client, crowd: list[Booking], date: Occurrence) -> None:
    """The offer has a date then."""
    other = occurrence(date.offer, days=50)
    response = desk.post(at("move_date", date), new_time(begins="9.00"))
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["begins"])
    other.refresh_from_db()
    assert Message.objects.count() == 0


def test_a_guide_who_is_needed_elsewhere_keeps_the_date_where_it_is(
    desk: Client, crowd: list[Booking], date: Occurrence
) -> None:
    """The refusal says who, when and where; the move is undone whole."""
    guide = Resource.objects.create(host=date.offer.host, name="Ingrid")
    assign(date, [guide])
    assign(occurrence(date.offer, days=50, hour=11), [guide])
    response = desk.post(at("move_date", date), new_time())
    assert "Ingrid" in response.context["form"].errors["begins"][0]
    before = date.starts_at
    date.refresh_from_db()
    assert (date.starts_at, Message.objects.count()) == (before, 0)


def test_a_pending_request_never_outlives_the_moved_date(desk: Client, crowd: list[Booking], date: Occurrence) -> None:
    """Moved nearer, the host's deadline moves with it."""
    Booking.objects.filter(pk=crowd[1].pk).update(expires_at=timezone.now() + timedelta(days=9))
    desk.post(at("move_date", date), new_time(days=2))
    date.refresh_from_db()
    assert Booking.objects.get(pk=crowd[1].pk).expires_at == date.starts_at


def test_a_date_that_is_over_or_cancelled_changes_no_more(host: Membership, date: Occurrence) -> None:
    """Neither its time nor its places."""
    later = {"starts_at": date.starts_at + timedelta(days=1), "ends_at": date.ends_at + timedelta(days=1)}
    begun = occurrence(date.offer, days=-1)
    actions.cancel_occurrence(occurrence=date, reason="Storm", by=host.person)
    for which, refusal in ((begun, AlreadyBegun), (date, OccurrenceCancelled)):
        with pytest.raises(refusal):
            actions.move_occurrence(occurrence=which, reason="Messe", by=host.person, **later)
        with pytest.raises(refusal):
            actions.change_capacity(occurrence=which, capacity=9, by=host.person)


def test_the_page_says_what_can_be_done_only_while_it_can(
    desk: Client, crowd: list[Booking], date: Occurrence
) -> None:
    """Coming: move, places, cancel. Cancelled: nothing."""
    page = desk.get(at("date", date)).content.decode()
    for name in ("move_date", "date_places", "cancel_date"):
        assert at(name, date) in page
    desk.post(at("cancel_date", date), {"reason": "Storm"})
    assert at("move_date", date) not in desk.get(at("date", date)).content.decode()


@pytest.mark.parametrize("name", ["move_date", "date_places"])
def test_another_companys_date_is_not_there(crowd: list[Booking], date: Occurrence, name: str) -> None:
    """404, and nothing happens."""
    client = signed_in(MembershipFactory(role=Role.COMPANY_OWNER).person)
    assert client.get(at(name, date)).status_code == 404
    assert client.post(at(name, date), {**new_time(), "capacity": "9"}).status_code == 404
    assert Message.objects.count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_moving_asks_the_same_for_three_classes_as_for_one(
    ask: Ask, desk: Client, date: Occurrence, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """One literal number of queries."""
    Occurrence.objects.update(capacity=5)
    for letter in "ABC"[:number]:
        ask(teacher_at(new_school(f"Skole {letter}")), label=f"7.{letter}")
    desk.get(at("move_date", date))
    with django_assert_num_queries(12):
        assert desk.get(at("move_date", date)).context["number"] == number
