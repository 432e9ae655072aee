"""A weekly series, its holidays and its busy weeks."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from companies.models import PeakSeason
from offers.series import Planned, Wish, busy_warning, days_of, plan

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
LONG_AGO = datetime(2026, 1, 1, tzinfo=COPENHAGEN)


def wish(first: str, last: str, *, weekday: int = 2, skip_busy: bool = True) -> Wish:
    """A weekday (0 is Monday) from 9 to 11.30 between two days."""
    return Wish(weekday, time(9), time(11, 30), date.fromisoformat(first), date.fromisoformat(last), skip_busy)


def planned(asked: Wish, *, now: datetime = LONG_AGO, **more: object) -> list[Planned]:
    """The plan in Denmark."""
    return plan(asked, country="DK", now=now, **more)  # type: ignore[arg-type]  # passed on as they are


def kept(dates: list[Planned]) -> list[str]:
    """The days that are made."""
    return [f"{date.starts_at:%m-%d}" for date in dates if not date.left_out]


def test_the_first_and_the_last_day_belong_to_the_series() -> None:
    assert [str(day) for day in days_of(wish("2027-04-07", "2027-04-21"))] == [
        "2027-04-07",
        "2027-04-14",
        "2027-04-21",
    ]
    assert not list(days_of(wish("2027-04-08", "2027-04-13")))


def test_school_holidays_and_public_holidays_are_left_out() -> None:
    dates = planned(wish("2027-02-10", "2027-05-12", weekday=3))
    out = {f"{row.starts_at:%m-%d}": row.left_out for row in dates if row.left_out}
    assert set(out) == {"02-18", "03-25", "05-06"}
    assert kept(dates)[0] == "02-11"


def test_nine_o_clock_stays_nine_o_clock_across_both_changes_of_the_clocks() -> None:
    spring = planned(wish("2027-03-17", "2027-04-14"))
    autumn = planned(wish("2026-10-07", "2026-11-11"))
    for row in (*spring, *autumn):
        assert (row.starts_at.astimezone(COPENHAGEN).time(), row.ends_at.astimezone(COPENHAGEN).time()) == (
            time(9),
            time(11, 30),
        )
    offsets = {row.starts_at.astimezone(COPENHAGEN).utcoffset() for row in spring}
    assert len(offsets) == 2


def test_busy_weeks_are_left_out_or_warned_of() -> None:
    """OP-25: dates must not collide with the company's high season."""
    harvest = PeakSeason(first_week=16, last_week=17)
    assert kept(planned(wish("2027-04-14", "2027-05-05"), seasons=[harvest])) == ["04-14", "05-05"]
    all_dates = planned(wish("2027-04-14", "2027-05-05", skip_busy=False), seasons=[harvest])
    assert kept(all_dates) == ["04-14", "04-21", "04-28", "05-05"]
    assert [bool(row.warning) for row in all_dates] == [False, True, True, False]
    assert busy_warning(date(2027, 4, 14), [harvest]) == ""


def test_busy_weeks_may_wrap_the_new_year() -> None:
    """OP-25: a season from week 49 to week 2."""
    christmas = PeakSeason(first_week=49, last_week=2)
    assert busy_warning(date(2027, 1, 13), [christmas])
    assert not busy_warning(date(2027, 1, 20), [christmas])


def test_what_is_there_already_or_past_is_not_made_again() -> None:
    first = planned(wish("2027-04-07", "2027-04-21"))
    again = planned(wish("2027-04-07", "2027-04-21"), existing=[first[0].starts_at], now=first[1].starts_at)
    assert kept(again) == ["04-21"]
