"""A3: a thousand sequences of what people and the clock may do; the books are right after every step."""

import os
import time

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.proofs.machine import Bookings
from tests.proofs.world import World

SEQUENCES, STEPS = 1000, 8


@pytest.mark.proof
@pytest.mark.django_db
def test_a_thousand_sequences_leave_the_books_right() -> None:
    """Steady where skips are failures (the same sequences each time), new ones elsewhere."""
    Bookings.world = World()
    Bookings.counts.clear()
    how = settings(
        max_examples=int(os.environ.get("SEQUENCES", SEQUENCES)),
        stateful_step_count=STEPS,
        deadline=None,
        phases=[Phase.generate],  # shrinking takes longer than reading ten steps
        database=None,
        derandomize=bool(os.environ.get("SKIPS_FAIL")),
        suppress_health_check=list(HealthCheck),
    )
    began = time.monotonic()
    run_state_machine_as_test(Bookings, settings=how)
    print(f"A3: {dict(Bookings.counts)} in {time.monotonic() - began:.0f} s")
    assert min(Bookings.counts[name] for name in ("steps", "refused", "waiting", "offered")) > 0
