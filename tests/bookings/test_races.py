"""Many ask at once: exactly as many get a place as there are; the control shows what happens without the lock."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection, connections

from accounts.models import Membership
from bookings import places
from bookings.actions import ClassFacts, request_places
from bookings.models import Booking
from bookings.places import differences
from bookings.refusals import OccurrenceFull
from offers.models import Occurrence, Offer
from schools.models import School
from tests.bookings.conftest import FACTS, new_school, teacher_at
from tests.factories.catalogue import host_in, live_offer, occurrence

SEATS, ASKING, AT_ONCE = 10, 40, 16


def ask_all_at_once(date: Occurrence, teacher: Membership) -> Counter[str]:
    """Forty classes ask together; gives how each request ended."""
    school = School.objects.get(organisation=teacher.organisation)
    gate = threading.Barrier(AT_ONCE)

    def ask(number: int) -> str:
        if number < AT_ONCE:
            gate.wait(timeout=20)
        facts = ClassFacts(**{**FACTS, "label": f"klasse {number}"})
        try:
            request_places(
                occurrence_id=date.pk, school=school, facts=facts, idempotency_key=uuid4(), by=teacher.person
            )
        except OccurrenceFull:
            return "full"
        except Exception as error:  # noqa: BLE001  what it is, is the result
            return type(error).__name__
        finally:
            connections.close_all()
        return "taken"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(ask, range(ASKING)))


def _date() -> tuple[Occurrence, Membership]:
    offer: Offer = live_offer(host_in())
    return occurrence(offer, days=30, capacity=SEATS), teacher_at(new_school())


@pytest.mark.own_database
@pytest.mark.django_db(transaction=True)
def test_exactly_as_many_as_there_are_places_are_taken() -> None:
    """Row lock on PostgreSQL, IMMEDIATE on a SQLite file: the same promise."""
    date, teacher = _date()
    assert ask_all_at_once(date, teacher) == {"taken": SEATS, "full": ASKING - SEATS}
    assert Booking.objects.count() == SEATS
    assert differences() == []


@pytest.mark.own_database
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_race_is_real(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: if this does not go wrong, the test above proves nothing."""
    date, teacher = _date()
    monkeypatch.setattr(places, "rows_to_lock", Occurrence.objects.all)
    ended = ask_all_at_once(date, teacher)
    assert ended["taken"] > SEATS or differences()


@pytest.mark.own_database
@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_sqlite_runs_with_the_settings_the_promise_needs() -> None:
    """WAL, IMMEDIATE and a timeout, read back from the connection."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (20_000,)
    assert connection.transaction_mode == "IMMEDIATE"  # type: ignore[attr-defined]  # SQLite's wrapper
