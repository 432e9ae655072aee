"""What speaks against a day, as a pure question: no database, no clock."""

from datetime import date

import pytest

from accounts.models import Organisation
from companies.models import PeakSeason
from offers.calendar_checks import Calendar
from schools.models import ClosedPeriod, School

ORDINARY = date(2027, 4, 14)  # a Wednesday
ASCENSION, WINTER_HOLIDAY, SATURDAY = date(2027, 5, 6), date(2027, 2, 16), date(2027, 4, 17)
SCHOOL = School(organisation=Organisation(name="Havneskolen"))


def closed(*, blocks: bool, note: str = "Lejrskole") -> ClosedPeriod:
    """The ordinary week, closed."""
    return ClosedPeriod(school=SCHOOL, first_day=ORDINARY, last_day=date(2027, 4, 16), note=note, blocks=blocks)


def test_nothing_speaks_against_an_ordinary_day() -> None:
    assert Calendar("DK").is_free(ORDINARY)
    assert Calendar("DK", at_school=True).remarks(ORDINARY) == []


@pytest.mark.parametrize("day", [ASCENSION, WINTER_HOLIDAY, SATURDAY, date(2027, 12, 24), date(2027, 6, 5)])
def test_holidays_and_weekends_are_said_and_may_be_passed(day: date) -> None:
    """OP-24: there must be activity at school."""
    remarks = Calendar("DK").remarks(day)
    assert [remark.blocks for remark in remarks] == [False]
    assert remarks[0].sentence


def test_each_country_has_its_own_holidays() -> None:
    """The national day of Sweden, and the Danish winter holiday that Sweden does not have."""
    assert not Calendar("SE").is_free(date(2028, 6, 6))
    assert Calendar("DK").is_free(date(2028, 6, 6))
    assert Calendar("SE").is_free(WINTER_HOLIDAY)


def test_busy_weeks_warn_both_sides_in_their_own_words() -> None:
    """OP-25: the week, whose it is, and why."""
    seasons = (PeakSeason(first_week=15, last_week=16, note="Såning"),)
    to_host = Calendar("DK", seasons).remarks(ORDINARY)
    to_school = Calendar("DK", seasons, host="Nordvind", at_school=True).remarks(ORDINARY)
    assert [remark.blocks for remark in (*to_host, *to_school)] == [False, False]
    for remark in (*to_host, *to_school):
        assert "15" in remark.sentence
        assert "Såning" in remark.sentence
    assert "Nordvind" in to_school[0].sentence
    assert "Nordvind" not in to_host[0].sentence


@pytest.mark.parametrize("blocks", [True, False])
def test_the_schools_closed_days_block_or_warn_from_the_first_to_the_last(blocks: bool) -> None:
    """OP-24: the school's own calendar, told to both sides with the reason."""
    calendar = Calendar("DK", closed=(closed(blocks=blocks),))
    for day, number in ((date(2027, 4, 13), 0), (ORDINARY, 1), (date(2027, 4, 16), 1), (date(2027, 4, 19), 0)):
        found = calendar.remarks(day)
        assert [remark.blocks for remark in found] == [blocks] * number
    assert calendar.remarks(ORDINARY)[0].sentence.startswith("Havneskolen")
    assert calendar.remarks(ORDINARY)[0].sentence.endswith(": Lejrskole")
    own = Calendar("DK", closed=(closed(blocks=blocks, note=""),), at_school=True).remarks(ORDINARY)[0].sentence
    assert "Havneskolen" not in own
    assert ":" not in own


def test_the_gravest_comes_first() -> None:
    """What blocks is read before what only warns."""
    calendar = Calendar("DK", (PeakSeason(first_week=1, last_week=53),), (closed(blocks=True),))
    assert [remark.blocks for remark in calendar.remarks(ORDINARY)] == [True, False]
