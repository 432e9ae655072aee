"""Many write what they expect at once: one version is saved, the others are told to read it first."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from accounts.models import Membership, Role, User
from bookings import actions
from bookings.expectations import FIELDS
from bookings.models import Booking, Expectations, Side
from bookings.refusals import NewerVersion
from outbox.models import Message
from tests.bookings.conftest import new_school, teacher_at
from tests.factories.accounts import MembershipFactory
from tests.factories.bookings import ask_for
from tests.factories.catalogue import host_in, live_offer, occurrence

AT_ONCE = 8


def all_write_at_once(visit: Booking, people: dict[Side, User]) -> Counter[str]:
    """Both sides write, four times each, above the same version; gives how each attempt ended."""
    gate = threading.Barrier(AT_ONCE)

    def write(number: int) -> str:
        side = (Side.SCHOOL, Side.HOST)[number % 2]
        texts = dict.fromkeys(FIELDS, f"Forslag {number}")
        gate.wait(timeout=20)
        try:
            actions.write_expectations(booking=visit, texts=texts, based_on=0, agrees=True, side=side, by=people[side])
        except NewerVersion:
            return "newer"
        except Exception as error:  # noqa: BLE001  what it is, is the result
            return type(error).__name__
        finally:
            connections.close_all()
        return "saved"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(write, range(AT_ONCE)))


@pytest.mark.own_database
@pytest.mark.django_db(transaction=True)
def test_versions_written_at_once_never_collide() -> None:
    """SV-08: the row of the booking is locked, so one is saved and told of, and nobody meets the constraint."""
    offer = live_offer(host_in())
    teacher = teacher_at(new_school())
    host: Membership = MembershipFactory(organisation=offer.host, role=Role.COMPANY_OWNER)
    assert teacher.person is not None
    assert host.person is not None
    visit = ask_for(occurrence(offer, days=30), teacher)
    ended = all_write_at_once(visit, {Side.SCHOOL: teacher.person, Side.HOST: host.person})
    assert ended == {"saved": 1, "newer": AT_ONCE - 1}
    saved = Expectations.objects.get()
    assert (saved.version, saved.is_ready) == (1, False)
    assert Message.objects.filter(kind__startswith="booking_expectations").count() == 1
