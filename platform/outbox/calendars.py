"""Calendar entries (.ics, RFC 5545) of visits."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vDuration, vText

CANCEL = "CANCEL"
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Visit:
    """What a calendar shows; `uid` never changes, `sequence` rises with every change.

    `attendee` is the recipient: calendars that manage invitations keep the entry only for those it names.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    location: str
    description: str
    url: str
    created_at: datetime
    organizer: str = ""
    organizer_name: str = ""
    attendee: str = ""
    tentative: bool = False
    cancelled: bool = False

    @property
    def status(self) -> str:
        """How sure a visit is."""
        if self.cancelled:
            return "CANCELLED"
        return "TENTATIVE" if self.tentative else "CONFIRMED"


def calendar_of(visit: Visit, *, method: str = "REQUEST") -> str:
    """The entry as text; times in UTC, so that every calendar shows them right across the clock changes."""
    calendar = _empty()
    calendar.add("method", method)
    calendar.add_component(_event(replace(visit, cancelled=visit.cancelled or method == CANCEL)))
    return calendar.to_ical().decode()


def feed_text(visits: Iterable[Visit], *, name: str) -> str:
    """Many entries for a calendar that comes back every hour; no METHOD, for nobody is invited."""
    calendar = _empty()
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", AN_HOUR, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(AN_HOUR))
    for visit in visits:
        calendar.add_component(_event(visit))
    return calendar.to_ical().decode()


def _empty() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Skolebro//da")
    calendar.add("version", "2.0")
    return calendar


def _event(visit: Visit) -> Event:
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
    event.add("status", visit.status)
    if visit.organizer:
        event.add("organizer", _address(visit.organizer, cn=visit.organizer_name))
    if visit.attendee:
        event.add("attendee", _address(visit.attendee, partstat="ACCEPTED", rsvp="FALSE"))
    return event


def _address(mail: str, **parameters: str) -> vCalAddress:
    """An address with what is known of it."""
    address = vCalAddress(f"mailto:{mail}")
    address.params.update({name: vText(value) for name, value in parameters.items() if value})
    return address
