"""`check_bookings` is silent when all is well, and sees each thing that may go wrong."""

import time
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry, Membership
from bookings.actions import ClassFacts, join_waiting_list, move_booking
from bookings.checking import check_and_log, findings
from bookings.models import Booking, BookingState
from offers.models import Occurrence, Offer
from outbox.models import Message
from schools.models import Group
from tests.bookings.conftest import FACTS, Ask
from tests.factories.catalogue import occurrence

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(hours=2)


def wait(date: Occurrence, teacher: Membership, label: str) -> Booking:
    """A class that stands in line."""
    assert teacher.person is not None
    facts = ClassFacts(**{**FACTS, "label": label})
    school, by = teacher.organisation.school, teacher.person
    ask = {"occurrence_ids": [date.pk], "school": school, "facts": facts, "by": by}
    return join_waiting_list(**ask, idempotency_key=uuid4())[0]


@pytest.fixture
def books(offer: Offer, ask: Ask, teacher: Membership) -> dict[str, Booking]:
    """A date with one place, a class that has it, and two that wait; on another date a class that wants to move."""
    date, other, third = (occurrence(offer, days=days, capacity=1) for days in (30, 31, 32))
    has = ask(teacher, on=date, label="1.a")
    first, second = wait(date, teacher, "1.b"), wait(date, teacher, "1.c")
    moves = ask(teacher, on=other, label="1.d")
    Booking.objects.filter(pk=moves.pk).update(state=BookingState.CONFIRMED, expires_at=None)
    move_booking(booking=moves, occurrence_id=third.pk, by=teacher.person)
    return {"has": has, "first": first, "second": second, "moves": moves}


def change(booking: Booking, **values: object) -> None:
    Booking.objects.filter(pk=booking.pk).update(**values)


def change_date(booking: Booking, **values: object) -> None:
    Occurrence.objects.filter(pk=booking.occurrence_id).update(**values)


def share_a_wish(books: dict[str, Booking]) -> None:
    key = uuid4()
    change(books["moves"], queue_key=key)
    change(books["first"], queue_key=key)


Books = dict[str, Booking]
PLANTED: dict[str, tuple[Callable[[Books], object], set[str]]] = {
    "a counter too low": (lambda books: change_date(books["has"], taken=0), {"counter", "left waiting"}),
    "a counter too high": (lambda books: change_date(books["moves"], capacity=2, taken=2), {"counter"}),
    "a booking that ended and kept its place": (
        lambda books: change(books["has"], state=BookingState.DECLINED),
        {"counter"},
    ),
    "a position never given": (lambda books: change_date(books["has"], waitlist_seq=1), {"position"}),
    "a class that takes two places": (
        lambda books: (change_date(books["moves"], capacity=2, taken=2), change(books["moves"], places=2)),
        {"size"},
    ),
    "somebody passed by": (
        lambda books: (
            change(books["has"], state=BookingState.CANCELLED),
            change(books["second"], state=BookingState.OFFERED, expires_at=timezone.now() + LONG_AGO),
        ),
        {"passed by"},
    ),
    "a head nobody asked": (lambda books: change_date(books["has"], capacity=2), {"left waiting"}),
    "a lapsed request": (lambda books: change(books["has"], expires_at=timezone.now() - LONG_AGO), {"unsettled"}),
    "a move of what has ended": (
        lambda books: (change(books["moves"], state=BookingState.CANCELLED), change_date(books["moves"], taken=0)),
        {"move"},
    ),
    "two places for one wish": (share_a_wish, {"second place"}),
    "a mail that was never written": (
        lambda books: Message.objects.filter(dedupe_key__startswith=f"booking_received-{books['has'].pk}-").delete(),
        {"mail"},
    ),
}


def test_it_says_nothing_when_all_is_well(books: Books) -> None:
    """Held, waiting and moving at once."""
    said = StringIO()
    call_command("check_bookings", stdout=said)
    assert said.getvalue() == "5 bookings, 0 findings\n"


