"""The words and pictures that every template can use."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import override

from content import icons
from content.statuses import STATUSES
from content.templatetags import look
from content.words import clock, day_long, day_with_year, duration, number_word, time_range, way_there

WINTER = datetime(2027, 2, 9, 8, 0, tzinfo=UTC)
SUMMER = datetime(2027, 5, 9, 7, 30, tzinfo=UTC)


def rendered(source: str, **context: object) -> str:
    """A template's text."""
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("language", "day", "hour"),
    [
        ("da", "tirsdag 9. februar", "9.00"),
        ("sv", "tisdag 9 februari", "9.00"),
        ("en", "Tuesday 9 February", "9:00"),
    ],
)
def test_days_and_times_in_the_voice_of_each_language(language: str, day: str, hour: str) -> None:
    with override(language):
        assert day_long(WINTER) == day
        assert day_with_year(WINTER) == f"{day} 2027"
        assert clock(WINTER) == hour


def test_times_are_those_of_the_place_summer_and_winter() -> None:
    with override("da"):
        assert clock(SUMMER) == "9.30"


def test_a_range_names_both_days_only_when_there_are_two() -> None:
    with override("da"):
        assert time_range(WINTER, WINTER + timedelta(minutes=150)) == "9.00–11.30"
        assert time_range(WINTER, WINTER + timedelta(days=1)) == "9.00 – onsdag 10. februar 9.00"


@pytest.mark.parametrize(
    ("language", "weekday", "month"),
    [("da", "tir.", "feb."), ("sv", "tis.", "feb."), ("en", "Tue", "Feb")],
)
def test_a_leaf_is_cut_as_the_language_cuts(language: str, weekday: str, month: str) -> None:
    with override(language):
        assert look.leaf(WINTER) == {"iso": "2027-02-09", "weekday": weekday, "day": 9, "month": month}


def test_a_month_that_is_not_cut_has_no_full_stop() -> None:
    with override("da"):
        assert look.leaf(SUMMER)["month"] == "maj"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(None, ""), (0, "As long as you like"), (45, "45 minutes"), (60, "1 hour"), (75, "75 minutes"), (120, "2 hours")],
)
def test_durations(minutes: int | None, said: str) -> None:
    with override("en"):
        assert duration(minutes) == said


def test_half_hours_are_halves() -> None:
    with override("en"):
        assert duration(150) == "2½ hours"


def test_small_numbers_are_words_and_large_ones_digits() -> None:
    with override("en"):
        assert [number_word(number) for number in (0, 2, 9, 10)] == ["no", "two", "nine", "10"]


def test_the_way_is_always_about() -> None:
    with override("en"):
        assert way_there(12.4) == "about 12 km"
        assert way_there(0.2) == "about 1 km"


@pytest.mark.parametrize("state", sorted(STATUSES))
def test_a_state_has_icon_word_and_tone(state: str) -> None:
    with override("en"):
        shown = look.status(state)
    assert str(STATUSES[state].word)
    assert "<svg" in shown
    assert f'class="st {STATUSES[state].tone}"' in shown


def test_states_that_mean_different_things_look_different() -> None:
    booking = [name for name in STATUSES if name in {"pending", "confirmed", "declined", "cancelled", "expired"}]
    assert len({(STATUSES[name].icon, STATUSES[name].tone) for name in booking}) == len(booking)


@pytest.mark.parametrize("name", sorted(icons.ICONS))
def test_icons_are_decoration(name: str) -> None:
    assert 'aria-hidden="true"' in icons.icon(name)


def test_an_icon_nobody_drew_is_an_error() -> None:
    with pytest.raises(KeyError):
        icons.icon("rocket")


@pytest.mark.parametrize(
    ("taken", "capacity", "filled", "free"),
    [(1, 4, 1, 3), (4, 4, 4, 0), (6, 4, 4, 0), (0, 1, 0, 1), (2, 60, 0, 0), (None, None, 0, 0)],
)
def test_pips_show_classes_and_nothing_where_pupils_are_counted(
    taken: int | None, capacity: int | None, filled: int, free: int
) -> None:
    shown = look.pips(taken, capacity)
    assert shown.count('class="x"') == filled
    assert shown.count("<i></i>") == free


def test_tags_are_at_hand_in_every_template() -> None:
    shown = rendered(
        '{% plate "it" 3 %}{% door "food" %}{% icon "tick" %}{% mark %}{% scene "hero" %}{% status "live" %}'
    )
    assert shown.count("<svg") == 6


def test_a_page_link_keeps_what_was_asked() -> None:
    request = RequestFactory().get("/tilbud/?fag=mat&fag=nat&side=2")
    assert look.page_query({"request": request}, 3) == "?fag=mat&fag=nat&side=3"  # type: ignore[arg-type]


def test_lines_leave_blank_ones_out() -> None:
    assert look.lines(" one\n\n  two \n") == ["one", "two"]


def test_the_language_of_the_thread_is_left_alone() -> None:
    before = translation.get_language()
    look.leaf(WINTER)
    assert translation.get_language() == before
