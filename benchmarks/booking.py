"""Measures taking a place: through the site, through the action, and beside them a bare row-lock loop in SQL.

`DATABASE_URL=postgres://… python benchmarks/booking.py`. All three write the same rows to the same tables of a
database of their own, one date each: the booking, the date's counter, the audit row, and one mail to either side.
The bare loop knows no rules, renders no mail and asks nothing it does not need: it is what the database alone costs.
"""

import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from uuid import uuid4

BASE = Path(__file__).resolve().parent.parent
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.proofs.settings"
sys.path[:0] = [str(BASE), str(BASE / "platform")]

import django  # noqa: E402  the settings must be known first

django.setup()

import psycopg  # noqa: E402
from django.db import connection, connections  # noqa: E402
from psycopg.types.json import Jsonb  # noqa: E402

from accounts.models import AuditEntry, Membership, User  # noqa: E402
from bookings.models import Booking  # noqa: E402
from offers.models import Occurrence, Offer  # noqa: E402
from outbox.models import Message  # noqa: E402
from schools.models import Group  # noqa: E402
from tests.factories.bookings import ask_for  # noqa: E402
from tests.factories.catalogue import occurrence  # noqa: E402
from tests.proofs.crowd import Sending, crowd, open_offer, sendings  # noqa: E402
from tests.proofs.site import WORKERS, database_url, serving  # noqa: E402

REQUESTS = int(os.environ.get("REQUESTS", "200"))
Taken = list[float]
Ask = Callable[[int], float]

LOCK = "SELECT taken, capacity, version FROM offers_occurrence WHERE id = %s FOR UPDATE"
COUNT = "UPDATE offers_occurrence SET taken = %s, version = %s WHERE id = %s"


class Raw:
    """Rows that are ready, written under the row's lock: the columns of an action's booking, copied."""

    def __init__(self, date: Occurrence, like: Booking) -> None:
        self.date, self.address = date.pk, database_url(connection.settings_dict)
        labels = [f"raw {date.pk} {number}" for number in range(REQUESTS)]
        self.groups = [Group.objects.create(school=like.school, label=label, grade=7).pk for label in labels]
        self.booking = _row(like)
        self.audit = _row(AuditEntry.objects.filter(subject=f"bookings.booking:{like.pk}").order_by("pk")[0])
        self.mails = [_row(message) for message in Message.objects.order_by("pk")[:2]]
        self.talk: psycopg.Connection | None = None

    def __call__(self, number: int) -> float:
        """One booking, one transaction, on a connection that stays open; gives how long it took."""
        if self.talk is None:
            self.talk = psycopg.connect(self.address)
        began = time.perf_counter()
        with self.talk.transaction(), self.talk.cursor() as cursor:
            taken, capacity, version = cursor.execute(LOCK, [self.date]).fetchone() or (0, 0, 0)
            if taken >= capacity:
                raise SystemExit("full")
            key = uuid4()
            own = {"reference": key.hex[:12], "group_id": self.groups[number], "occurrence_id": self.date}
            _insert(cursor, "bookings_booking", {**self.booking, **own, "idempotency_key": key})
            cursor.execute(COUNT, [taken + 1, version + 1, self.date])
            _insert(cursor, "accounts_auditentry", self.audit)
            for mail in self.mails:
                _insert(cursor, "outbox_message", {**mail, "dedupe_key": uuid4().hex})
        return time.perf_counter() - began


def _row(row: Booking | AuditEntry | Message) -> dict[str, object]:
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    values = {field.column: getattr(row, field.attname) for field in fields}
    return {name: Jsonb(value) if isinstance(value, dict) else value for name, value in values.items()}


def _insert(cursor: "psycopg.Cursor[tuple[object, ...]]", table: str, row: dict[str, object]) -> None:
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
    cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))  # noqa: S608


class Action:
    """`request_places` in a process of its own, without the site around it."""

    def __init__(self, date: Occurrence, teachers: list[Membership]) -> None:
        self.date, self.teachers = date, teachers

    def __call__(self, number: int) -> float:
        """One booking."""
        began = time.perf_counter()
        ask_for(self.date, self.teachers[number], label=f"action {number}")
        return time.perf_counter() - began


class Through:
    """The last step of booking, sent to the site by a browser that is signed in."""

    def __init__(self, sent: list[Sending], port: int) -> None:
        self.sent, self.port = sent, port

    def __call__(self, number: int) -> float:
        """One booking."""
        answer = self.sent[number].post(self.port)
        if not answer.reference:
            raise SystemExit(f"The site answered {answer}")
        return answer.seconds


_ask: Ask


def _keep(ask: Ask) -> None:
    global _ask
    connections.close_all()
    _ask = ask


def _one(number: int) -> float:
    return _ask(number)


def measured(ask: Ask, clients: int) -> tuple[float, float, float]:
    """Bookings a second, median and 95th percentile in milliseconds, with so many clients at once."""
    connections.close_all()
    with ProcessPoolExecutor(clients, get_context("fork"), initializer=_keep, initargs=(ask,)) as pool:
        list(pool.map(_one, range(clients)))  # connections are open, code is loaded
        began = time.perf_counter()
        taken: Taken = list(pool.map(_one, range(clients, REQUESTS)))
        whole = time.perf_counter() - began
    cuts = quantiles(taken, n=20)
    return len(taken) / whole, 1000 * cuts[9], 1000 * cuts[18]


def compare(offer: Offer, teachers: list[Membership], clients: int, place: Path) -> None:
    """One table."""
    room = {"capacity": 10 * REQUESTS}
    dates = [occurrence(offer, days=20 + 3 * clients + day, **room) for day in range(3)]
    like = Booking.objects.select_related("school").order_by("pk")[0]
    rows = {"row lock in bare SQL": measured(Raw(dates[0], like), clients)}
    rows["the action"] = measured(Action(dates[1], teachers), clients)
    sent = sendings(dates[2], teachers)
    with serving(place) as site:
        rows["through the site"] = measured(Through(sent, site.port), clients)
    for name, (speed, median, slow) in rows.items():
        times = slow / rows["row lock in bare SQL"][2]
        said = f"{clients:>3} {name:<22} {speed:7.1f} a second   p50 {median:7.1f} ms   p95 {slow:7.1f} ms"
        print(f"{said}   {times:5.1f} ×", flush=True)


def main() -> None:
    """One client alone, then as many as the site has processes, then four times as many."""
    if connection.vendor != "postgresql":
        raise SystemExit("DATABASE_URL must name a PostgreSQL: the bare loop locks a row")
    before = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = "skolebro_bench_booking"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        offer, teachers = open_offer(), crowd(REQUESTS)
        ask_for(occurrence(offer, days=10), teachers[0])
        print(f"{REQUESTS} bookings each, {WORKERS} processes serve the site; × is p95 beside the bare loop's")
        with TemporaryDirectory() as place:
            for clients in (1, WORKERS, 4 * WORKERS):
                compare(offer, teachers, clients, Path(place))
        print(f"{User.objects.count()} people, {Booking.objects.count()} bookings written")
    finally:
        connections.close_all()
        connection.creation.destroy_test_db(before, verbosity=0)


if __name__ == "__main__":
    main()
