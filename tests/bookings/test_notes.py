"""The thread of a visit: both sides write and read, the other side gets a mail, and nobody else sees a word."""

from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Role
from bookings import actions
from bookings.expectations import LONGEST
from bookings.models import Booking, Note, Side
from bookings.refusals import ThreadClosed
from offers.models import Occurrence
from outbox.actions import render
from outbox.mime import as_mail
from outbox.models import Message
from tests.bookings.conftest import Ask, new_school, teacher_at
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db
ASKED = "Har I 24 par briller?\nOg hvor er parkeringen?"


@pytest.fixture
def visit(ask: Ask, teacher: Membership, host: Membership) -> Booking:
    """What the teacher has asked for."""
    return ask(teacher)


@pytest.fixture
def client(teacher: Membership) -> Client:
    """The teacher's browser."""
    return signed_in(teacher.person)


def at(name: str, booking: Booking) -> str:
    """The address of a page of a booking."""
    return reverse(f"bookings:{name}", args=[booking.reference])


def long_ago(booking: Booking, days: int) -> None:
    """The visit ended so many days ago."""
    ended = timezone.now() - timedelta(days=days)
    moments = {"starts_at": ended - timedelta(hours=2), "ends_at": ended}
    Occurrence.objects.filter(pk=booking.occurrence_id).update(**moments)


def test_both_sides_write_and_read_one_thread(client: Client, visit: Booking, host: Membership) -> None:
    """VW-06: a question, an answer; who said it, for which side and when stands on both sides' pages."""
    host_client = signed_in(host.person)
    client.post(at("notes", visit), {"text": ASKED})
    host_client.post(at("notes", visit), {"text": "Ja, og parkeringen er i gården"})
    assert list(visit.notes.values_list("side", flat=True)) == [Side.SCHOOL, Side.HOST]
    for reader in (client, host_client):
        page = reader.get(at("notes", visit)).content.decode()
        assert page.index("Har I 24 par briller?") < page.index("parkeringen er i gården")
        assert page.index("Mette Krogh</b>, Havneskolen") < page.index(f"{host.person}</b>, Nordvind Værksted")
        assert "parkeringen er i gården" in reader.get(at("receipt", visit)).content.decode()
        assert "skrev til den anden side" in reader.get(at("history", visit)).content.decode()


def test_the_other_side_gets_the_text_and_the_way_to_answer_by_mail(
    client: Client, visit: Booking, host: Membership
) -> None:
    """VW-06: in the reader's language, with the text as it was written."""
    assert host.person is not None
    host.person.language = "sv"
    host.person.save()
    client.post(at("notes", visit), {"text": ASKED})
    letter = Message.objects.get(kind="booking_note_for_host")
    assert letter.recipient == host.person
    said = render(letter)
    assert said.subject.startswith("Meddelande från Havneskolen: 7.B, ")
    assert "Mette Krogh från Havneskolen har skrivit" in said.text
    assert ASKED in said.text
    assert f"/sv{at('notes', visit)}" in said.text
    assert not Message.objects.filter(kind="booking_note").exists()


def test_the_teacher_is_told_by_the_host(visit: Booking, teacher: Membership, host: Membership) -> None:
    """VW-06: each message one mail; an answer by mail reaches the host, too."""
    for text in ("Husk madpakker", "Og vanter"):
        signed_in(host.person).post(at("notes", visit), {"text": text})
    letters = Message.objects.filter(kind="booking_note", recipient=teacher.person)
    assert [letter.payload["said"] for letter in letters.order_by("pk")] == ["Husk madpakker", "Og vanter"]
    assert letters[0].reply_to == "ingrid@nordvind.example"


def test_a_message_cannot_bring_markup_or_headers_into_a_page_or_mail(visit: Booking, host: Membership) -> None:
    """Escaped in HTML, kept as it is in text, and never in a header."""
    wicked = '<script>alert("x")</script>\nBcc: alle@skolen.example'
    client = signed_in(host.person)
    client.post(at("notes", visit), {"text": wicked})
    letter = Message.objects.get(kind="booking_note")
    said, page = render(letter), client.get(at("notes", visit)).content.decode()
    for markup in (said.html, page):
        assert "&lt;script&gt;alert(" in markup
        assert "<script>alert(" not in markup
    assert as_mail(letter, said).message()["Bcc"] is None


def test_a_name_with_a_line_break_cannot_add_a_header(visit: Booking, teacher: Membership) -> None:
    """Names stand in the subject."""
    visit.group.label = "7.B\nBcc: alle@skolen.example"
    visit.group.save()
    assert teacher.person is not None
    actions.write_note(booking=visit, text="Hej", side=Side.SCHOOL, by=teacher.person)
    letter = Message.objects.get(kind="booking_note_for_host")
    sent = message_from_bytes(as_mail(letter, render(letter)).message().as_bytes())
    assert sent["Bcc"] is None
    assert "Bcc" in str(make_header(decode_header(sent["Subject"])))


