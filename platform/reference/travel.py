"""How long a class is under way, from the straight line alone: always said as «about», no service is asked."""

from enum import StrEnum
from math import ceil
from typing import NamedTuple

from reference.geography import ROAD_DETOUR


class Means(StrEnum):
    """How a class gets somewhere."""

    WALK = "walk"
    BIKE = "bike"
    BUS = "bus"


class Pace(NamedTuple):
    """Minutes for getting ready, kilometres an hour with a class, and between which road kilometres it makes sense."""

    ready: int
    speed: float
    shortest: float
    longest: float


PACES = {
    Means.WALK: Pace(ready=0, speed=4, shortest=0, longest=3),
    Means.BIKE: Pace(ready=5, speed=12, shortest=1, longest=8),
    Means.BUS: Pace(ready=12, speed=30, shortest=1.5, longest=float("inf")),
}
STEP = 5


class Travel(NamedTuple):
    """One way to get there, in minutes rounded up to five."""

    means: Means
    minutes: int


def travel_times(km: float) -> list[Travel]:
    """Every means that makes sense for so many kilometres as the crow flies: on foot, by bike, by bus."""
    road = km * ROAD_DETOUR
    fitting = [(means, pace) for means, pace in PACES.items() if pace.shortest <= road <= pace.longest]
    return [Travel(means, _minutes(pace, road)) for means, pace in fitting]


def usual_travel(km: float) -> Travel:
    """What a class is reckoned to do when nobody has said: on foot where no bus makes sense, else by bus."""
    found = travel_times(km)
    return next((travel for travel in found if travel.means == Means.BUS), found[0])


def _minutes(pace: Pace, road: float) -> int:
    return max(STEP, ceil((pace.ready + road / pace.speed * 60) / STEP) * STEP)
