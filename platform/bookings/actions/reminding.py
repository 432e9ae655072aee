"""Reminding both sides of a visit a week before and the day before: once for each day it is on."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from bookings.messages import hosts_reminded, reminder_key, tell_reminder
from bookings.models import Booking, BookingState
from bookings.models.booking import BookingQuerySet
from bookings.places import lock
from outbox.models import Message

SEVEN = time(7)  # nobody is woken


@dataclass(frozen=True)
class Reminder:
    """A kind of reminder: from how many days before, and until how many days before it still makes sense."""

    kind: str
    days: int
    latest: int
    repeats_confirmation: bool

    def dates(self, now: datetime) -> tuple[datetime, datetime]:
        """Between which moments a visit begins that is due now."""
        here = timezone.localtime(now)
        first = max(now, _begin(here.date() + timedelta(days=self.latest)))
        reached = self.days if here.time() >= SEVEN else self.days - 1
        return first, _begin(here.date() + timedelta(days=reached + 1))

    def is_news(self, booking: Booking) -> bool:
        """Who has agreed since the reminder was due has just read the same in the confirmation."""
        day = timezone.localtime(booking.occurrence.starts_at).date() - timedelta(days=self.days)
        due = timezone.make_aware(datetime.combine(day, SEVEN))
        return self.repeats_confirmation or (booking.answered_at or booking.created_at) < due


REMINDERS = (
    Reminder("booking_in_a_week", days=7, latest=3, repeats_confirmation=False),
    Reminder("booking_tomorrow", days=1, latest=0, repeats_confirmation=True),
)


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def remind(now: datetime | None = None) -> int:
    """Remind of every visit that is due, a transaction for each date; gives how many visits that were."""
    moment = now or timezone.now()
    return sum(_remind_of(reminder, moment) for reminder in REMINDERS)


def _remind_of(reminder: Reminder, now: datetime) -> int:
    told = 0
    for occurrence_id in sorted({booking.occurrence_id for booking in _unreminded(reminder, now)}):
        with transaction.atomic(durable=True):
            lock(occurrence_id, now)  # nobody cancels or moves it between the look and the mail
            for booking in _unreminded(reminder, now, occurrence_id=occurrence_id):
                tell_reminder(reminder.kind, booking)
                told += 1
    return told


def _unreminded(reminder: Reminder, now: datetime, **only: int) -> list[Booking]:
    """Agreed visits of which nobody, or not the teacher who has it now, has been reminded for that day."""
    found = [booking for booking in _due(reminder, now).filter(**only) if reminder.is_news(booking)]
    keys = {reminder_key(reminder.kind, booking, booking.contact_id) for booking in found}
    known = set(Message.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True))
    return [booking for booking in found if not _is_told(reminder.kind, booking, known)]


def _is_told(kind: str, booking: Booking, known: set[str]) -> bool:
    """By the teacher's reminder; of a visit whose teacher has left, by the host's."""
    if booking.contact is not None and booking.contact.is_active:
        return reminder_key(kind, booking, booking.contact_id) in known
    return hosts_reminded(kind, booking)


def _due(reminder: Reminder, now: datetime) -> BookingQuerySet:
    first, end = reminder.dates(now)
    agreed = Booking.objects.filter(state=BookingState.CONFIRMED).standing_alone().in_full()
    return agreed.filter(occurrence__starts_at__gte=first, occurrence__starts_at__lt=end)
