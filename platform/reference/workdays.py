"""Working days and holidays: Danish and Swedish public holidays from the holidays library, school holidays as data."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

import holidays

ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=8)
def _public_holidays(country: str) -> holidays.HolidayBase:
    found: holidays.HolidayBase = holidays.country_holidays(country)
    return found


def is_public_holiday(day: date, country: str = "DK") -> bool:
    """Whether shops and schools are closed by law; Christmas Eve and Constitution Day count in Denmark."""
    if country == "DK" and (day.month, day.day) in {(6, 5), (12, 24), (12, 31)}:
        return True
    if country == "SE" and day.weekday() == 6:
        return False
    return day in _public_holidays(country)


def is_working_day(day: date, country: str = "DK") -> bool:
    """Monday to Friday, public holidays left out."""
    return day.weekday() < 5 and not is_public_holiday(day, country)


def working_days_before(day: date, number: int, country: str = "DK") -> date:
    """The day that lies `number` working days before `day`."""
    return _step(day, number, -ONE_DAY, country)


def working_days_after(day: date, number: int, country: str = "DK") -> date:
    """The day that lies `number` working days after `day`."""
    return _step(day, number, ONE_DAY, country)


def _step(day: date, number: int, step: timedelta, country: str) -> date:
    left = number
    while left > 0:
        day += step
        left -= is_working_day(day, country)
    return day


def iso_weeks(first: date, last: date) -> Iterator[tuple[int, int]]:
    """(ISO year, ISO week) of every week touched by a span of days."""
    day = first
    while day <= last:
        yield day.isocalendar()[:2]
        day += 7 * ONE_DAY


def easter_monday(year: int) -> date:
    """Easter Monday of a year, as the Danish calendar has it."""
    return next(
        day
        for day, name in sorted(_year("DK", year).items())
        if "2. påskedag" in name.lower() or "easter monday" in name.lower()
    )


@lru_cache(maxsize=64)
def _year(country: str, year: int) -> dict[date, str]:
    return dict(holidays.country_holidays(country, years=year))


def is_school_holiday(day: date) -> bool:
    """Whether Danish schools are usually closed: summer, week 42, Christmas, week 7, the days around Easter."""
    week = day.isocalendar().week
    if week in {7, 42} or day.month == 7:
        return True
    if (day.month == 6 and day.day >= 26) or (day.month == 8 and day.day <= 9):
        return True
    if (day.month == 12 and day.day >= 21) or (day.month == 1 and day.day <= 3):
        return True
    return timedelta(0) <= easter_monday(day.year) - day <= timedelta(days=9)
