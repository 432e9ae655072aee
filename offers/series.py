"""A weekly series of dates, with the days left out on which nobody would come or the company is too busy."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from companies.models import PeakSeason
from reference.workdays import is_public_holiday, is_school_holiday

MOST_DATES = 80
A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Wish:
    """One weekday between two days, at one time of the day."""

    weekday: int
    begins: time
    ends: time
    first_day: date
    last_day: date
    skip_busy: bool = True
    except_days: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Planned:
    """One date of the series; `left_out` says why it is not made, `warning` what to think of."""

    starts_at: datetime
    ends_at: datetime
    left_out: str = ""
    warning: str = ""


def moment(day: date, clock: time) -> datetime:
    """A time of a day as people at the place read their clocks, summer and winter."""
    return timezone.make_aware(datetime.combine(day, clock))


def days_of(wish: Wish) -> Iterator[date]:
    """Every such weekday, first and last day included."""
    day = wish.first_day + timedelta(days=(wish.weekday - wish.first_day.weekday()) % 7)
    while day <= wish.last_day:
        yield day
        day += A_WEEK


def busy_on(day: date, seasons: Iterable[PeakSeason]) -> PeakSeason | None:
    """The busy weeks a day lies in (contract OP-25)."""
    week = day.isocalendar().week
    return next((season for season in seasons if season.covers(week)), None)


def busy_warning(day: date, seasons: Iterable[PeakSeason]) -> str:
    """What to think of before promising a visit on this day; empty outside busy weeks."""
    season = busy_on(day, seasons)
    if season is None:
        return ""
    return _("Week %(week)s is one of your busy weeks") % {"week": day.isocalendar().week}


def closed_because(day: date, country: str) -> str:
    """Why no class comes on a day; empty on an ordinary one."""
    if is_public_holiday(day, country):
        return _("public holiday")
    return _("school holiday") if is_school_holiday(day) else ""


def plan(
    wish: Wish, *, country: str, seasons: Iterable[PeakSeason] = (), existing: Iterable[datetime] = (), now: datetime
) -> list[Planned]:
    """The dates of a series and those left out, with the reason; at most MOST_DATES are looked at."""
    busy, there = list(seasons), set(existing)
    planned = []
    for day in list(days_of(wish))[:MOST_DATES]:
        starts_at, ends_at = moment(day, wish.begins), moment(day, wish.ends)
        warning = busy_warning(day, busy)
        reasons = (
            _("already past") if starts_at <= now else "",
            closed_because(day, country),
            _("you left it out") if day in wish.except_days else "",
            _("already in your calendar") if starts_at in there else "",
            warning if wish.skip_busy else "",
        )
        planned.append(Planned(starts_at, ends_at, next(filter(None, reasons), ""), warning))
    return planned
