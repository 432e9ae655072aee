"""Plates are the same for ever, small, and whole."""

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import plates, scenes
from content.plate_parts import INKS
from content.plate_things import CODES, thing

INDUSTRIES = sorted(CODES)
MOST_BYTES = 1499
KEYS = [str(key) for key in range(400)]


def test_there_are_the_sixteen_industries() -> None:
    assert set(INDUSTRIES) == set(plates.INK_SETS) == set(plates.DOOR_INKS)
    assert len(INDUSTRIES) == 16


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_a_card_plate_is_small_whatever_the_key(industry: str) -> None:
    assert max(len(plates.plate(industry, key).encode()) for key in KEYS) <= MOST_BYTES


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_offers_of_one_trade_do_not_look_alike(industry: str) -> None:
    assert len({plates.plate(industry, key) for key in KEYS}) > 350


def test_a_plate_never_changes() -> None:
    drawn = "".join(plates.plate(industry, key) for industry in INDUSTRIES for key in ("1", "2", "3"))
    assert sha256(drawn.encode()).hexdigest()[:16] == "e1c5833331b44bb6"


@given(industry=st.sampled_from(INDUSTRIES), key=st.text(max_size=40))
def test_every_drawing_is_sound_xml_and_decoration(industry: str, key: str) -> None:
    for drawn in (plates.plate(industry, key), plates.wide_plate(industry, key), plates.mail_plate(industry, key)):
        root = ElementTree.fromstring(drawn)  # noqa: S314  our own drawing
        assert root.attrib["aria-hidden"] == "true"
        assert "id" not in {name for node in root.iter() for name in node.attrib}
        assert "nan" not in drawn


@given(industry=st.sampled_from(INDUSTRIES), key=st.text(max_size=40))
def test_two_to_four_people_walk_and_the_last_is_tall(industry: str, key: str) -> None:
    crowd = plates.people(plates.seed_of(industry, key))
    heights = [int(tall) for tall in re.findall(r"72v-(\d+)a", crowd)]
    assert 2 <= len(heights) <= 4
    assert heights[-1] == 15
    assert max(heights[:-1]) <= 10


@pytest.mark.parametrize("industry", sorted(plates.READ_FROM_LEFT))
def test_charts_and_screens_are_never_mirrored(industry: str) -> None:
    assert not any("matrix(-1" in plates.plate(industry, key) for key in KEYS)


def test_about_half_of_the_others_are_mirrored() -> None:
    mirrored = sum("matrix(-1" in plates.plate("energy", key) for key in KEYS)
    assert 150 < mirrored < 250


def test_an_unknown_trade_gets_the_plate_of_public_service() -> None:
    assert plates.plate("astrology", "7") == plates.plate("public", "7")
    assert plates.door("") == plates.door("public")
    assert thing("public") in scenes.walk_to("astrology")


def test_a_key_from_outside_cannot_write_into_the_drawing() -> None:
    assert "<script" not in plates.plate("food", '"><script>') + plates.wide_plate("food", '"><script>')


def test_a_partnership_shows_both_trades() -> None:
    both = plates.wide_plate("health", "9", second="it")
    assert thing("health") in both
    assert thing("it") in both


def test_a_mail_has_colours_instead_of_classes_except_for_the_bridge() -> None:
    for industry in INDUSTRIES:
        assert set(re.findall(r'class="([^"]+)"', plates.mail_plate(industry, "1"))) == {"bro"}
        assert "var(" not in plates.mail_plate(industry, "1")


def test_the_inks_of_mails_are_those_of_the_stylesheet() -> None:
    css = (Path(__file__).parents[2] / "static/skolebro/css/inks.css").read_text(encoding="utf-8")
    assert re.findall(r"--[gabcd]: (#[0-9A-F]+);", css) == [colour for inks in INKS for colour in inks]


def test_only_the_bridge_lies_over_a_photograph() -> None:
    over = plates.bridge_over_photo("12")
    assert over.count("<path") == 1
    assert 'class="bro"' in over


@pytest.mark.parametrize("scene", [scenes.hero_scene, scenes.lighthouse, scenes.crane, lambda: scenes.walk_to("food")])
def test_scenes_are_sound_and_carried_by_a_bridge(scene: Callable[[], str]) -> None:
    drawn = scene()
    ElementTree.fromstring(drawn)  # noqa: S314  our own drawing
    assert 'class="bro"' in drawn
