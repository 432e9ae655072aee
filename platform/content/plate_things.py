"""The sixteen things of the trades: each stands on y = 72 between x = 52 and 154.

a b c d are inks, s and l are strokes (see plates.css). Only the turbines turn with the seed.
"""

from math import cos, radians, sin

DRAWN: dict[str, tuple[str, ...]] = {
    "food": (
        '<path class="a" d="M60 72V58q0-14 14-14h18q14 0 14 14v14z"/>',
        '<path class="s" d="m72 50 5 8m5-8 5 8m5-8 5 8"/>',
        '<path class="c" d="M114 72V46l6-9V24h12v13l6 9v26z"/>',
        '<path class="b" d="M118 20h16v7h-16zM114 52h24v12h-24z"/>',
    ),
    "farming": (
        '<path class="c" d="M134 72V34a9 9 0 0 1 18 0v38z"/>',
        '<path class="b" d="M62 60V42h28l4-20h26v38z"/>',
        '<path class="c" d="M99 27h15v14H96z"/>',
        '<path class="d" d="M72 42V28h4v14z"/>',
        '<circle class="d" cx="112" cy="56" r="16"/>',
        '<circle class="a" cx="112" cy="56" r="7"/>',
        '<circle class="d" cx="73" cy="62" r="10"/>',
        '<circle class="a" cx="73" cy="62" r="4"/>',
    ),
    "building": (
        '<path class="c" d="M58 72V57l17-11 17 11v15z"/>',
        '<path class="d" d="M70 60h10v12H70z"/>',
        '<path class="a" d="M104 72V8h7v64zM60 14h88v5H60z"/>',
        '<path class="s" d="M75 19v9M107 8 74 14m33-6 35 6"/>',
        '<path class="b" d="M65 28h20v11H65z"/>',
        '<path class="d" d="M136 19h12v11h-12z"/>',
    ),
    "transport": (
        '<path class="b" d="M56 64V32q0-7 7-7h78q7 0 7 7v32z"/>',
        '<path class="c" d="M62 32h18v14H62zm22 0h18v14H84zm22 0h18v14h-18zm22 0h14v24h-14z"/>',
        '<path class="a" d="M56 51h68v4H56z"/>',
        '<circle class="d" cx="76" cy="63" r="9"/>',
        '<circle class="d" cx="126" cy="63" r="9"/>',
        '<circle class="c" cx="76" cy="63" r="3"/>',
        '<circle class="c" cx="126" cy="63" r="3"/>',
    ),
    "health": (
        '<path class="c" d="M68 72V38l34-24 34 24v34z"/>',
        '<path class="a" d="m60 42 42-30 42 30-4 5-38-27-38 27z"/>',
        '<path class="b" d="m102 62-14-14a9 9 0 0 1 14-12 9 9 0 0 1 14 12z"/>',
        '<path class="d" d="M122 72V56h8v16zm-48 0V56h8v16z"/>',
    ),
    "it": (
        '<path class="d" d="M62 60V22q0-6 6-6h68q6 0 6 6v38z"/>',
        '<path class="c" d="M94 60h16v7h10v5H84v-5h10zM80 34h30v5H80z"/>',
        '<path class="a" d="M70 25h22v5H70zm18 27h32v5H88z"/>',
        '<path class="b" d="M80 43h18v5H80zm34-9h16v5h-16z"/>',
    ),
    "finance": (
        '<path class="c" d="M98 72V54h13v18z"/>',
        '<path class="a" d="M115 72V38h13v34z"/>',
        '<path class="b" d="M132 72V18h13v54z"/>',
        '<path class="l" d="m60 44 20-10 16 4 24-20"/>',
        '<path class="a" d="M60 65h30v7H60zm2-16h30v7H62z"/>',
        '<path class="c" d="M63 57h30v7H63z"/>',
    ),
    "media": (
        '<path class="s" d="M96 56 82 72m14-16v16m0-16 14 16"/>',
        '<circle class="b" cx="84" cy="24" r="12"/>',
        '<circle class="a" cx="108" cy="25" r="10"/>',
        '<circle class="c" cx="84" cy="24" r="4"/>',
        '<circle class="c" cx="108" cy="25" r="3"/>',
        '<path class="d" d="M72 34h48v24H72z"/>',
        '<path class="c" d="m122 42 18-9v26l-18-9z"/>',
        '<path class="a" d="M78 41h14v4H78z"/>',
    ),
    "research": (
        '<path class="c" d="M102 18h18v22l18 28q2 4-2 4H86q-4 0-2-4l18-28z"/>',
        '<path class="a" d="M95 51h32l11 17q2 4-2 4H86q-4 0-2-4z"/>',
        '<circle class="b" cx="104" cy="62" r="4"/>',
        '<circle class="c" cx="117" cy="58" r="3"/>',
        '<circle class="a" cx="113" cy="10" r="3"/>',
        '<path class="d" d="M99 14h24v6H99z"/>',
        '<path class="b" d="M58 30h13v35a6 6 0 0 1-13 0z"/>',
        '<path class="d" d="M56 28h17v5H56z"/>',
    ),
    "retail": (
        '<path class="c" d="M64 72V36h78v36z"/>',
        '<path class="d" d="M72 50h34v14H72zm46-2h16v24h-16z"/>',
        '<path class="a" d="M60 22h14.4v16a7.2 7.2 0 0 1-14.4 0z"/>',
        '<path class="b" d="M74.4 22h14.4v16a7.2 7.2 0 0 1-14.4 0z"/>',
        '<path class="a" d="M88.8 22h14.4v16a7.2 7.2 0 0 1-14.4 0z"/>',
        '<path class="b" d="M103.2 22h14.4v16a7.2 7.2 0 0 1-14.4 0z"/>',
        '<path class="a" d="M117.6 22h14.4v16a7.2 7.2 0 0 1-14.4 0z"/>',
        '<path class="b" d="M132 22h14.4v16a7.2 7.2 0 0 1-14.4 0z"/>',
    ),
    "tourism": (
        '<path class="a" opacity=".7" d="M106 19 56 6v26z"/>',
        '<path class="c" d="m98 72 6-46h20l6 46z"/>',
        '<path class="b" d="m102.7 36h22.6l1.3 10h-25.2zm-2.6 20h27.8l1.2 9h-30.2zM102 12l12-10 12 10z"/>',
        '<path class="a" d="M106 12h16v14h-16z"/>',
        '<path class="b" d="m52 72 15-22 15 22z"/>',
        '<path class="d" d="m62 72 5-12 5 12z"/>',
    ),
    "public": (
        '<path class="c" d="M62 72V42h82v30z"/>',
        '<path class="d" d="M70 50h7v12h-7zm13 0h7v12h-7zm33 0h7v12h-7zm13 0h7v12h-7zM98 24h16v-4L106 2l-8 18z"/>',
        '<path class="b" d="M96 72V22h20v50z"/>',
        '<circle class="c" cx="106" cy="33" r="6"/>',
        '<path class="s" d="M106 30v3h3"/>',
        '<path class="a" d="M101 72V58a5 5 0 0 1 10 0v14zM58 37h38v5H58zm58 0h32v5h-32z"/>',
    ),
    "water": (
        '<path class="c" d="M116 10c14 19 21 28 21 40a21 21 0 0 1-42 0c0-12 7-21 21-40z"/>',
        '<path class="s" d="M105 52a11 11 0 0 0 10 10"/>',
        '<path class="s" d="M72 72V44"/>',
        '<path class="a" d="M72 56C58 57 54 46 54 38c12 0 18 7 18 18z"/>',
        '<path class="b" d="M72 46c0-13 6-20 17-21 1 12-5 20-17 21z"/>',
    ),
    "industry": (
        '<path class="b" d="M126 72V14h13v58z"/>',
        '<path class="c" d="M58 72V42l20-15v15l20-15v15l20-15v45z"/>',
        '<path class="d" d="M66 50h9v8h-9zm16 0h9v8h-9zm16 0h9v8h-9zm-18 12h12v10H80z"/>',
        '<circle class="a" cx="138" cy="8" r="5"/>',
        '<circle class="c" cx="148" cy="4" r="3"/>',
        '<circle class="a" cx="126" cy="58" r="11"/>',
        '<circle cx="126" cy="58" r="12" fill="none" stroke="var(--a)" stroke-width="5" stroke-dasharray="4.7"/>',
        '<circle class="d" cx="126" cy="58" r="5"/>',
    ),
    "crafts": (
        '<path class="d" d="M66 50h8v22h-8zm68 0h8v22h-8z"/>',
        '<path class="b" d="M58 44h92v8H58z"/>',
        '<path class="c" d="m64 42 46-8v-10L64 38z"/>',
        '<path class="a" d="m108 38 4-18 14 4-2 14q-8 4-16 0z"/>',
        '<path class="s" d="m134 30-2-14m6 14 2-18m2 18 4-12"/>',
        '<path class="c" d="M130 28h16v16h-16z"/>',
    ),
}