@pytest.mark.parametrize("name", PLANTED)
def test_each_planted_difference_is_found(
    name: str, books: Books, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each alone, by the kind it is of; the command fails and the log has it."""
    plant, kinds = PLANTED[name]
    plant(books)
    assert {finding.kind for finding in findings()} == kinds
    assert check_and_log() == len(caplog.records) == len(kinds)
    with pytest.raises(CommandError, match=f"{len(kinds)} findings in 5 bookings"):
        call_command("check_bookings")
    assert capsys.readouterr().err.count("\n") == len(kinds)


@pytest.mark.parametrize(
    "name",
    ["a counter too low", "a counter too high", "a position never given", "a head nobody asked", "a lapsed request"],
)
def test_repairing_counts_anew_and_lets_the_line_go_on(name: str, books: Books) -> None:
    """Under the date's lock; what was counted anew is written down, and nobody loses a place."""
    PLANTED[name][0](books)
    said = StringIO()
    call_command("check_bookings", "--repair", stdout=said)
    assert said.getvalue().endswith("5 bookings, 0 findings\n")
    counted = AuditEntry.objects.filter(verb="recounted").exists()
    assert counted == ("counter" in PLANTED[name][1] or "position" in PLANTED[name][1])
    assert Booking.objects.get(pk=books["has"].pk).state == ("expired" if "lapsed" in name else "pending")


def test_what_needs_a_decision_is_left_to_people(books: Books) -> None:
    """More bookings than places: repairing takes nobody's place away."""
    change(books["first"], state=BookingState.CONFIRMED)
    with pytest.raises(CommandError, match="1 findings"):
        call_command("check_bookings", "--repair", stdout=StringIO())
    assert Booking.objects.get(pk=books["first"].pk).state == BookingState.CONFIRMED


def test_the_number_of_questions_does_not_grow(
    books: Books, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """One for each kind, two more for the mails."""
    with django_assert_num_queries(11):
        findings()


def many(offer: Offer, teacher: Membership, number: int) -> None:
    """So many bookings on a twentieth as many dates, half of them waiting."""
    dates = [occurrence(offer, days=1 + n // 8, hour=8 + n % 8, capacity=10) for n in range(number // 20)]
    Occurrence.objects.update(taken=10, waitlist_seq=10)
    school, person = teacher.organisation.school, teacher.person
    assert person is not None
    groups = Group.objects.bulk_create(Group(school=school, label=f"klasse {n}") for n in range(20))
    facts = {"school": school, "pupils": 20, "adults": 2, "places": 1, "contact": person, "submission": ""}
    made = Booking.objects.bulk_create(
        Booking(
            **facts,
            reference=f"{date.pk}-{n}",
            occurrence=date,
            group=group,
            idempotency_key=uuid4(),
            state=BookingState.CONFIRMED if n < 10 else BookingState.WAITLISTED,
            position=None if n < 10 else n - 9,
        )
        for date in dates
        for n, group in enumerate(groups)
    )
    AuditEntry.objects.bulk_create(
        AuditEntry(verb="requested places", subject=f"bookings.booking:{b.pk}") for b in made
    )
    Message.objects.bulk_create(
        Message(
            kind="booking_confirmed",
            dedupe_key=f"booking_confirmed-{b.pk}-{person.pk}-0",
            to_email=person.email,
            due_at=timezone.now(),
        )
        for b in made
    )


@pytest.mark.proof
def test_ten_thousand_bookings_are_checked_in_half_a_minute(offer: Offer, teacher: Membership) -> None:
    """A12: nothing found where all is well, and one planted difference of each kind of counter is."""
    many(offer, teacher, 10_000)
    began = time.monotonic()
    assert findings() == []
    took = time.monotonic() - began
    print(f"check_bookings: 10,000 bookings, 0 findings, {took:.2f} s")
    assert took < 30
    odd = Booking.objects.filter(state=BookingState.CONFIRMED).order_by("pk")[4321]
    change(odd, state=BookingState.CANCELLED)
    assert [finding.occurrence_id for finding in findings() if finding.kind == "counter"] == [odd.occurrence_id]
