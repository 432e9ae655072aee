"""Work that comes round again."""

from collections.abc import Iterator

import pytest

from outbox import schedule


@pytest.fixture(autouse=True)
def _own_jobs() -> Iterator[None]:
    before = dict(schedule._jobs)
    yield
    schedule._jobs.clear()
    schedule._jobs.update(before)


def test_a_job_is_due_at_once_and_then_after_its_time() -> None:
    @schedule.every(3600, "sweep")
    def sweep() -> None:
        """Do nothing."""

    [job] = [job for job in schedule.jobs() if job.name == "sweep"]
    assert job.is_due()
    assert job.run is sweep
    job.put_off()
    assert not job.is_due()


def test_the_outbox_keeps_its_own_house() -> None:
    assert {"beat", "drop old bodies"} <= {job.name for job in schedule.jobs()}
