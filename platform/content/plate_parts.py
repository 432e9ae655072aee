"""What plates and scenes are drawn with: people, arches, decks, clouds, and the seven sets of inks."""

from typing import NamedTuple

TRUSS_BAY = 32
CARD, WIDE = "M0 72h160v29H0z", "M-80 72h320v29H-80z"


class Inks(NamedTuple):
    """Ground, warm, second, light and dark: the classes g a b c d, as the stylesheet has them."""

    ground: str
    warm: str
    second: str
    light: str
    dark: str


INKS = (
    Inks("#1E6658", "#F4B93E", "#EA7A57", "#D5EAE6", "#0B2A25"),
    Inks("#2B658A", "#F6C453", "#F08A6A", "#D8EAF1", "#0D2A40"),
    Inks("#C4523A", "#F9CF74", "#77201A", "#FCE6D7", "#3B120D"),
    Inks("#EDB949", "#C4482E", "#1E6658", "#FFF5DA", "#3A2A0B"),
    Inks("#75507E", "#F4BD4C", "#F09A84", "#EEDFF0", "#291730"),
    Inks("#B5D7DF", "#EBA92C", "#C8492F", "#FFF", "#17414B"),
    Inks("#8BA25B", "#F8DA80", "#B03C27", "#F4F5E2", "#22301A"),
)


def svg(inside: str, *, inks: int, box: str, more: str = "", css: str = "") -> str:
    """A drawing that is decoration, in one of the sets of inks."""
    return f'<svg class="tavle {css}t{inks}" viewBox="{box}"{more} aria-hidden="true">{inside}</svg>'


def moved(inside: str, x: float, y: float = 0, scale: float = 1) -> str:
    """A group somewhere else, and larger."""
    place = f"{x:g} {y:g}" if y else f"{x:g}"
    return f'<g transform="translate({place}){f"scale({scale:g})" if scale != 1 else ""}">{inside}</g>'


def person(x: float, tall: float, ink: str) -> str:
    """An arch with a head, standing on the deck of a plate."""
    return _person(x, 72, tall, ink, radius=4, head=3.5, neck=4.5)


def walker(x: float, tall: float, ink: str, *, deck: int) -> str:
    """A larger person, for the long scenes."""
    return _person(x, deck, tall, ink, radius=7, head=6, neck=6)


def _person(x: float, deck: float, tall: float, ink: str, *, radius: float, head: float, neck: float) -> str:
    wide = 2 * radius
    top = deck - tall - radius - neck
    body = f'<path class="{ink}" d="M{x:g} {deck}v-{tall:g}a{radius:g} {radius:g} 0 0 1 {wide:g} 0v{tall:g}z"/>'
    return f'{body}<circle class="{"a" if ink == "c" else "c"}" cx="{x + radius:g}" cy="{top:g}" r="{head:g}"/>'


def cloud(x: int) -> str:
    """A cloud that begins at x."""
    return f'<path class="c" opacity=".5" d="M{x} 24h26a5 5 0 0 0 0-10h-4a9 9 0 0 0-17 0h-5a5 5 0 0 0 0 10z"/>'


def sun(x: int, y: int, radius: int) -> str:
    """The sun."""
    return f'<circle class="a" opacity=".9" cx="{x}" cy="{y}" r="{radius}"/>'


def arches(left: float, right: float, count: int) -> str:
    """The openings of a viaduct between two ends."""
    span = (right - left) / count
    return "".join(
        f"M{left + span * i + 3:.4g} 100a{span / 2 - 3:.4g} 20 0 0 1 {span - 6:.4g} 0z" for i in range(count)
    )


def truss(left: int, right: int) -> str:
    """The openings of a truss between two ends; the last bay is half."""
    bays = range(left, right, TRUSS_BAY)
    return "zm12 20h24l-12-16".join(f"M{bay + 4} 80h24l-12 16" for bay in bays).replace("-16M", "-16zM") + "z"


def deck(outline: str, openings: str) -> str:
    """A bridge in the colour of the surface the drawing lies on."""
    return f'<path class="bro" fill-rule="evenodd" d="{outline}{openings}"/>'
