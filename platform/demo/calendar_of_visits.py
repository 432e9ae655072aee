"""Dates over the coming school year and bookings in every state, the same for the same day of loading."""

from datetime import date, datetime, time, timedelta
from itertools import count
from uuid import UUID, uuid5

from django.utils import timezone

from accounts.models import User
from bookings.models import Booking, BookingState
from offers.models import CapacityUnit, Occurrence, Offer
from offers.models.offer import FORMS_WITHOUT_PLACE
from offers.terms import cancel_by, closes_at
from reference.workdays import is_school_holiday, is_working_day
from schools.models import Group

Class = tuple[User, Group]  # a teacher and a class of the teacher's school
WEEKS_BETWEEN = (2, 3, 4, 5)
TIMES = (time(9), time(10), time(12, 15), time(8, 30))
DATES_EACH = 7
NAMESPACE = UUID("6f1c2a34-9b0d-4a5e-8f67-1d2e3c4b5a69")
STATES = (
    BookingState.CONFIRMED,
    BookingState.PENDING,
    BookingState.CONFIRMED,
    BookingState.DECLINED,
    BookingState.CONFIRMED,
    BookingState.CANCELLED,
    BookingState.PENDING,
    BookingState.EXPIRED,
)
REASONS = {
    BookingState.DECLINED: "Den dag har vi besøg af Arbejdstilsynet. Prøv gerne ugen efter.",
    BookingState.CANCELLED: "Klassen er på lejrskole den uge.",
}
ENDED_BY = {
    BookingState.DECLINED: Booking.EndedBy.HOST,
    BookingState.CANCELLED: Booking.EndedBy.SCHOOL,
    BookingState.EXPIRED: Booking.EndedBy.CLOCK,
}
ANSWERED = frozenset({BookingState.CONFIRMED, BookingState.DECLINED, BookingState.ATTENDED, BookingState.NO_SHOW})
NEEDS = (
    "Vi har haft om emnet i to uger.",
    "",
    "En elev bruger kørestol. Er der plads til, at den kan vende?",
    "Flere i klassen overvejer en erhvervsuddannelse. Må de tale med en lærling?",
    "",
)


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def _teaching_day(day: date) -> date:
    while not is_working_day(day) or is_school_holiday(day):
        day += timedelta(days=1)
    return day


def make_dates(offer: Offer, number: int, *, unit: str, capacity: int, minutes: int, today: date) -> None:
    """Dates of one offer: one that has been, the others over the year to come."""
    if offer.pages.filter(form__in=FORMS_WITHOUT_PLACE).exists() and number % 3:
        return
    gap, at = WEEKS_BETWEEN[number % 4], TIMES[number % len(TIMES)]
    days = [today - timedelta(days=40 - number % 20)]
    days += [today + timedelta(days=9 + number % 12 + 7 * gap * step) for step in range(DATES_EACH)]
    long = timedelta(minutes=minutes or 120)
    rows = []
    for day in days:
        starts_at = _moment(_teaching_day(day), at)
        rows.append(
            Occurrence(
                offer=offer,
                starts_at=starts_at,
                ends_at=starts_at + long,
                closes_at=closes_at(offer, starts_at),
                cancel_by=cancel_by(offer, starts_at),
                unit=unit,
                capacity=capacity,
            )
        )
    Occurrence.objects.bulk_create(rows)


def make_bookings(offers: list[Offer], classes: list[Class], *, now: datetime) -> int:
    """Bookings in every state by classes that fit; places are counted as the booking rules count them."""
    numbers = count(1)
    made: list[Booking] = []
    busy: set[tuple[int, date]] = set()
    for position, offer in enumerate(offers):
        fitting = _fitting(offer, classes)
        for turn, occurrence in enumerate(offer.occurrences.order_by("starts_at")[:3]):
            teacher, group = _free(fitting, position * 3 + turn, occurrence, busy)
            booking = _booking(occurrence, teacher, group, next(numbers), now)
            if booking is not None:
                busy.add((group.pk, occurrence.starts_at.date()))
                made.append(booking)
    Booking.objects.bulk_create(made)
    return len(made)


def _fitting(offer: Offer, classes: list[Class]) -> list[Class]:
    """Classes of the offer's grades or levels, those of its own municipality when there are any."""
    page = offer.pages.get(locale__language_code="da")
    grades = range(page.grade_min or 0, (10 if page.grade_max is None else page.grade_max) + 1)
    fit = [row for row in classes if row[1].grade in grades or row[1].level in page.youth_levels]
    home = offer.host.municipality_id
    near = [row for row in fit if row[1].school.organisation.municipality_id == home]
    return near or fit or classes


def _free(classes: list[Class], start: int, occurrence: Occurrence, busy: set[tuple[int, date]]) -> Class:
    """The next class in turn that is not out already on that day."""
    turns = [classes[(start + step) % len(classes)] for step in range(len(classes))]
    day = occurrence.starts_at.date()
    return next((row for row in turns if (row[1].pk, day) not in busy), turns[0])


def _booking(occurrence: Occurrence, teacher: User, group: Group, number: int, now: datetime) -> Booking | None:
    if number % 2 == 0:
        return None
    state = _state(occurrence, number, now)
    places = 1 if occurrence.unit == CapacityUnit.GROUPS else min(20, occurrence.capacity)
    if state in {BookingState.PENDING, BookingState.CONFIRMED, BookingState.ATTENDED, BookingState.NO_SHOW}:
        Occurrence.objects.filter(pk=occurrence.pk).update(taken=places, version=2)
    return Booking(
        reference=f"D{number:03d}-{uuid5(NAMESPACE, str(number)).hex[:4].upper()}",
        occurrence=occurrence,
        school=group.school,
        group=group,
        state=state,
        places=places,
        pupils=places if occurrence.unit == CapacityUnit.PUPILS else 18 + number % 8,
        adults=2,
        needs=NEEDS[number % len(NEEDS)],
        contact=teacher,
        contact_phone=teacher.phone or "55 00 12 98",
        idempotency_key=uuid5(NAMESPACE, f"booking {number}"),
        submission="demo",
        expires_at=_deadline(occurrence, state, now),
        reason=REASONS.get(state, ""),
        ended_by=ENDED_BY.get(state, ""),
        answered_at=now if state in ANSWERED else None,
    )


def _state(occurrence: Occurrence, number: int, now: datetime) -> BookingState:
    if occurrence.starts_at < now:
        return BookingState.NO_SHOW if number % 11 == 0 else BookingState.ATTENDED
    return STATES[number // 2 % len(STATES)]


def _deadline(occurrence: Occurrence, state: BookingState, now: datetime) -> datetime | None:
    if state == BookingState.PENDING:
        return min(now + timedelta(days=3), occurrence.closes_at or occurrence.starts_at)
    return None
