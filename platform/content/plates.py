"""Plates: small pictures of a trade on a bridge, made by pure functions of industry and key (look.md §6).

The same offer always has the same plate, in any language, list or year. Plates are decoration, never the bearer of
a fact. A card plate is at most 1,499 bytes.
"""

from zlib import crc32

from content.plate_parts import CARD, INKS, WIDE, arches, cloud, deck, moved, person, sun, svg, truss
from content.plate_things import CODES, thing

INK_SETS = {
    "food": (3, 2, 6),
    "farming": (5, 3, 6),
    "building": (5, 1, 3),
    "energy": (1, 0, 5),
    "transport": (1, 6, 4),
    "health": (5, 4, 0),
    "it": (0, 4, 1),
    "finance": (5, 0, 4),
    "media": (4, 1, 2),
    "research": (4, 1, 0),
    "retail": (3, 2, 6),
    "tourism": (5, 1, 0),
    "public": (5, 2, 4),
    "water": (6, 1, 0),
    "industry": (0, 2, 1),
    "crafts": (2, 6, 1),
}
DOOR_INKS = {
    **{"food": 6, "farming": 3, "building": 5, "energy": 5, "transport": 1, "health": 4, "it": 0, "finance": 0},
    **{"media": 1, "research": 4, "retail": 2, "tourism": 1, "public": 2, "water": 1, "industry": 0, "crafts": 6},
}
READ_FROM_LEFT = frozenset({"finance", "it"})
FALLBACK = "public"
HILLS = ("M0 72V50q34 14 70 2t90 6v14z", "M0 72V58q40-26 80-6t80-10v30z", "M58 72a58 42 0 0 1 116 0z")
GROUND = '<path class="g" d="M0 0h160v101H0z"/>'
WIDE_BOX, WIDE_FIT = "-80 0 320 100", ' preserveAspectRatio="xMaxYMax slice"'
WIDE_GROUND = (
    '<path class="g" d="M-80 0h320v101H-80z"/>'
    '<path class="d" opacity=".16" d="M-80 72V50q50-22 100-4t100 0 120-8v34z"/>'
    '<path class="c" opacity=".4" d="M-20 26h30a6 6 0 0 0 0-12H5a11 11 0 0 0-21 0h-4a6 6 0 0 0 0 12z"/>'
    '<circle class="a" opacity=".85" cx="40" cy="22" r="11"/>'
)


def known(industry: str) -> str:
    """The industry itself, or the one that stands for all others."""
    return industry if industry in CODES else FALLBACK


def seed_of(industry: str, key: str) -> int:
    """A number that never changes for the same industry and key."""
    return crc32(f"{industry}:{key}".encode())


def inks_of(industry: str, seed: int) -> int:
    """Which of the seven sets of inks."""
    return INK_SETS[industry][(seed >> 7) % 3]


def plate(industry: str, key: str) -> str:
    """The plate of a card, 160 × 100."""
    trade = known(industry)
    seed = seed_of(trade, key)
    layers = (GROUND, _sky(seed), _thing(trade, seed), people(seed), deck(CARD, _openings(seed, 0, 160)))
    return svg("".join(layers), inks=inks_of(trade, seed), box="0 0 160 100")


def _sky(seed: int) -> str:
    shining = sun((30, 34, 54)[(seed >> 11) % 3], (16, 22, 28)[(seed >> 13) % 3], 8 + (seed >> 19) % 5)
    clouded = cloud(13 + (seed >> 23) % 27) if seed >> 15 & 1 else ""
    return f'{shining}{clouded}<path class="d" opacity=".2" d="{HILLS[(seed >> 17) % 3]}"/>'


def _thing(industry: str, seed: int) -> str:
    if seed >> 21 & 1 and industry not in READ_FROM_LEFT:
        return f'<g transform="matrix(-1 0 0 1 206 0)">{thing(industry, seed)}</g>'
    return thing(industry, seed)


def people(seed: int, most: int = 4) -> str:
    """Two to four people who come from the left, the last one tall."""
    count = min(2 + seed % 3, most)
    return "".join(
        person(6 + 11 * i, 15 if i == count - 1 else 8 + (seed >> 3 + i) % 3, "abc"[(seed >> 2 * i) % 3])
        for i in range(count)
    )


def _openings(seed: int, left: int, right: int) -> str:
    if (seed >> 9) % 4 == 0:
        return truss(left, right)
    return arches(left, right, (2 + (seed >> 5) % 4) * (right - left) // 160)


def wide_plate(industry: str, key: str, second: str | None = None) -> str:
    """The plate of a page, 320 × 100: two groups of people on a long bridge; when it is cut, its right end shows.

    With a `second` industry two things stand on it: a partnership.
    """
    trade = known(industry)
    seed = seed_of(trade, key)
    if second:
        scene = moved(thing(known(second), seed), -72) + moved(thing(trade, seed), 72)
        crowd = moved(people(seed), -80) + moved(people(seed >> 4, most=3), 79)
    else:
        scene = moved(thing(trade, seed), 44)
        crowd = moved(people(seed), -50) + moved(people(seed >> 4), 44)
    bridge = deck(WIDE, _openings(seed, -80, 240))
    return on_wide_ground(scene + crowd + bridge, inks_of(trade, seed))


def on_wide_ground(inside: str, inks: int) -> str:
    """Something on the wide ground with its hills, cloud and sun."""
    return svg(WIDE_GROUND + inside, inks=inks, box=WIDE_BOX, more=WIDE_FIT)


def door(industry: str) -> str:
    """The thing alone, to stand in a doorway."""
    trade = known(industry)
    threshold = '<path class="bro" d="M42 72h124v11H42z"/>'
    inside = f'<path class="g" d="M42-42h124V82H42z"/>{thing(trade)}{threshold}'
    return svg(inside, inks=DOOR_INKS[trade], box="42 -42 124 124")


def bridge_over_photo(key: str) -> str:
    """Only the bridge, to be laid over the foot of a photograph, so that both kinds of card share one viaduct."""
    return svg(deck(CARD, _openings(seed_of("photo", key), 0, 160)), inks=0, box="0 72 160 28", css="over ")


def in_hex(drawing: str, inks: int, under: str = "#ffffff") -> str:
    """A drawing with colours instead of classes; the bridge keeps its class, so that a dark mail can darken it."""
    colours = INKS[inks]
    for name, colour in zip("gabcd", colours, strict=True):
        drawing = drawing.replace(f'class="{name}"', f'fill="{colour}"')
    strokes = {"s": (colours.dark, "2.5"), "l": (colours.light, "1.5")}
    for name, (colour, width) in strokes.items():
        line = f'fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round"'
        drawing = drawing.replace(f'class="{name}"', line)
    drawing = drawing.replace('class="bro"', f'class="bro" fill="{under}"').replace("var(--a)", colours.warm)
    return drawing.replace(f'class="tavle t{inks}"', 'width="100%"')


def mail_plate(industry: str, key: str) -> str:
    """The wide plate for a mail."""
    trade = known(industry)
    return in_hex(wide_plate(trade, key), inks_of(trade, seed_of(trade, key)))
