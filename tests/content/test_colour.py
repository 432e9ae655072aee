"""One picked colour becomes two that can be read."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from content.colour import DARK_SURFACE, WHITE, AccentPair, accent_pair, contrast, from_oklch, to_oklch

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


def turn(one: str, other: str) -> float:
    """How far apart two hues are, in degrees."""
    apart = abs(to_oklch(one)[2] - to_oklch(other)[2]) * 180 / 3.141592653589793
    return min(apart, 360 - apart)


@given(COLOURS)
@example("#000000")
@example("#FFFFFF")
@example("#FFFF00")
@example("#0000FF")
def test_white_reads_on_the_day_colour_and_the_night_colour_reads_in_the_dark(picked: str) -> None:
    pair = accent_pair(picked)
    assert contrast(WHITE, pair.day) >= 7
    assert contrast(pair.night, DARK_SURFACE) >= 7


@given(COLOURS.filter(lambda colour: to_oklch(colour)[1] > 0.08))
def test_the_hue_stays_what_the_editor_picked(picked: str) -> None:
    pair = accent_pair(picked)
    for made in (pair.day, pair.night):
        assert to_oklch(made)[1] < 0.03 or turn(made, picked) < 8


@given(COLOURS)
def test_what_is_dark_enough_already_stays_as_it_is(picked: str) -> None:
    if contrast(WHITE, picked) >= 7.2:
        assert accent_pair(picked).day == picked


@given(COLOURS)
def test_a_colour_survives_the_way_to_oklch_and_back(picked: str) -> None:
    back = from_oklch(*to_oklch(picked))
    assert all(abs(int(back[i : i + 2], 16) - int(picked[i : i + 2], 16)) <= 1 for i in (1, 3, 5))


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways_and_between_1_and_21(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.01


def test_contrast_is_what_wcag_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("picked", ["#0F5A4E", "#74305F", "#1D4E89"])
def test_the_colours_of_the_demo_municipalities_are_kept_by_day(picked: str) -> None:
    assert accent_pair(picked) == AccentPair(picked, accent_pair(picked).night)


def test_short_forms_and_missing_signs_are_understood() -> None:
    assert accent_pair("#05a") == accent_pair("0055AA") == accent_pair(" #0055aa ")


@pytest.mark.parametrize("text", ["", "green", "#12", "#12345", "#1234567", "rgb(1,2,3)", "#GGGGGG", "#0F5A4E;}"])
def test_what_is_no_colour_is_refused_in_clear_words(text: str) -> None:
    with pytest.raises(ValueError, match="is not a colour such as #0F5A4E"):
        accent_pair(text)
