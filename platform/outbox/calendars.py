"""Calendar entries (.ics, RFC 5545) of visits."""

from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress


@dataclass(frozen=True)
class Visit:
    """What a calendar shows; `uid` never changes, `sequence` rises with every change."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    location: str
    description: str
    url: str
    organizer: str
    created_at: datetime


def calendar_of(visit: Visit, *, method: str = "REQUEST") -> str:
    """The entry as text; times in UTC, so that every calendar shows them right across the clock changes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Skolebro//da")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    event = Event()
    event.add("uid", visit.uid)
    event.add("sequence", visit.sequence)
    event.add("dtstamp", visit.created_at.astimezone(UTC))
    event.add("dtstart", visit.starts_at.astimezone(UTC))
    event.add("dtend", visit.ends_at.astimezone(UTC))
    event.add("summary", visit.summary)
    event.add("location", visit.location)
    event.add("description", visit.description)
    event.add("url", visit.url)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{visit.organizer}"))
    calendar.add_component(event)
    return calendar.to_ical().decode()
