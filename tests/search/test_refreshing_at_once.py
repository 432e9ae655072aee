"""Two machines write the same entries anew at once: the words of each offer stand there once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from search import projection
from search.models import Entry
from tests.factories.catalogue import host_in, live_offer

pytestmark = [pytest.mark.own_database, pytest.mark.django_db(transaction=True)]
AT_ONCE, ROUNDS = 4, 10


def refreshed_at_once(ids: list[int]) -> set[str]:
    """Write the offers anew in several threads; gives the names of what went wrong."""
    gate = threading.Barrier(AT_ONCE)

    def refresh(_number: int) -> str:
        gate.wait(timeout=20)
        try:
            for _round in range(ROUNDS):
                projection.refresh_offers(ids)
        except Exception as error:  # noqa: BLE001  what it is, is the result
            return type(error).__name__
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return set(pool.map(refresh, range(AT_ONCE))) - {""}


def test_each_offer_has_its_entry_once() -> None:
    """No error, and nothing twice."""
    ids = [live_offer(host_in()).pk for _number in range(3)]
    assert refreshed_at_once(ids) == set()
    assert sorted(Entry.objects.values_list("offer_id", flat=True)) == ids


@pytest.mark.postgres
def test_without_the_lock_the_race_is_real(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: if this does not go wrong, the test above proves nothing."""
    ids = [live_offer(host_in()).pk for _number in range(3)]
    monkeypatch.setattr(projection, "_locked", list)
    assert refreshed_at_once(ids) & {"IntegrityError", "OperationalError"}
