"""A municipality picks one colour; two accents that can be read by day and by night are made from it (OKLCH)."""

import math
import re
from dataclasses import dataclass

HEX_COLOUR = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
READABLE = 7.0
WHITE, DARK_SURFACE = "#FFFFFF", "#16231F"
STEPS = 200

Rgb = tuple[float, float, float]
Oklch = tuple[float, float, float]


@dataclass(frozen=True)
class AccentPair:
    """`day` carries white text at 7:1; `night` reads at 7:1 on the dark surface. Both `#RRGGBB`."""

    day: str
    night: str


def parse(text: str) -> Rgb:
    """A colour such as #0F5A4E as linear-light red, green, blue from 0 to 1; ValueError for anything else."""
    found = HEX_COLOUR.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is not a colour such as #0F5A4E")
    digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
    red, green, blue = (_linear(int(digits[i : i + 2], 16) / 255) for i in (0, 2, 4))
    return red, green, blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> int:
    inside = min(1.0, max(0.0, value))
    shown = 12.92 * inside if inside <= 0.0031308 else 1.055 * inside ** (1 / 2.4) - 0.055
    return round(255 * shown)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    red, green, blue = parse(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def to_oklch(colour: str) -> Oklch:
    """Lightness 0–1, chroma and hue in radians (Björn Ottosson's OKLab)."""
    red, green, blue = parse(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The nearest colour a screen can show, as #RRGGBB; chroma is lowered until it fits."""
    while chroma > 0.001 and not all(-0.001 <= part <= 1.001 for part in _rgb(lightness, chroma, hue)):
        chroma *= 0.97
    return "#" + "".join(f"{_encoded(part):02X}" for part in _rgb(lightness, chroma, hue))


def _rgb(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def accent_pair(picked: str) -> AccentPair:
    """The same hue, darkened until white reads 7:1 on it, and lightened until it reads 7:1 in the dark."""
    lightness, chroma, hue = to_oklch(picked)
    day = _first_readable(lightness, 0.0, chroma, hue, against=WHITE)
    night = _first_readable(max(lightness, 0.7), 1.0, min(chroma, 0.12), hue, against=DARK_SURFACE)
    return AccentPair(day, night)


def _first_readable(start: float, end: float, chroma: float, hue: float, *, against: str) -> str:
    for step in range(STEPS + 1):
        colour = from_oklch(start + (end - start) * step / STEPS, chroma, hue)
        if contrast(colour, against) >= READABLE:
            return colour
    return from_oklch(end, 0.0, hue)
