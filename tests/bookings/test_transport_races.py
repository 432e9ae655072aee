"""Two leaders answer at the same moment: one answer, one mail (SV-27)."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connections

from accounts.models import Role, User
from bookings import actions
from bookings.actions import TransportFacts
from bookings.models import TransportRequest
from bookings.refusals import NotPending
from outbox.models import Message
from tests.bookings.conftest import new_school, teacher_at
from tests.factories.bookings import ask_for
from tests.factories.catalogue import host_in, live_offer, occurrence

LEADERS = 8


def answer_all_at_once(asked: TransportRequest, people: list[User]) -> Counter[str]:
    """Every other leader says yes, the rest no; gives how each answer ended."""
    gate = threading.Barrier(len(people))

    def answer(number: int) -> str:
        gate.wait(timeout=20)
        try:
            if number % 2:
                actions.refuse_transport(request=asked, by=people[number], words=f"Nej {number}")
            else:
                actions.approve_transport(request=asked, by=people[number])
        except NotPending:
            return "too late"
        except Exception as error:  # noqa: BLE001  what it is, is the result
            return type(error).__name__
        finally:
            connections.close_all()
        return "no" if number % 2 else "yes"

    with ThreadPoolExecutor(len(people)) as pool:
        return Counter(pool.map(answer, range(len(people))))


@pytest.mark.own_database
@pytest.mark.django_db(transaction=True)
def test_leaders_who_answer_at_once_give_one_answer() -> None:
    """The request's row is locked: half of them come too late, and the teacher gets one mail."""
    school = new_school()
    teacher = teacher_at(school)
    people = [row.person for row in (teacher_at(school, Role.SCHOOL_LEADER) for _n in range(LEADERS)) if row.person]
    booking = ask_for(occurrence(live_offer(host_in()), days=30), teacher)
    assert teacher.person is not None
    asked = actions.ask_for_transport(booking=booking, facts=TransportFacts("Bus", Decimal(100)), by=teacher.person)
    ended = answer_all_at_once(asked, people)
    asked.refresh_from_db()
    said = "yes" if asked.state == "approved" else "no"
    assert ended == {said: LEADERS // 2, "too late": LEADERS // 2}
    kinds = list(Message.objects.filter(kind__in=["transport_approved", "transport_refused"]).values_list("kind"))
    assert kinds == [(f"transport_{asked.state}",)]
