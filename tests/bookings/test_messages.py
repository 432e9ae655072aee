"""Mails: each side's own facts, in its own language, with calendar entries that calendars accept."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from accounts.models import Membership
from bookings import actions
from bookings.messages.letters import LETTERS
from offers.models import Offer
from outbox.actions import render
from outbox.models import Message
from tests.bookings.conftest import Ask
from tests.factories.catalogue import write_live

pytestmark = pytest.mark.django_db


def mail(kind: str) -> Message:
    """The one message of a kind."""
    return Message.objects.get(kind=kind)


@pytest.fixture
def agreed(ask: Ask, teacher: Membership, host: Membership) -> None:
    """A visit both sides have said yes to."""
    actions.confirm(booking=ask(teacher, needs="En elev bruger kørestol"), by=host.person)


@pytest.mark.usefixtures("agreed")
def test_a_confirmation_says_status_what_and_when_in_its_subject() -> None:
    """The teacher reads whom to ring and how to cancel; a person is the subject of the heading."""
    said = render(mail("booking_confirmed"))
    assert said.subject.startswith("Bekræftet: Byg en vindmølle, ")
    for words in ("Nordvind Værksted glæder sig til at se 7.B", "24 elever og 2 voksne", "Møllevej 4", "55 00 11 77"):
        assert words in said.text
        assert words in said.html
    assert mail("booking_confirmed").payload["cancel_url"] in said.text


@pytest.mark.usefixtures("agreed")
def test_the_host_reads_who_comes_and_never_the_link_that_cancels_for_the_school() -> None:
    """Each side gets its own facts."""
    letter = mail("booking_agreed")
    said = render(letter)
    assert "7.B fra Havneskolen kommer" in said.text
    assert "En elev bruger kørestol" in said.text
    assert "55 00 12 98" in said.text
    assert "cancel_url" not in letter.payload


@pytest.mark.usefixtures("agreed")
def test_answers_reach_the_other_side(teacher: Membership) -> None:
    """Reply-To is the counterpart."""
    assert teacher.person is not None
    assert mail("booking_confirmed").reply_to == "ingrid@nordvind.example"
    assert mail("booking_agreed").reply_to == teacher.person.email


def test_the_request_tells_the_host_by_when(ask: Ask, teacher: Membership, host: Membership) -> None:
    """With the way to the answer."""
    ask(teacher)
    letter = mail("booking_requested")
    said = render(letter)
    assert said.subject.startswith("Svar ønskes: 7.B fra Havneskolen")
    assert letter.payload["answer_url"] in said.text
    assert "55 00 11 77" not in render(mail("booking_received")).text


@pytest.mark.parametrize(("language", "title"), [("sv", "Bygg ett vindkraftverk"), ("en", "Byg en vindmølle")])
def test_each_reads_its_own_language(
    ask: Ask, teacher: Membership, host: Membership, offer: Offer, language: str, title: str
) -> None:
    """Title, words and addresses; a language the offer lacks falls back to its first."""
    write_live(offer, title="Bygg ett vindkraftverk", language="sv")
    assert teacher.person is not None
    teacher.person.language = language
    teacher.person.save()
    actions.confirm(booking=ask(teacher), by=host.person)
    letter = mail("booking_confirmed")
    assert letter.payload["title"] == title
    for name in ("url", "cancel_url", "catalogue_url"):
        assert letter.payload[name].startswith(f"http://testserver/{language}/")
    assert mail("booking_agreed").payload["url"].startswith("http://testserver/booking/")
    render(letter)


def test_one_visit_has_one_entry_in_a_calendar_through_its_whole_life(
    ask: Ask, teacher: Membership, host: Membership
) -> None:
    """REQUEST, then CANCEL: the same UID, a higher SEQUENCE, UTC, for the one who gets it."""
    booking = actions.confirm(booking=ask(teacher), by=host.person)
    actions.cancel_by_school(booking=booking, by=teacher.person)
    pairs = [("booking_confirmed", "booking_cancelled"), ("booking_agreed", "booking_cancelled_by_school")]
    times = (booking.occurrence.starts_at, booking.occurrence.ends_at)
    for kinds in pairs:
        entries = [Calendar.from_ical(mail(kind).calendar) for kind in kinds]
        assert [str(entry["METHOD"]) for entry in entries] == ["REQUEST", "CANCEL"]
        events = [entry.walk("VEVENT")[0] for entry in entries]
        assert len({str(event["UID"]) for event in events}) == 1
        assert events[0]["SEQUENCE"] < events[1]["SEQUENCE"]
        assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CANCELLED"]
        assert {str(event["ATTENDEE"]) for event in events} == {f"mailto:{mail(kinds[0]).to_email}"}
        assert {(event["DTSTART"].dt, event["DTEND"].dt) for event in events} == {times}
        assert all(event["DTSTART"].dt.utcoffset() == timedelta(0) for event in events)


def test_every_kind_can_be_read(ask: Ask, teacher: Membership, host: Membership) -> None:
    """Each letter, in each language, as text and HTML, without a name left unfilled."""
    actions.confirm(booking=ask(teacher, needs="Vi har haft strøm"), by=host.person)
    both = {**mail("booking_agreed").payload, **mail("booking_confirmed").payload, "reason": "Storm"}
    payload = {**both, "answer_by": both["starts_at"]}
    for language in ("da", "sv", "en"):
        for kind in LETTERS:
            said = render(Message(kind=kind, payload=payload, language=language))
            assert "%(" not in f"{said.subject}{said.text}{said.html}"
            assert "Byg en vindmølle" in said.text


def test_who_has_left_is_not_written_to(ask: Ask, teacher: Membership, host: Membership) -> None:
    """Neither a teacher who cannot sign in any more nor a former colleague of the host."""
    booking = ask(teacher)
    assert teacher.person is not None
    teacher.person.is_active = False
    teacher.person.save()
    Membership.objects.filter(pk=host.pk).update(state="ended")
    actions.confirm(booking=booking, by=host.person)
    assert not Message.objects.filter(kind__in=["booking_confirmed", "booking_agreed"]).exists()
