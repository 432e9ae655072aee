"""A date as seen from the school's door: when the class leaves and is back, and whether the bus is free."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from bookings.models import FreeBus
from bookings.models.together import SATURDAY
from content.words import local
from offers.models import Occurrence
from schools.models import USUAL_LAST_BELL, School


@dataclass(frozen=True)
class DayOut:
    """When the class leaves and is back; `bell` is None on days off, and assumed unless `bell_is_known`."""

    leave_at: datetime
    back_at: datetime
    bell: datetime | None
    bell_is_known: bool
    free_out: FreeBus | None = None
    free_home: FreeBus | None = None

    @property
    def is_late(self) -> bool:
        """Whether pupils come back after the last bell."""
        return self.bell is not None and self.back_at > self.bell

    @property
    def free_bus(self) -> FreeBus | None:
        """What the municipality gives for that day."""
        return self.free_out or self.free_home


def day_out(occurrence: Occurrence, *, school: School, minutes: int, windows: Iterable[FreeBus] = ()) -> DayOut:
    """The day of a class that travels so many minutes; `windows` are the free buses it may take."""
    way, buses = timedelta(minutes=minutes), list(windows)
    leave_at, back_at = occurrence.starts_at - way, occurrence.ends_at + way
    return DayOut(
        leave_at=leave_at,
        back_at=back_at,
        bell=_bell(school, back_at),
        bell_is_known=school.last_bell is not None,
        free_out=_free(buses, leave_at, occurrence.starts_at),
        free_home=_free(buses, occurrence.ends_at, back_at),
    )


def _bell(school: School, back_at: datetime) -> datetime | None:
    day = local(back_at).date()
    rings = datetime.combine(day, school.last_bell or USUAL_LAST_BELL)
    return timezone.make_aware(rings) if day.weekday() < SATURDAY else None


def _free(buses: Iterable[FreeBus], leaves_at: datetime, arrives_at: datetime) -> FreeBus | None:
    return next((bus for bus in buses if bus.carries(local(leaves_at), local(arrives_at))), None)


def free_buses_for(school: School) -> list[FreeBus]:
    """The windows of the school's municipality that are not over; one query."""
    windows = FreeBus.objects.for_schools_in(school.organisation.municipality_id)
    return list(windows.filter(last_day__gte=timezone.localdate()))