def test_where_nobody_looks_after_the_class_those_who_lead_the_school_are_told(
    visit: Booking, teacher: Membership, host: Membership
) -> None:
    """A message is never written to nobody."""
    assert teacher.person is not None
    assert host.person is not None
    leader = teacher_at(teacher.organisation.school, Role.SCHOOL_LEADER)
    teacher.person.is_active = False
    teacher.person.save()
    actions.write_note(booking=visit, text="Er der nogen?", side=Side.HOST, by=host.person)
    assert Message.objects.get(kind="booking_note").recipient == leader.person


def test_the_same_words_sent_twice_are_one_message(client: Client, visit: Booking) -> None:
    """A form that is sent twice says it once, and is mailed once."""
    for _ in range(2):
        client.post(at("notes", visit), {"text": ASKED})
    assert Note.objects.count() == 1
    assert Message.objects.filter(kind="booking_note_for_host").count() == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("   ", "Skriv, hvad du vil sige"),
        ("a" * (LONGEST + 1), "Skriv højst 2000 tegn. Der er 2001 nu"),
        ("Eleven hedder 120310-1234", "ligner et CPR-nummer"),
    ],
)
def test_what_cannot_be_sent_stands_as_typed_with_the_reason(
    client: Client, visit: Booking, text: str, said: str
) -> None:
    """VW-06: nothing typed is lost, and nothing is cut in silence."""
    response = client.post(at("notes", visit), {"text": text})
    assert response.status_code == 422
    page = response.content.decode()
    assert said in page
    assert text.strip() in page
    assert "maxlength" not in page
    assert not Note.objects.exists()


def test_line_breaks_of_a_browser_count_once(client: Client, visit: Booking) -> None:
    """A text of the greatest length passes whatever ends its lines."""
    client.post(at("notes", visit), {"text": "a" * (LONGEST - 2) + "\r\nb"})
    assert len(Note.objects.get().text) == LONGEST


def test_an_empty_thread_invites(client: Client, visit: Booking) -> None:
    """It names who is across."""
    assert "Ingen har skrevet endnu. Spørg Nordvind Værksted" in client.get(at("notes", visit)).content.decode()


def test_a_thread_stays_readable_and_closes_sixty_days_after_the_visit(
    client: Client, visit: Booking, teacher: Membership
) -> None:
    """VW-06: thanks are still possible; afterwards the page says since when it is closed."""
    assert teacher.person is not None
    long_ago(visit, 59)
    client.post(at("notes", visit), {"text": "Tak for i dag"})
    long_ago(visit, 61)
    response = client.post(at("notes", visit), {"text": "En ting til"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Tak for i dag" in page
    assert "60 dage efter besøget" in page
    with pytest.raises(ThreadClosed):
        actions.write_note(booking=visit, text="En ting til", side=Side.SCHOOL, by=teacher.person)
    assert Note.objects.count() == 1


def test_a_cancelled_visit_can_still_be_written_about(client: Client, visit: Booking, teacher: Membership) -> None:
    """For instance to find another day."""
    actions.cancel_by_school(booking=visit, by=teacher.person)
    client.post(at("notes", visit), {"text": "Må vi komme til maj?"})
    assert Note.objects.count() == 1


def test_a_colleague_reads_and_strangers_see_nothing(client: Client, visit: Booking, teacher: Membership) -> None:
    """Only who acts for the class writes for the school."""
    client.post(at("notes", visit), {"text": ASKED})
    colleague = signed_in(teacher_at(teacher.organisation.school).person)
    assert "Har I 24 par briller?" in colleague.get(at("notes", visit)).content.decode()
    assert colleague.post(at("notes", visit), {"text": "Hej"}).status_code == 404
    stranger = signed_in(teacher_at(new_school("Midtbyskolen")).person)
    assert stranger.get(at("notes", visit)).status_code == 404
    assert stranger.post(at("notes", visit), {"text": "Hej"}).status_code == 404
    assert Note.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_a_long_thread_asks_as_often_as_a_short_one(
    client: Client,
    visit: Booking,
    teacher: Membership,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """The same literal number of queries."""
    assert teacher.person is not None
    for row in range(number):
        actions.write_note(booking=visit, text=f"Besked {row}", side=Side.SCHOOL, by=teacher.person)
    client.get(at("notes", visit))
    with django_assert_num_queries(7):
        client.get(at("notes", visit))
