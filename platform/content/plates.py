"""Plates: small pictures of a trade on a bridge, made by pure functions of industry and key (look.md §6).

The same offer always has the same plate, in any language, list or year. Plates are decoration, never the bearer of
a fact. A card plate is at most 1,499 bytes.
"""

from zlib import crc32

from content.plate_things import THINGS

INKS: dict[str, tuple[int, int, int]] = {
    "food": (3, 2, 6),
    "farming": (6, 3, 1),
    "building": (5, 3, 2),
    "energy": (1, 0, 5),
    "transport": (3, 1, 5),
    "health": (5, 4, 1),
    "it": (4, 0, 1),
    "finance": (0, 1, 4),
    "media": (2, 4, 1),
    "research": (1, 4, 0),
    "retail": (6, 2, 3),
    "tourism": (5, 1, 3),
    "public": (2, 4, 6),
    "water": (6, 1, 5),
    "industry": (2, 0, 1),
    "crafts": (3, 6, 0),
}
READ_FROM_LEFT = frozenset({"finance", "it"})
DOOR_INKS = {"transport": 1, "health": 4, "it": 0, "media": 1, "research": 4, "retail": 2, "tourism": 1, "water": 1,
             "industry": 0, "crafts": 6, "food": 6, "farming": 3}
HEX = (
    ("#1E6658", "#F4B93E", "#EA7A57", "#D5EAE6", "#0B2A25"),
    ("#2B658A", "#F6C453", "#F08A6A", "#D8EAF1", "#0D2A40"),
    ("#C4523A", "#F9CF74", "#77201A", "#FCE6D7", "#3B120D"),
    ("#EDB949", "#C4482E", "#1E6658", "#FFF5DA", "#3A2A0B"),
    ("#75507E", "#F4BD4C", "#F09A84", "#EEDFF0", "#291730"),
    ("#B5D7DF", "#EBA92C", "#C8492F", "#FFF", "#17414B"),
    ("#8BA25B", "#F8DA80", "#B03C27", "#F4F5E2", "#22301A"),
)
HILLS = ("M0 72V50q34 14 70 2t90 6v14z", "M0 72V58q50-26 92-4t68-6v24z", "M0 72V46q44 22 96 8t64 4v14z")
CLOUD = '<path class="c" opacity=".4" d="M{x} 26h30a6 6 0 0 0 0-12h-5a11 11 0 0 0-21 0h-4a6 6 0 0 0 0 12z"/>'
FALLBACK = "public"


def known(industry: str) -> str:
    """The industry itself, or the one that stands for all others."""
    return industry if industry in THINGS else FALLBACK


def seed_of(industry: str, key: str) -> int:
    """A number that never changes for the same industry and key."""
    return crc32(f"{industry}:{key}".encode())


def inks_of(industry: str, seed: int) -> int:
    """Which of the seven sets of inks."""
    return INKS[industry][(seed >> 7) % 3]


def plate(industry: str, key: str) -> str:
    """The plate of a card, 160 × 100."""
    trade = known(industry)
    seed = seed_of(trade, key)
    layers = (_ground(), _sky(seed, cloudy=trade != "energy"), _thing(trade, seed), _people(seed), _bridge(seed))
    return f'<svg class="tavle t{inks_of(trade, seed)}" viewBox="0 0 160 100" aria-hidden="true">{"".join(layers)}</svg>'


def _ground() -> str:
    return '<path class="g" d="M0 0h160v101H0z"/>'


def _sky(seed: int, *, cloudy: bool) -> str:
    sun = f'<circle class="a" opacity=".9" cx="{26 + (seed >> 11) % 5 * 5}" cy="{24 + (seed >> 13) % 3 * 4}" r="10"/>'
    cloud = CLOUD.format(x=20) if cloudy and (seed >> 15) % 2 else ""
    return f'{sun}{cloud}<path class="d" opacity=".2" d="{HILLS[(seed >> 17) % 3]}"/>'


def _thing(industry: str, seed: int) -> str:
    drawn = "".join(THINGS[industry])
    if seed >> 21 & 1 and industry not in READ_FROM_LEFT:
        return f'<g transform="matrix(-1 0 0 1 206 0)">{drawn}</g>'
    return drawn


def _people(seed: int) -> str:
    count = 2 + seed % 3
    return "".join(
        _person(6 + 11 * i, 15 if i == count - 1 else 8 + (seed >> 3 + i) % 3, "abc"[(seed >> 2 * i) % 3])
        for i in range(count)
    )


def _person(x: int, tall: int, ink: str) -> str:
    head = "a" if ink == "c" else "c"
    body = f'<path class="{ink}" d="M{x} 72v-{tall}a4 4 0 0 1 8 0v{tall}z"/>'
    return f'{body}<circle class="{head}" cx="{x + 4}" cy="{63.5 - tall:g}" r="3.5"/>'


def _bridge(seed: int) -> str:
    if (seed >> 9) % 4 == 0:
        return _deck("M0 72h160v29H0z", "".join(f"M{32 * i + 4} 80h24l-12 16zm12 20h24l-12-16z" for i in range(5)))
    span = 160 / (2 + (seed >> 5) % 4)
    return _deck("M0 72h160v29H0z", "".join(_arch(span * i, span) for i in range(round(160 / span))))


