"""How long a class is under way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.travel import Means, travel_times, usual_travel


@pytest.mark.parametrize(
    ("km", "times"),
    [
        (0, {"walk": 5}),
        (0.9, {"walk": 20, "bike": 15}),
        (2, {"walk": 40, "bike": 20, "bus": 20}),
        (5, {"bike": 40, "bus": 25}),
        (9, {"bus": 40}),
        (40, {"bus": 120}),
    ],
)
def test_a_class_walks_bikes_or_takes_the_bus(km: float, times: dict[str, int]) -> None:
    """SV-10: each means only where it makes sense, in minutes rounded up to five."""
    assert {travel.means.value: travel.minutes for travel in travel_times(km)} == times


@given(st.floats(min_value=0, max_value=500), st.floats(min_value=0, max_value=500))
def test_farther_never_takes_less_time(one: float, other: float) -> None:
    """By the same means."""
    near, far = (dict(travel_times(km)) for km in sorted((one, other)))
    assert all(near[means] <= far[means] for means in near.keys() & far.keys())


@pytest.mark.parametrize(("km", "means"), [(0, Means.WALK), (1, Means.WALK), (1.2, Means.BUS), (60, Means.BUS)])
def test_the_usual_way_is_the_bus_unless_none_makes_sense(km: float, means: Means) -> None:
    """There is always one."""
    assert usual_travel(km).means == means
