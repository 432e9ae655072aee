"""A1, A2 and A4: two hundred ask at once through four processes; the control shows the same without the lock."""

from collections import Counter
from pathlib import Path

import pytest
from django.db.models import Sum

from bookings.models import Booking, BookingState
from offers.models import Occurrence
from tests.factories.catalogue import occurrence
from tests.proofs import promises
from tests.proofs.crowd import ASKING, SEATS, all_at_once, crowd, in_words, open_offer, sendings
from tests.proofs.site import serving

pytestmark = [
    pytest.mark.proof,
    pytest.mark.own_database,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("socket_enabled"),
]
TIMES, TIMES_WITHOUT = 20, 10


def test_two_hundred_requests_on_thirty_places_twenty_times(tmp_path: Path) -> None:
    """A1: thirty confirmed, 170 waiting in order, no error; each told where they stand, and once."""
    teachers, offer = crowd(), open_offer()
    with serving(tmp_path) as site:
        for number in range(TIMES):
            date = occurrence(offer, days=20 + number, capacity=SEATS)
            answers = all_at_once(sendings(date, teachers), lambda one: one.post(site.port))
            print(f"A1 {number + 1}: {Counter(answer.status for answer in answers)}, {in_words(answers)}")
            assert {answer.status for answer in answers} == {302}
            promises.hold(date, answers)


@pytest.mark.postgres
def test_without_the_lock_the_same_crowd_overbooks(tmp_path: Path) -> None:
    """A2: the control; on SQLite there is no row lock to take away."""
    teachers, offer = crowd(), open_offer()
    confirmed = []
    with serving(tmp_path, WITHOUT_LOCK="1") as site:
        for number in range(TIMES_WITHOUT):
            date = occurrence(offer, days=20 + number, capacity=SEATS)
            all_at_once(sendings(date, teachers), lambda one: one.post(site.port))
            confirmed.append(_held(date))
    print(f"A2 places taken of {SEATS} without the lock: {confirmed}")
    assert sum(held > SEATS for held in confirmed) >= 9


def _held(date: Occurrence) -> int:
    rows = Booking.objects.filter(occurrence=date, state=BookingState.CONFIRMED)
    return int(rows.aggregate(n=Sum("places", default=0))["n"])


def test_each_request_three_times_in_parallel_is_one_booking(tmp_path: Path) -> None:
    """A4: six hundred requests, two hundred bookings, one mail to each; all three answers lead to the same receipt."""
    teachers, offer = crowd(), open_offer()
    date = occurrence(offer, days=20, capacity=SEATS)
    sent = [one for one in sendings(date, teachers) for _ in range(3)]
    with serving(tmp_path) as site:
        answers = all_at_once(sent, lambda one: one.post(site.port))
    print(f"A4: {Counter(answer.status for answer in answers)}, {in_words(answers)}")
    thrice = Counter(answer.reference for answer in answers)
    assert set(thrice.values()) == {3}
    assert len(thrice) == ASKING
    promises.hold(date, answers[::3])
