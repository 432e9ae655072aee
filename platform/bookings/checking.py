"""Holds the books against themselves: counters, positions, lines, moves and mails. Empty, or something is wrong."""

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from accounts.audit import record
from accounts.models import AuditEntry
from bookings.actions.settling import hold
from bookings.models import Booking, BookingState
from bookings.models.booking import HOLDING_PLACES, BookingQuerySet
from bookings.places import differences, lock
from offers.models import CapacityUnit, Occurrence, OccurrenceState, OfferState
from outbox.models import Message

log = logging.getLogger(__name__)
SWEPT_WITHIN = timedelta(hours=1)
TOLD_SINCE = timedelta(days=30)
MADE = ("requested places", "joined waiting list")
SUBJECT = re.compile(r"bookings\.booking:(\d+)")
MAIL = re.compile(r"booking_\w+-(\d+)-\d+-\w+")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong; `occurrence_id` is the date whose repair may mend it."""

    kind: str
    occurrence_id: int
    words: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.words}"


def findings(now: datetime | None = None) -> list[Finding]:
    """Everything that is wrong now; a fixed number of queries, whatever the number of bookings."""
    moment = now or timezone.now()
    return [
        *_counters(),
        *_positions_never_given(),
        *_wrong_size(),
        *_passed_by(),
        *_left_waiting(moment),
        *_unsettled(moment),
        *_stray_moves(),
        *_second_places(),
        *_untold(moment),
    ]


def check_and_log() -> int:
    """What a nightly run calls: each finding is an error in the log; gives how many there were."""
    found = findings()
    for finding in found:
        log.error("check_bookings %s", finding)
    return len(found)


def repair(found: Iterable[Finding]) -> int:
    """Count the findings' dates anew, each under its lock, and let line and clock go on; gives how many dates."""
    dates = sorted({finding.occurrence_id for finding in found})
    for occurrence_id in dates:
        with transaction.atomic(durable=True):
            _recount(lock(occurrence_id, timezone.now()))
            hold(occurrence_id, timezone.now())
    return len(dates)


def _recount(occurrence: Occurrence) -> None:
    """Write what the rows say; more than the date has room for is left for a person to decide."""
    rows = Booking.objects.of_date(occurrence)
    held = rows.filter(state__in=HOLDING_PLACES).aggregate(n=Sum("places", default=0))["n"]
    last = max(rows.aggregate(n=Max("position"))["n"] or 0, occurrence.waitlist_seq)
    if held > occurrence.capacity or (held, last) == (occurrence.taken, occurrence.waitlist_seq):
        return
    before, occurrence.taken, occurrence.waitlist_seq = occurrence.taken, held, last
    occurrence.version += 1
    occurrence.save(update_fields=["taken", "waitlist_seq", "version"])
    record("recounted", occurrence, by=None, organisation=occurrence.offer.host, before=before, taken=held)


def _counters() -> list[Finding]:
    said = "date %s counts %s places taken, its bookings hold %s"
    return [Finding("counter", pk, said % (pk, taken, held)) for pk, taken, held in differences()]


def _positions_never_given() -> list[Finding]:
    rows = Booking.objects.filter(position__gt=F("occurrence__waitlist_seq"))
    return _each("position", rows, "stands at a position its date has not given")


def _wrong_size() -> list[Finding]:
    by_pupils = Q(occurrence__unit=CapacityUnit.PUPILS) & ~Q(places=F("pupils"))
    by_class = Q(occurrence__unit=CapacityUnit.GROUPS) & ~Q(places=1)
    return _each("size", Booking.objects.filter(by_pupils | by_class), "takes other places than its class needs")


def _passed_by() -> list[Finding]:
    later = Booking.objects.filter(
        occurrence=OuterRef("occurrence"), state=BookingState.OFFERED, position__gt=OuterRef("position")
    )
    return _each("passed by", _waiting().filter(Exists(later)), "waits while a later one was offered a place")


def _left_waiting(now: datetime) -> list[Finding]:
    """The head of the line would fit, and nobody has asked it."""
    closed = Q(occurrence__closes_at__lte=now) | Q(occurrence__starts_at__lte=now)
    standing = {"occurrence__state": OccurrenceState.OPEN, "occurrence__offer__state": OfferState.OPEN}
    ahead = _waiting().filter(occurrence=OuterRef("occurrence"), position__lt=OuterRef("position"))
    room = F("occurrence__capacity") - F("occurrence__taken")
    rows = _waiting().filter(~Exists(ahead), **standing, places__lte=room).exclude(closed)
    return _each("left waiting", rows, "is the head of its line and would fit")


def _unsettled(now: datetime) -> list[Finding]:
    rows = Booking.objects.lapsed(now - SWEPT_WITHIN)
    return _each("unsettled", rows, "lapsed over an hour ago and nothing has ended it: is a worker running?")


def _stray_moves() -> list[Finding]:
    wishes = Booking.objects.filter(moves__isnull=False, state=BookingState.PENDING)
    stands = Q(moves__state__in=[BookingState.PENDING, BookingState.CONFIRMED])
    return _each("move", wishes.exclude(stands), "holds a place for a booking that has ended")


def _second_places() -> list[Finding]:
    """One wish on several lists: the first place ends the others."""
    agreed = Booking.objects.filter(
        queue_key=OuterRef("queue_key"), state__in=[BookingState.PENDING, BookingState.CONFIRMED]
    )
    rows = Booking.objects.filter(queue_key__isnull=False, state__in=[BookingState.WAITLISTED, BookingState.OFFERED])
    return _each("second place", rows.filter(Exists(agreed)), "still waits though its class has a place elsewhere")


def _untold(now: datetime) -> list[Finding]:
    """Bookings somebody made in the last month of which no mail was ever written."""
    since = now - TOLD_SINCE
    rows = Booking.objects.filter(created_at__gte=since, contact__is_active=True)
    made = AuditEntry.objects.filter(verb__in=MADE, at__gte=since).values_list("subject", flat=True)
    told = Message.objects.filter(kind__startswith="booking_").values_list("dedupe_key", flat=True)
    untold = _keys_of(made, SUBJECT) - _keys_of(told, MAIL)
    return [finding for finding, pk in _with_keys("mail", rows, "was never told to anybody") if pk in untold]


def _keys_of(names: Iterable[str], pattern: re.Pattern[str]) -> set[int]:
    return {int(key[1]) for key in map(pattern.fullmatch, names) if key}


def _waiting() -> BookingQuerySet:
    return Booking.objects.filter(state=BookingState.WAITLISTED).order_by()


def _each(kind: str, rows: "QuerySet[Booking]", words: str) -> list[Finding]:
    return [finding for finding, _pk in _with_keys(kind, rows, words)]


def _with_keys(kind: str, rows: "QuerySet[Booking]", words: str) -> list[tuple[Finding, int]]:
    found = rows.order_by("pk").values_list("pk", "occurrence_id", "reference")
    return [(Finding(kind, date, f"booking {reference} on date {date} {words}"), pk) for pk, date, reference in found]
