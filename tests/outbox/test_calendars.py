"""Calendar entries, read back the way a calendar reads them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Component

from outbox.calendars import Visit, calendar_of

COPENHAGEN, STOCKHOLM = ZoneInfo("Europe/Copenhagen"), ZoneInfo("Europe/Stockholm")
VISIT = Visit(
    uid="b7-4412@skolebro.example",
    sequence=2,
    starts_at=datetime(2027, 2, 9, 9, 0, tzinfo=COPENHAGEN),
    ends_at=datetime(2027, 2, 9, 11, 30, tzinfo=COPENHAGEN),
    summary="7.B hos Nordvind Værksted; lukkede sko",
    location="Møllevej 4, Brohavn",
    description="Husk lukkede sko.\nMadpakker kan spises i kantinen, hvis I vil blive længere end til 12.",
    url="https://skolebro.example/booking/B7-4412/",
    organizer="ingrid@nordvind.example",
    created_at=datetime(2027, 1, 18, 8, 0, tzinfo=UTC),
    organizer_name="Nordvind Værksted",
    attendee="mette@skole.example",
)


def event_of(text: str) -> Component:
    [event] = Calendar.from_ical(text).walk("VEVENT")
    return event


def test_everything_comes_back_as_it_was() -> None:
    event = event_of(calendar_of(VISIT))
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (VISIT.uid, 2, "CONFIRMED")
    assert (event["SUMMARY"], event["LOCATION"], event["DESCRIPTION"]) == (
        VISIT.summary,
        VISIT.location,
        VISIT.description,
    )
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (VISIT.starts_at, VISIT.ends_at)
    assert (event["URL"], event.decoded("DTSTAMP")) == (VISIT.url, VISIT.created_at)


def test_host_and_reader_are_named_and_nobody_is_asked_to_reply() -> None:
    event = event_of(calendar_of(VISIT))
    assert (event["ORGANIZER"], event["ORGANIZER"].params["CN"]) == (
        "mailto:ingrid@nordvind.example",
        "Nordvind Værksted",
    )
    assert (event["ATTENDEE"], event["ATTENDEE"].params["RSVP"]) == ("mailto:mette@skole.example", "FALSE")


def test_a_visit_without_a_named_reader_has_none() -> None:
    assert "ATTENDEE" not in event_of(calendar_of(replace(VISIT, attendee="", organizer_name="")))


def test_the_method_stands_in_the_file() -> None:
    assert Calendar.from_ical(calendar_of(VISIT))["METHOD"] == "REQUEST"


def test_cancelling_says_so_and_keeps_the_uid() -> None:
    text = calendar_of(replace(VISIT, sequence=3), method="CANCEL")
    event = event_of(text)
    assert Calendar.from_ical(text)["METHOD"] == "CANCEL"
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (VISIT.uid, 3, "CANCELLED")


def test_a_wish_is_tentative() -> None:
    assert event_of(calendar_of(replace(VISIT, tentative=True)))["STATUS"] == "TENTATIVE"


@pytest.mark.parametrize("zone", [COPENHAGEN, STOCKHOLM])
@pytest.mark.parametrize(
    ("day", "utc"),
    [
        ((2027, 3, 26), "20270326T080000Z"),
        ((2027, 3, 29), "20270329T070000Z"),
        ((2027, 10, 29), "20271029T070000Z"),
        ((2027, 11, 1), "20271101T080000Z"),
    ],
    ids=["before March's change", "after March's change", "before October's change", "after October's change"],
)
def test_nine_in_the_morning_is_nine_on_both_sides_of_the_clock_changes(
    day: tuple[int, int, int], utc: str, zone: ZoneInfo
) -> None:
    starts_at = datetime(*day, 9, 0, tzinfo=zone)
    text = calendar_of(replace(VISIT, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2)))
    assert f"DTSTART:{utc}" in text
    assert event_of(text).decoded("DTSTART").astimezone(zone).hour == 9


def test_lines_are_folded_as_the_standard_wants() -> None:
    lines = calendar_of(VISIT).encode().split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