SOLAR = '<path class="d" d="m58 70 10-20h26l-10 20z"/><path class="l" d="M63 60h26m-8-10-10 20"/>'
TOWERS = "m110 72 2-42h3l2 42zm32 0 1-28h3l1 28z"


def _blade(x: float, y: float, length: int, degrees: int) -> str:
    turn = radians(degrees)
    across, down = 2 * cos(turn), 2 * sin(turn)
    corners = ((x - across, y - down), (x + length * sin(turn), y - length * cos(turn)), (x + across, y + down))
    return "M" + " ".join(f"{right:.4g} {below:.4g}" for right, below in corners) + "z"


def turbines(seed: int) -> str:
    """Two wind turbines, their blades as the seed turned them, and a solar panel."""
    large = "".join(_blade(113, 29, 25, seed % 50 + turn) for turn in (0, 120, 240))
    small = "".join(_blade(145, 43, 15, (seed >> 6) % 50 + turn) for turn in (0, 120, 240))
    return f'<path class="c" d="{TOWERS}"/><path class="c" d="{large}{small}"/>{SOLAR}'


CODES = frozenset({*DRAWN, "energy"})


def thing(industry: str, seed: int = 17) -> str:
    """The thing of a trade; KeyError for a trade that has none."""
    return turbines(seed) if industry == "energy" else "".join(DRAWN[industry])
