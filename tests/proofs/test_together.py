"""A7 and A8: promotions and pairs at the same moment, on real connections."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connections, transaction
from django.utils import timezone

from accounts.models import AuditEntry, Membership
from bookings import actions
from bookings.actions import ClassFacts
from bookings.actions.settling import hold
from bookings.checking import findings
from bookings.models import Booking
from bookings.refusals import Refusal
from offers.models import Occurrence, Offer
from outbox.models import Message
from tests.factories.bookings import FACTS, ask_for, new_school, teacher_at
from tests.factories.catalogue import occurrence
from tests.proofs.crowd import open_offer

pytestmark = [
    pytest.mark.proof,
    pytest.mark.own_database,
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]
Work = Callable[[], object]
PAIRS = 100


def together(works: list[Work]) -> list[str]:
    """Everybody begins at the same moment; gives how each ended."""
    gate = threading.Barrier(len(works))

    def run(work: Work) -> str:
        try:
            gate.wait(timeout=30)
            work()
        except Exception as error:  # noqa: BLE001  what it is, is the result
            return type(error).__name__ if not isinstance(error, Refusal) else "refused"
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def classes(*labels: str) -> list[ClassFacts]:
    return [ClassFacts(**{**FACTS, "label": label}) for label in labels]


def stand_in_line(dates: list[Occurrence], teacher: Membership, label: str) -> Booking:
    assert teacher.person is not None
    return actions.join_waiting_list(
        occurrence_ids=[date.pk for date in dates],
        school=teacher.organisation.school,
        facts=classes(label)[0],
        idempotency_key=uuid4(),
        by=teacher.person,
    )[0]


def ask_for_both(dates: list[Occurrence], teacher: Membership, *labels: str) -> object:
    assert teacher.person is not None
    return actions.request_several(
        occurrence_ids=[date.pk for date in dates],
        school=teacher.organisation.school,
        classes=classes(*labels),
        all_or_nothing=False,
        idempotency_key=uuid4(),
        by=teacher.person,
    )


def test_ten_cancellations_and_three_promoters_offer_ten_places_once_and_in_order() -> None:
    """A7: positions one to ten, each asked once, in the order of the line."""
    teacher, date = teacher_at(new_school()), occurrence(open_offer(), days=30, capacity=30)
    seated = [ask_for(date, teacher, label=f"klasse {n}") for n in range(30)]
    waiting = [stand_in_line([date], teacher, f"venter {n}") for n in range(20)]

    def promote() -> None:
        for _ in range(20):
            with transaction.atomic(durable=True):
                hold(date.pk, timezone.now())

    def cancels(booking: Booking) -> Work:
        return lambda: actions.cancel_by_school(booking=booking, by=teacher.person)

    ended = together([*map(cancels, seated[:10]), promote, promote, promote])
    assert Counter(ended) == {"done": 13}
    first = [booking.pk for booking in waiting[:10]]
    offered = Booking.objects.filter(state="offered").order_by("position")
    assert list(offered.values_list("pk", "position")) == list(zip(first, range(1, 11), strict=True))
    told = AuditEntry.objects.filter(verb="offered place").order_by("pk").values_list("subject", flat=True)
    assert list(told) == [f"bookings.booking:{pk}" for pk in first]
    assert Message.objects.filter(kind="booking_place_offered").count() == 10
    assert findings() == []


def _pairs(offer: Offer, teacher: Membership) -> tuple[list[list[Work]], list[Occurrence]]:
    """Every kind of action on two dates, each pair in opposite order."""
    other = teacher_at(teacher.organisation.school)
    dates = [occurrence(offer, days=days, capacity=400) for days in (30, 31)]
    there, back = dates, dates[::-1]
    made: list[list[Work]] = []
    for number in range(PAIRS // 4):
        here = [ask_for(date, teacher, label=f"flytter {number} {date.pk}") for date in dates]
        a, b, c, d = (f"{letter}{number}" for letter in "abcd")

        def move(booking: Booking, date: Occurrence) -> Work:
            return lambda: actions.move_booking(booking=booking, occurrence_id=date.pk, by=teacher.person)

        def line(order: list[Occurrence], label: str) -> Work:
            return lambda: stand_in_line(order, teacher, label)

        def both(order: list[Occurrence], who: Membership, *labels: str) -> Work:
            return lambda: ask_for_both(order, who, *labels)

        made.append([move(here[0], dates[1]), move(here[1], dates[0])])
        made.append([line(there, a), line(back, b)])
        made.append([both(there, teacher, c, d), both(back, other, f"{c} til", f"{d} til")])
        made.append(
            [both(there[:1], teacher, f"x{number}", f"y{number}"), both(there[1:], other, f"y{number}", f"x{number}")]
        )
    return made, dates


def test_a_hundred_pairs_in_opposite_order_never_wait_for_each_other() -> None:
    """A8: moves, waiting lists, several classes on both dates; the same new classes in opposite order too."""
    made, _dates = _pairs(open_offer(), teacher_at(new_school()))
    ended = Counter(how for pair in made for how in together(pair))
    print(f"A8: {dict(ended)} in {len(made)} pairs")
    assert set(ended) == {"done"}
    assert findings() == []


@pytest.mark.parametrize("times", range(5))
def test_a_booking_that_moves_while_it_is_cancelled_leaves_both_dates_right(times: int) -> None:
    """Whoever comes second finds the booking where it is now."""
    teacher, offer = teacher_at(new_school()), open_offer()
    dates = [occurrence(offer, days=days, capacity=20) for days in (30, 31)]
    asked = [ask_for(dates[0], teacher, label=f"klasse {n}") for n in range(10)]

    def moves(booking: Booking) -> Work:
        mine = Booking.objects.get(pk=booking.pk)
        return lambda: actions.move_booking(booking=mine, occurrence_id=dates[1].pk, by=teacher.person)

    def cancels(booking: Booking) -> Work:
        mine = Booking.objects.get(pk=booking.pk)
        return lambda: actions.cancel_by_school(booking=mine, by=teacher.person)

    ended = together([work(booking) for booking in asked for work in (moves, cancels)])
    assert set(ended) <= {"done", "refused"}
    assert not Booking.objects.exclude(state="cancelled").exists()
    assert findings() == []
