"""Calendar entries (.ics, RFC 5545) of visits."""

from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress, vText

CANCEL = "CANCEL"


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
    organizer: str
    created_at: datetime
    organizer_name: str = ""
    attendee: str = ""
    tentative: bool = False

    @property
    def status(self) -> str:
        """How sure a visit is that nobody has cancelled."""
        return "TENTATIVE" if self.tentative else "CONFIRMED"


def calendar_of(visit: Visit, *, method: str = "REQUEST") -> str:
    """The entry as text; times in UTC, so that every calendar shows them right across the clock changes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Skolebro//da")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(visit, cancelled=method == CANCEL))
    return calendar.to_ical().decode()


def _event(visit: Visit, *, cancelled: bool) -> Event:
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
    event.add("status", "CANCELLED" if cancelled else visit.status)
    event.add("organizer", _address(visit.organizer, cn=visit.organizer_name))
    if visit.attendee:
        event.add("attendee", _address(visit.attendee, partstat="ACCEPTED", rsvp="FALSE"))
    return event


def _address(mail: str, **parameters: str) -> vCalAddress:
    """An address with what is known of it."""
    address = vCalAddress(f"mailto:{mail}")
    address.params.update({name: vText(value) for name, value in parameters.items() if value})
    return address
