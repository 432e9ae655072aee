"""Long pictures that are always the same: the hero's bridge, the lighthouse, the missing span, the way to a visit."""

from content.plate_parts import deck, moved, svg, walker
from content.plate_things import thing
from content.plates import known, on_wide_ground, people, wide_plate

SCHOOL = (
    '<path class="c" d="M96 132V74h200v58z"/><path class="b" d="M84 78l26-34h172l26 34z"/>'
    '<path class="a" d="M176 132V44l24-24 24 24v88z"/><circle class="c" cx="200" cy="52" r="9"/>'
    '<path class="d" d="M190 132v-26a10 10 0 0 1 20 0v26zM112 90h22v20h-22zm30 0h22v20h-22zm94 0h22v20h-22z'
    'm30 0h22v20h-22z"/><path class="s" d="M200 46v6h5"/>'
)
HERO_SKY = (
    '<circle class="a" cx="640" cy="44" r="30"/>'
    '<path class="c" opacity=".28" d="M400 60h70a12 12 0 0 0 0-24h-10a22 22 0 0 0-42 0h-18a12 12 0 0 0 0 24z'
    'M800 44h56a10 10 0 0 0 0-20h-8a18 18 0 0 0-34 0h-14a10 10 0 0 0 0 20z"/>'
)
HERO_PEOPLE = (
    *((352, 18, "b"), (372, 22, "a"), (404, 16, "c"), (520, 20, "a"), (542, 17, "b"), (578, 22, "c")),
    *((600, 18, "a"), (640, 16, "b"), (660, 21, "c"), (700, 19, "a"), (722, 17, "b"), (742, 34, "c")),
)
HERO_DECK = "M0 132h1440v83H0z"
HERO_ARCHES = (
    *("M7 214a73 58 0 0 1 146 0z", "M167 214a73 58 0 0 1 146 0z", "M327 214a73 58 0 0 1 146 0z"),
    "M487 214a233 64 0 0 1 466 0z",
    *("M967 214a73 58 0 0 1 146 0z", "M1127 214a73 58 0 0 1 146 0z", "M1287 214a73 58 0 0 1 146 0z"),
)
VISIT_PEOPLE = (
    *((980, 17, "a"), (1002, 20, "b"), (1024, 16, "c"), (1054, 21, "a"), (1076, 18, "c"), (1110, 19, "b")),
    (1140, 34, "c"),
)
BROKEN = (
    "M-80 72H70l-5 8 6 7-5 14H-80zM240 72H98l4 9-6 6 5 14h139zM-76 100a33 20 0 0 1 66 0zm72 0a31 20 0 0 1 62 0z"
    "m110 0a30 20 0 0 1 60 0zm66 0a32 20 0 0 1 64 0z"
)


def hero_scene() -> str:
    """The long bridge under the search: school on the left, working life on the right, people in between."""
    crowd = "".join(walker(x, tall, ink, deck=132) for x, tall, ink in HERO_PEOPLE)
    trades = (
        ("crafts", 716, 49.2, 1.15),
        ("energy", 812, 24, 1.5),
        ("industry", 990, 27.6, 1.45),
        ("building", 1160, 24, 1.5),
    )
    work = "".join(moved(thing(trade), x, y, scale) for trade, x, y, scale in trades)
    inside = HERO_SKY + SCHOOL + crowd + work + deck(HERO_DECK, "".join(HERO_ARCHES))
    return _long(inside, height=214, fit="xMidYMax")


def walk_to(industry: str) -> str:
    """The class walks towards the thing it booked."""
    crowd = "".join(walker(x, tall, ink, deck=110) for x, tall, ink in VISIT_PEOPLE)
    arches = "".join(f"M{6 + 160 * i} 170a74 44 0 0 1 148 0z" for i in range(9))
    inside = crowd + moved(thing(known(industry)), 1100, 9.2, 1.4) + deck("M0 110h1440v61H0z", arches)
    return _long(inside, height=170, fit="xMaxYMax")


def _long(inside: str, *, height: int, fit: str) -> str:
    return svg(inside, inks=0, box=f"0 0 1440 {height}", more=f' preserveAspectRatio="{fit} slice"', css="scene ")


def lighthouse() -> str:
    """The lighthouse looks for you: nothing fits."""
    return wide_plate("tourism", "lighthouse")


def crane() -> str:
    """A span is missing and the crane is at work: the page that is not there."""
    crowd = moved(people(11), -50)
    return on_wide_ground(moved(thing("building"), 44) + crowd + deck(BROKEN, ""), inks=5)
