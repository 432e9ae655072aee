"""Good weeks for a visit, with the reason in words: no holiday, no busy weeks, classes that ask (OP-24, OP-25)."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.models import Booking, VisitWindow
from bookings.models.wish import LIVE_WISHES
from content.words import day_and_month
from offers.calendar_checks import Calendar, calendar_for_host, calendar_for_school
from offers.models import Occurrence, Offer
from offers.terms import country_of
from reference.workdays import working_days_after
from schools.models import School

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
LOOKED_AT, NUMBER, SCHOOL_DAYS = 26, 4, 5
Month = tuple[int, int]


@dataclass(frozen=True)
class GoodWeek:
    """A week and why it is good, the strongest reason last; `monday` and `friday` are its days."""

    monday: date
    reasons: tuple[str, ...]

    @property
    def friday(self) -> date:
        """The last school day."""
        return self.monday + 4 * A_DAY

    @property
    def number(self) -> int:
        """The ISO week."""
        return self.monday.isocalendar().week

    @property
    def days(self) -> str:
        """«18.–22. januar», «29. marts – 2. april»."""
        first, last = day_and_month(self.monday), day_and_month(self.friday)
        if self.monday.month != self.friday.month:
            return f"{first} – {last}"
        return f"{first.split()[0]}–{last}"

    @property
    def why(self) -> str:
        """The reasons as one line."""
        return ", ".join(self.reasons)


def propose(
    calendar: Calendar,
    *,
    first: date,
    asked: Mapping[Month, int] | None = None,
    dated: Collection[date] = (),
    number: int = NUMBER,
) -> list[GoodWeek]:
    """The best of the coming weeks in the order of the calendar; nothing is read from the database.

    Only weeks in which nothing speaks against any of the five school days. Those come first that most classes have
    `asked` for, by month, then those without a date of their own (`dated`: Mondays), then the nearest.
    """
    wanted = asked or {}
    free = [monday for monday in _mondays(first) if all(map(calendar.is_free, _school_days(monday)))]
    ranked = sorted(free, key=lambda monday: (-wanted.get(_month(monday), 0), monday in dated, monday))
    best = sorted(ranked[:number])
    return [GoodWeek(monday, _reasons(calendar, monday, wanted, is_dated=monday in dated)) for monday in best]


def _mondays(first: date) -> Iterator[date]:
    """The coming Mondays, beginning with the first whole week."""
    monday = first + A_DAY * (-first.weekday() % 7)
    for _number in range(LOOKED_AT):
        yield monday
        monday += A_WEEK


def _school_days(monday: date) -> list[date]:
    return [monday + A_DAY * number for number in range(SCHOOL_DAYS)]


def _month(monday: date) -> Month:
    """The month most of the week lies in."""
    thursday = monday + 3 * A_DAY
    return thursday.year, thursday.month


def _reasons(calendar: Calendar, monday: date, asked: Mapping[Month, int], *, is_dated: bool) -> tuple[str, ...]:
    number = asked.get(_month(monday), 0)
    said = [
        _("no holiday"),
        _not_busy(calendar),
        _("your school has nothing else") if calendar.closed and calendar.at_school else "",
        "" if is_dated or calendar.at_school else _("you have no date yet that week"),
        _asked_words(number, monday) if number else "",
    ]
    return tuple(reason for reason in said if reason)


def _not_busy(calendar: Calendar) -> str:
    if not calendar.seasons:
        return ""
    if calendar.host:
        return _("not a busy time for %(host)s") % {"host": calendar.host}
    return _("not one of your busy weeks")


def _asked_words(number: int, monday: date) -> str:
    words = ngettext("%(n)s class has asked for %(month)s", "%(n)s classes have asked for %(month)s", number)
    return words % {"n": number, "month": date_format(monday + 3 * A_DAY, "F")}


def _first_day(offer: Offer, now: datetime) -> date:
    """The first day a class could still book."""
    return working_days_after(timezone.localtime(now).date(), offer.close_days, country_of(offer)) + A_DAY


def asked_by_month(offer: Offer) -> Counter[Month]:
    """How many classes wish for a day of each month, or wait for a place in it. Two queries."""
    wishes = VisitWindow.objects.filter(request__offer=offer, request__state__in=LIVE_WISHES)
    waiting = Booking.objects.waiting().filter(occurrence__offer=offer)
    said = {("wish", pk, _month_of(moment)) for pk, moment in wishes.values_list("request_id", "starts_at")}
    in_line = waiting.values_list("group_id", "occurrence__starts_at")
    said |= {("line", pk, _month_of(moment)) for pk, moment in in_line}
    return Counter(month for _kind, _pk, month in said)


def _month_of(moment: datetime) -> Month:
    day = timezone.localtime(moment)
    return day.year, day.month


def good_weeks_for_host(offer: Offer, now: datetime) -> list[GoodWeek]:
    """For the host who adds dates: away from holidays and busy weeks, towards those who have asked."""
    coming = Occurrence.objects.filter(offer=offer).standing().coming(now).values_list("starts_at", flat=True)
    days = [timezone.localtime(moment).date() for moment in coming]
    dated = {day - A_DAY * day.weekday() for day in days}
    return propose(calendar_for_host(offer), first=_first_day(offer, now), asked=asked_by_month(offer), dated=dated)


def good_weeks_for_school(offer: Offer, school: School | None, now: datetime) -> list[GoodWeek]:
    """For the teacher who wishes for a day: what others have asked for is not told."""
    return propose(calendar_for_school(offer, school), first=_first_day(offer, now))
