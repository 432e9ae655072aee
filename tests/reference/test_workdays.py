"""Working days, holidays and distances: pure functions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.geography import Point, bounding_box, distance_km, minutes_by_road
from reference.workdays import (
    easter_monday,
    is_public_holiday,
    is_school_holiday,
    is_working_day,
    iso_weeks,
    working_days_after,
    working_days_before,
)

DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2031, 12, 31))
PLACES = st.tuples(st.floats(54, 58), st.floats(8, 15)).map(lambda pair: Point(*pair))


@pytest.mark.parametrize(
    "day",
    ["2026-01-01", "2026-04-03", "2026-04-06", "2026-05-14", "2026-05-25", "2026-06-05", "2026-12-24", "2026-12-25"],
)
def test_danish_holidays_are_no_working_days(day: str) -> None:
    """New Year, Easter, Ascension, Whitsun, Constitution Day, Christmas."""
    assert is_public_holiday(date.fromisoformat(day))
    assert not is_working_day(date.fromisoformat(day))


def test_great_prayer_day_is_a_working_day_since_2024() -> None:
    """1 May 2026 is a Friday; the fourth Friday after Easter too."""
    assert is_working_day(date(2026, 5, 1))


@pytest.mark.parametrize(("day", "free"), [("2026-06-05", False), ("2026-06-06", True), ("2026-06-20", True)])
def test_sweden_has_its_own_holidays(day: str, free: bool) -> None:
    """National Day and Midsummer, not the Danish Constitution Day."""
    assert is_public_holiday(date.fromisoformat(day), "SE") is free


@pytest.mark.parametrize(("day", "before"), [("2026-04-07", "2026-04-01"), ("2026-12-28", "2026-12-23")])
def test_holidays_are_stepped_over(day: str, before: str) -> None:
    """One working day before the Tuesday after Easter is the Wednesday before it."""
    assert working_days_before(date.fromisoformat(day), 1) == date.fromisoformat(before)


@given(day=DAYS, number=st.integers(1, 15))
def test_there_and_back_again(day: date, number: int) -> None:
    """Every step lands on a working day, and exactly so many lie between."""
    before = working_days_before(day, number)
    assert is_working_day(before)
    between = [before + timedelta(days=step) for step in range((day - before).days)]
    assert sum(is_working_day(one) for one in between) == number
    assert working_days_after(before, 0) == before


@given(first=DAYS, length=st.integers(0, 400))
def test_weeks_of_a_span_are_each_named_once(first: date, length: int) -> None:
    """Whatever day it begins on, across new years."""
    last = first + timedelta(days=length)
    expected = {(first + timedelta(days=step)).isocalendar()[:2] for step in range(length + 1)}
    found = list(iso_weeks(first, last))
    assert len(found) == len(set(found))
    assert set(found) <= expected
    assert expected - set(found) <= {last.isocalendar()[:2]}


@pytest.mark.parametrize(("year", "day"), [(2026, date(2026, 4, 6)), (2027, date(2027, 3, 29))])
def test_easter_is_where_the_calendar_has_it(year: int, day: date) -> None:
    """The Monday."""
    assert easter_monday(year) == day


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        ("2026-07-15", True),
        ("2026-10-14", True),
        ("2027-02-17", True),
        ("2026-12-23", True),
        ("2026-03-30", True),
        ("2026-09-15", False),
        ("2026-11-25", False),
    ],
)
def test_school_holidays_are_left_out_of_series(day: str, closed: bool) -> None:
    """OP-25: summer, week 42, week 7, Christmas and Easter."""
    assert is_school_holiday(date.fromisoformat(day)) is closed


def test_a_known_distance() -> None:
    """Copenhagen to Aarhus is 157 km as the crow flies."""
    assert distance_km(Point(55.6761, 12.5683), Point(56.1629, 10.2039)) == pytest.approx(157, abs=1.5)


@given(here=PLACES, there=PLACES)
def test_distances_are_the_same_both_ways(here: Point, there: Point) -> None:
    """And never negative."""
    assert distance_km(here, there) == pytest.approx(distance_km(there, here), abs=1e-6)
    assert distance_km(here, there) >= 0


@given(here=PLACES, there=PLACES, km=st.floats(1, 200))
def test_the_box_holds_every_place_within_reach(here: Point, there: Point, km: float) -> None:
    """It may hold more, never less."""
    box = bounding_box(here, km)
    if distance_km(here, there) <= km:
        assert box.south <= there.latitude <= box.north
        assert box.west <= there.longitude <= box.east


@pytest.mark.parametrize(("km", "minutes"), [(0, 5), (2, 5), (10, 15), (30, 50)])
def test_minutes_are_rounded_to_fives(km: float, minutes: int) -> None:
    """Nobody reads «ca. 17 minutter»."""
    assert minutes_by_road(km) == minutes
