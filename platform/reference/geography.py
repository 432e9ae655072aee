"""Distances on the earth: haversine, no service asked."""

import math
from typing import NamedTuple

EARTH_RADIUS_KM = 6371.0088
ROAD_DETOUR = 1.3
ROAD_KM_PER_MINUTE = 0.75


class Point(NamedTuple):
    """A place in degrees (WGS 84)."""

    latitude: float
    longitude: float


class Box(NamedTuple):
    """South, west, north, east in degrees."""

    south: float
    west: float
    north: float
    east: float


def distance_km(here: Point, there: Point) -> float:
    """Kilometres as the crow flies; within 0.5 % of the geodesic."""
    lat_1, lon_1, lat_2, lon_2 = map(math.radians, (*here, *there))
    half = math.sin((lat_2 - lat_1) / 2) ** 2 + math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))


def bounding_box(centre: Point, km: float) -> Box:
    """A box that holds every place within `km` of the centre (away from the poles)."""
    high = math.degrees(km / EARTH_RADIUS_KM) * 1.01
    wide = high / max(math.cos(math.radians(centre.latitude)), 0.01)
    return Box(centre.latitude - high, centre.longitude - wide, centre.latitude + high, centre.longitude + wide)


def minutes_by_road(km: float) -> int:
    """About how many minutes it takes: roads are 1.3 times the straight line, 45 km/h; always said as «ca.»."""
    return max(5, round(km * ROAD_DETOUR / ROAD_KM_PER_MINUTE / 5) * 5)
