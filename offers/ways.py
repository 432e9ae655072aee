"""How far it is to a host, from the straight line: always said as «ca.»."""

from typing import NamedTuple

from accounts.models import Organisation
from reference.geography import Point, distance_km, minutes_by_road


class Way(NamedTuple):
    """From somewhere to a host."""

    km: float
    minutes: int
    start: str


def way_to(there: Point | None, start: Organisation | None) -> Way | None:
    """The way from an organisation, when both places are known."""
    if there is None or start is None or start.latitude is None or start.longitude is None:
        return None
    km = distance_km(Point(start.latitude, start.longitude), there)
    return Way(km, minutes_by_road(km), start.name)
