"""Times across the changes of the clocks (A11): stored in UTC, read by the clock on the wall, right in calendars."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from pytest_django import Settings

from accounts.models import Membership
from bookings import actions
from bookings.actions import remind
from bookings.calendars import calendar_for
from bookings.day_pass import closes_at, opens_at
from bookings.models import Booking
from content.words import clock, day_long, time_range
from offers.actions.dates import add_series
from offers.models import Occurrence, Offer
from offers.series import Wish, moment
from outbox.models import Message
from tests.bookings.conftest import Ask

pytestmark = pytest.mark.django_db
ZONES = ["Europe/Copenhagen", "Europe/Stockholm"]
# The Friday before and the Monday after each change, and how far nine o'clock is from UTC on each.
CHANGES = [((date(2027, 3, 26), 8), (date(2027, 3, 29), 7)), ((date(2027, 10, 29), 7), (date(2027, 11, 1), 8))]
NINE, HALF_PAST_ELEVEN = time(9), time(11, 30)
at_both_changes = pytest.mark.parametrize("days", CHANGES, ids=["March", "October"])


@pytest.fixture(autouse=True, params=ZONES)
def zone(request: pytest.FixtureRequest, settings: Settings) -> ZoneInfo:
    """The site stands in Denmark, or in Sweden."""
    settings.TIME_ZONE = request.param
    return ZoneInfo(request.param)


def put(booking: Booking, day: date) -> Booking:
    """The visit is on that day from nine to half past eleven, read anew from the database."""
    times = {"starts_at": moment(day, NINE), "ends_at": moment(day, HALF_PAST_ELEVEN)}
    Occurrence.objects.filter(pk=booking.occurrence_id).update(**times)
    return Booking.objects.in_full().get(pk=booking.pk)


@pytest.fixture
def agreed(ask: Ask, teacher: Membership, host: Membership) -> Booking:
    """A visit both sides have said yes to."""
    return actions.confirm(booking=ask(teacher), by=host.person)


@at_both_changes
def test_nine_on_the_wall_is_stored_in_utc_and_shown_as_nine(
    agreed: Booking, days: tuple[tuple[date, int], ...]
) -> None:
    """On both sides of the change, on the page of the day too."""
    for day, hour in days:
        occurrence = put(agreed, day).occurrence
        assert occurrence.starts_at == datetime.combine(day, time(hour), UTC)
        assert occurrence.starts_at.utcoffset() == timedelta(0)
        assert (clock(occurrence.starts_at), time_range(occurrence.starts_at, occurrence.ends_at)) == (
            "9.00",
            "9.00–11.30",
        )
        assert str(day.day) in day_long(occurrence.starts_at)


@at_both_changes
def test_calendar_files_and_feeds_say_the_same_moment(
    agreed: Booking, teacher: Membership, zone: ZoneInfo, days: tuple[tuple[date, int], ...]
) -> None:
    """Parsed back as a calendar does, in the reader's own zone."""
    feed = actions.open_feed(organisation=teacher.organisation, by=teacher.person)
    for day, hour in days:
        booking = put(agreed, day)
        texts = [calendar_for(booking, language="da")]
        texts.append(Client().get(reverse("bookings:feed", args=[feed.token])).content.decode())
        for text in texts:
            [event] = Calendar.from_ical(text).walk("VEVENT")
            assert f"DTSTART:{day:%Y%m%d}T{hour:02}0000Z" in text
            assert event["DTSTART"].dt.astimezone(zone) == datetime.combine(day, NINE, zone)
            assert event["DTEND"].dt.astimezone(zone) == datetime.combine(day, HALF_PAST_ELEVEN, zone)


@at_both_changes
def test_a_series_across_the_change_keeps_the_clock_on_the_wall(
    offer: Offer, zone: ZoneInfo, days: tuple[tuple[date, int], ...]
) -> None:
    """Every Monday at nine, four weeks around it: one hour apart in UTC."""
    after = days[1][0]
    wish = Wish(0, NINE, HALF_PAST_ELEVEN, after - timedelta(days=21), after + timedelta(days=14))
    made = add_series(offer=offer, wish=wish, capacity=1, by=None)
    stored = [row.starts_at for row in Occurrence.objects.filter(pk__in=[row.pk for row in made])]
    assert len({moment.astimezone(UTC).hour for moment in stored}) == 2
    assert {moment.astimezone(zone).time() for moment in stored} == {NINE}


@at_both_changes
def test_reminders_and_the_page_of_the_day_go_by_the_clock_on_the_wall(
    agreed: Booking, zone: ZoneInfo, days: tuple[tuple[date, int], ...]
) -> None:
    """A week before at seven, although the week has an hour more or less; the page opens at six."""
    monday = days[1][0]
    booking = put(agreed, monday)
    seven = datetime.combine(monday - timedelta(days=7), time(7), zone)
    assert remind(seven - timedelta(seconds=1)) == 0
    assert remind(seven) == 1
    assert Message.objects.filter(kind="booking_in_a_week").count() == 1
    assert opens_at(booking.occurrence) == datetime.combine(monday - timedelta(days=1), time(18), zone)
    assert closes_at(booking.occurrence) == datetime.combine(monday, time(18), zone)


def test_a_visit_over_the_night_of_the_change_lasts_as_long_as_it_does(agreed: Booking, zone: ZoneInfo) -> None:
    """From ten in the evening to six in the morning: seven hours in March, nine in October."""
    for evening, hours in [(date(2027, 3, 27), 7), (date(2027, 10, 30), 9)]:
        times = {"starts_at": moment(evening, time(22)), "ends_at": moment(evening + timedelta(days=1), time(6))}
        Occurrence.objects.filter(pk=agreed.occurrence_id).update(**times)
        booking = Booking.objects.in_full().get(pk=agreed.pk)
        [event] = Calendar.from_ical(calendar_for(booking, language="da")).walk("VEVENT")
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=hours)
        assert timezone.localtime(booking.occurrence.ends_at).time() == time(6)