def _arch(x: float, span: float) -> str:
    return f"M{x + 3:.4g} 100a{span / 2 - 3:.4g} 20 0 0 1 {span - 6:.4g} 0z"


def _deck(outline: str, holes: str) -> str:
    return f'<path class="bro" fill-rule="evenodd" d="{outline}{holes}"/>'


def wide_plate(industry: str, key: str) -> str:
    """The plate of a page, 320 × 100: two groups of people and a long bridge; it shows its right end when cut."""
    trade = known(industry)
    seed = seed_of(trade, key)
    bridge = _deck("M-80 72h320v29h-320z", "".join(_arch(-80 + 320 / 6 * i, 320 / 6) for i in range(6)))
    crowd = f'<g transform="translate(-50)">{_people(seed >> 4)}</g><g transform="translate(44)">{_people(seed)}</g>'
    return _wide(trade, seed, f'<g transform="translate(44)">{"".join(THINGS[trade])}</g>{crowd}{bridge}')


def _wide(industry: str, seed: int, inside: str) -> str:
    hills = '<path class="d" opacity=".16" d="M-80 72V50q50-22 100-4t100 0 120-8v34z"/>'
    sky = f'{hills}{CLOUD.format(x=-20)}<circle class="a" opacity=".85" cx="40" cy="22" r="11"/>'
    frame = 'viewBox="-80 0 320 100" preserveAspectRatio="xMaxYMax slice" aria-hidden="true"'
    inks = inks_of(industry, seed)
    return f'<svg class="tavle t{inks}" {frame}><path class="g" d="M-80 0h320v101H-80z"/>{sky}{inside}</svg>'


def door(industry: str) -> str:
    """The thing alone, to stand in a doorway."""
    trade = known(industry)
    inks = DOOR_INKS.get(trade, INKS[trade][0])
    ground = '<path class="g" d="M42-42h124v124H42z"/>'
    return (
        f'<svg class="tavle t{inks}" viewBox="42 -42 124 114" aria-hidden="true">{ground}{"".join(THINGS[trade])}</svg>'
    )


def bridge_over_photo(key: str) -> str:
    """Only the bridge, to be laid over the foot of a photograph, so that both kinds of card share one viaduct."""
    frame = 'viewBox="0 72 160 28" aria-hidden="true"'
    return f'<svg class="tavle over" {frame}>{_bridge(seed_of("photo", key))}</svg>'


def missing_span() -> str:
    """The bridge with a span missing and the crane at work: the page that is not there."""
    crowd = f'<g transform="translate(-50)">{_people(3)}</g>'
    hole = (
        "M-80 72H70l-5 8 6 7-5 14H-80zM240 72H98l4 9-6 6 5 14h139zM-76 100a33 20 0 0 1 66 0zm72 0a31 20 0 0 1 62 0z"
        "m110 0a30 20 0 0 1 60 0zm66 0a32 20 0 0 1 64 0z"
    )
    crane = f'<g transform="translate(44)">{"".join(THINGS["building"])}</g>'
    return _wide("building", 0, f"{crane}{crowd}{_deck(hole, '')}")


def lighthouse() -> str:
    """The lighthouse that looks for you: nothing fits."""
    return wide_plate("tourism", "lighthouse")


def walk_to(industry: str) -> str:
    """The class walks towards the thing it booked: the long scene of the receipt."""
    trade = known(industry)
    inside = f'<g transform="translate(1100 9.2)scale(1.4)">{"".join(THINGS[trade])}</g>'
    crowd = "".join(_walker(980 + 26 * i, 17 + i * 7 % 5, "abc"[i % 3]) for i in range(6)) + _walker(1140, 34, "c")
    arches = "".join(f"M{6 + 160 * i} 170a74 44 0 0 1 148 0z" for i in range(9))
    bridge = _deck("M0 110h1440v61H0z", arches)
    frame = 'viewBox="0 0 1440 170" preserveAspectRatio="xMaxYMax slice" aria-hidden="true"'
    return f'<svg class="tavle scene t0" {frame}>{crowd}{inside}{bridge}</svg>'


def _walker(x: int, tall: int, ink: str) -> str:
    head = "a" if ink == "c" else "c"
    body = f'<path class="{ink}" d="M{x} 110v-{tall}a7 7 0 0 1 14 0v{tall}z"/>'
    return f'{body}<circle class="{head}" cx="{x + 7}" cy="{97 - tall}" r="6"/>'


def in_hex(svg: str, inks: int, under: str = "#FFFFFF") -> str:
    """A plate with colours instead of classes, for mails and share images."""
    ground, warm, second, light, dark = HEX[inks]
    fills = {"g": ground, "a": warm, "b": second, "c": light, "d": dark, "bro": under}
    for name, colour in fills.items():
        svg = svg.replace(f'class="{name}"', f'fill="{colour}"')
    svg = svg.replace('class="s"', f'fill="none" stroke="{dark}" stroke-width="2.5" stroke-linecap="round"')
    svg = svg.replace('class="l"', f'fill="none" stroke="{light}" stroke-width="1.5" stroke-linecap="round"')
    return svg.replace("var(--a)", warm).replace(f'class="tavle t{inks}"', 'width="600"')


def mail_plate(industry: str, key: str) -> str:
    """The wide plate for a mail."""
    trade = known(industry)
    return in_hex(wide_plate(trade, key), inks_of(trade, seed_of(trade, key)))
