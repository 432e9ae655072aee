"""The page of the day: one link for each side, no sign-in, for about a day."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry, Membership
from bookings import actions
from bookings.day_pass import arrival_token, closes_at, is_open, opens_at, pass_for, pass_of
from bookings.history import events_of
from bookings.models import Booking, BookingState, Side
from bookings.places import differences
from bookings.refusals import AlreadyEnded, DayOver, NotToday
from bookings.signing import CANCEL, DAY, token_for
from offers.models import Occurrence, Offer
from outbox.actions import render
from outbox.models import Message
from tests.bookings.conftest import Ask
from tests.conftest import signed_in
from tests.factories.catalogue import occurrence

pytestmark = pytest.mark.django_db
FACTS = {
    "bring": "Praktisk tøj",
    "access": "Toilet ved indgangen, ingen trin",
    "transport": "Bus 240, parkering bag hallen",
    "during": "Vi bygger en vinge",
    "contact_phone": "55 00 11 77",
}


@pytest.fixture
def visit(ask: Ask, teacher: Membership, host: Membership, offer: Offer) -> Booking:
    """A visit that begins in half an hour."""
    offer.pages.update(**FACTS)
    booking = actions.confirm(
        booking=ask(teacher, on=occurrence(offer, days=9), needs="En elev tåler ikke nødder"), by=host.person
    )
    put(booking, timezone.now() + timedelta(minutes=30))
    return booking


def put(booking: Booking, starts_at: datetime) -> None:
    """Let the visit be at another time, as if time had passed."""
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
    Occurrence.objects.filter(pk=booking.occurrence_id).update(**times)
    booking.occurrence.refresh_from_db()


def at(name: str, booking: Booking, side: Side) -> str:
    """The address of a page of the day."""
    return reverse(f"bookings:{name}", args=[pass_for(booking, side)])


def read(booking: Booking, side: Side) -> str:
    """What somebody who is not signed in reads."""
    return Client().get(at("day", booking, side)).content.decode()


def test_each_side_reads_whom_to_ring_and_what_to_know(visit: Booking) -> None:
    """Without signing in; the map is a link that nothing is fetched from."""
    teachers, hosts = read(visit, Side.SCHOOL), read(visit, Side.HOST)
    for words in ("Praktisk tøj", "Toilet ved indgangen", "Bus 240", "Vi bygger en vinge", "tåler ikke nødder"):
        assert words in teachers
        assert words in hosts
    assert 'href="tel:55001177"' in teachers
    assert 'href="tel:55001298"' not in teachers
    assert 'href="tel:55001298"' in hosts
    assert 'href="https://www.openstreetmap.org/?mlat=' in teachers
    assert "<img" not in teachers.split("<main", 1)[1].split("</main>", 1)[0]


def test_the_page_is_kept_nowhere_and_found_by_nobody(visit: Booking) -> None:
    """No cache, no search engine, no other site's log."""
    response = Client().get(at("day", visit, Side.SCHOOL))
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "same-origin"


def test_it_opens_at_six_the_evening_before_and_closes_at_six(visit: Booking) -> None:
    """Twenty-four hours; a visit that ends late keeps it open for two hours more."""
    day = timezone.localtime(visit.occurrence.starts_at).replace(hour=9, minute=0, second=0, microsecond=0)
    put(visit, day)
    six = day.replace(hour=18)
    assert (opens_at(visit.occurrence), closes_at(visit.occurrence)) == (six - timedelta(days=1), six)
    assert not is_open(visit, six - timedelta(days=1, seconds=1))
    assert is_open(visit, six - timedelta(days=1))
    assert not is_open(visit, six)
    put(visit, day.replace(hour=17))
    assert closes_at(visit.occurrence) == day.replace(hour=21)


def test_too_early_too_late_and_a_wrong_link_each_say_where_to_go(visit: Booking) -> None:
    """And nothing of the visit."""
    for days, status, words in [(3, 403, "er ikke åben endnu"), (-3, 410, "er lukket")]:
        put(visit, timezone.now() + timedelta(days=days))
        response = Client().get(at("day", visit, Side.SCHOOL))
        page = response.content.decode()
        assert (response.status_code, words in page) == (status, True)
        assert reverse("bookings:receipt", args=[visit.reference]) in page
        assert "nødder" not in page
        assert "tel:55001177" not in page
    put(visit, timezone.now())
    tokens = ["x", token_for(visit, CANCEL), token_for(visit, DAY), pass_for(visit, Side.HOST) + "x"]
    for token in tokens:
        response = Client().get(reverse("bookings:day", args=[token]))
        assert response.status_code == 404
        assert reverse("desks:start") in response.content.decode()
    assert Client().get(reverse("bookings:arrive", args=[pass_for(visit, Side.HOST)])).status_code == 404


def test_a_cancelled_visit_has_no_page(visit: Booking) -> None:
    """Its link is over."""
    Booking.objects.filter(pk=visit.pk).update(state=BookingState.CANCELLED)
    assert Client().get(at("day", visit, Side.HOST)).status_code == 410


@pytest.mark.parametrize(
    ("side", "kind", "words"),
    [
        (Side.SCHOOL, "booking_class_is_late", "7.B er ca. 20 minutter forsinket"),
        (Side.HOST, "booking_host_is_late", "Nordvind Værksted er ca. 20 minutter forsinket"),
    ],
)
def test_who_is_late_says_so_and_the_other_side_knows_at_once(
    visit: Booking, side: Side, kind: str, words: str
) -> None:
    """By mail and on its page; pressing twice is one mail; a GET says nothing."""
    late = at("day_late", visit, side)
    assert Client().get(late).status_code == 405
    for _twice in range(2):
        response = Client().post(late, {"minutes": "20", "note": "Bussen kom ikke"}, follow=True)
        assert "Den anden part har fået besked" in response.content.decode()
    letter = Message.objects.filter(kind=kind).first()
    assert letter is not None
    said = render(letter)
    assert words in said.text
    assert "Bussen kom ikke" in said.text
    assert Message.objects.filter(kind=kind).count() <= 2
    other = Side.HOST if side == Side.SCHOOL else Side.SCHOOL
    assert f"{words}." in read(visit, other)
    assert "Bussen kom ikke" in read(visit, other)
    assert "I har sagt, at I er ca. 20 minutter forsinket" in read(visit, side)


def test_a_delay_that_cannot_be_is_told_at_the_answer(visit: Booking) -> None:
    """With what was typed."""
    response = Client().post(at("day_late", visit, Side.SCHOOL), {"minutes": "7000", "note": "Bussen"})
    assert response.status_code == 422
    assert "Bussen" in response.content.decode()
    assert not Message.objects.filter(kind="booking_class_is_late").exists()


def test_the_host_notes_who_came_and_corrects_and_takes_it_back(visit: Booking, host: Membership) -> None:
    """Each is written down; who is signed in is named, the link alone names nobody."""
    address = at("day_attendance", visit, Side.HOST)
    Client().post(address, {"came": "", "pupils": "22"})
    visit.refresh_from_db()
    assert (visit.state, visit.attended_pupils) == (BookingState.ATTENDED, 22)
    arrived_at = visit.arrived_at
    assert arrived_at is not None
    signed_in(host.person).post(address, {"came": "", "pupils": "23"})
    Client().post(address, {"came": "", "pupils": "23"})
    visit.refresh_from_db()
    assert (visit.attended_pupils, visit.arrived_at) == (23, arrived_at)
    Client().post(address, {"undo": ""})
    visit.refresh_from_db()
    assert (visit.state, visit.attended_pupils, visit.arrived_at) == (BookingState.CONFIRMED, None, None)
    entries = AuditEntry.objects.filter(verb__in=["noted who came", "took back who came"]).order_by("pk")
    assert [entry.actor for entry in entries] == [None, host.person, None]
    assert events_of(visit)[0].what == "tog det noterede fremmøde tilbage"
    assert differences() == []


def test_nobody_came_is_noted_once_the_visit_should_have_begun_and_the_teacher_is_told(visit: Booking) -> None:
    """Before that it is too early; the mail says how to put it right."""
    address = at("day_attendance", visit, Side.HOST)
    Client().post(address, {"nobody": ""})
    visit.refresh_from_db()
    assert visit.state == BookingState.CONFIRMED
    put(visit, timezone.now() - timedelta(minutes=40))
    Client().post(address, {"nobody": ""})
    Client().post(address, {"nobody": ""})
    visit.refresh_from_db()
    assert visit.state == BookingState.NO_SHOW
    assert "har noteret, at 7.B ikke kom" in render(Message.objects.get(kind="booking_no_show")).text
    Client().post(address, {"came": "", "pupils": "20"})
    visit.refresh_from_db()
    assert visit.state == BookingState.ATTENDED


def test_the_schools_link_notes_nothing_for_the_host(visit: Booking) -> None:
    """Neither attendance nor the code."""
    assert Client().post(at("day_attendance", visit, Side.SCHOOL), {"came": "", "pupils": "3"}).status_code == 404
    assert Client().get(at("day_sign", visit, Side.SCHOOL)).status_code == 404
    visit.refresh_from_db()
    assert visit.state == BookingState.CONFIRMED


@pytest.mark.parametrize("number", ["", "mange", "0", "1000"])
def test_a_number_that_cannot_be_is_told_at_the_answer(visit: Booking, number: str) -> None:
    """And nothing is noted."""
    response = Client().post(at("day_attendance", visit, Side.HOST), {"came": "", "pupils": number})
    assert response.status_code == 422
    visit.refresh_from_db()
    assert visit.state == BookingState.CONFIRMED


def test_the_teacher_checks_in_with_the_code_the_host_shows(visit: Booking) -> None:
    """The code is a picture in the page, without styles of its own; what the host has counted stands."""
    sign = Client().get(at("day_sign", visit, Side.HOST)).content.decode()
    assert "<svg" in sign
    assert "style=" not in sign.split("<svg", 1)[1].split("</svg>", 1)[0]
    arrive = reverse("bookings:arrive", args=[arrival_token(visit)])
    assert f"http://testserver{arrive}" in sign
    client = Client()
    assert client.get(arrive).status_code == 200
    visit.refresh_from_db()
    assert visit.state == BookingState.CONFIRMED
    assert client.post(arrive, {"pupils": ""}).status_code == 422
    assert "21 elever" in client.post(arrive, {"pupils": "21"}, follow=True).content.decode()
    visit.refresh_from_db()
    assert (visit.state, visit.attended_pupils) == (BookingState.ATTENDED, 21)
    assert events_of(visit)[0].who == "Koden hos værten"
    Client().post(at("day_attendance", visit, Side.HOST), {"came": "", "pupils": "20"})
    client.post(arrive, {"pupils": "24"})
    visit.refresh_from_db()
    assert visit.attended_pupils == 20


def test_what_was_noted_stands_when_the_day_is_over(visit: Booking, host: Membership) -> None:
    """Before the day nothing can be noted, after it nothing is taken back; late is said only while it helps."""
    put(visit, timezone.now() + timedelta(days=3))
    with pytest.raises(NotToday):
        actions.note_attended(booking=visit, pupils=20, by=host.person)
    with pytest.raises(NotToday):
        actions.say_late(booking=visit, side=Side.SCHOOL, minutes=5, note="", by=None)
    put(visit, timezone.now() - timedelta(days=2))
    actions.note_attended(booking=visit, pupils=20, by=host.person)
    visit.refresh_from_db()
    assert visit.arrived_at is None
    with pytest.raises(DayOver):
        actions.take_back_attendance(booking=visit, by=host.person)
    with pytest.raises(AlreadyEnded):
        actions.say_late(booking=visit, side=Side.HOST, minutes=5, note="", by=None)


def test_receipts_and_desks_lead_to_the_page_of_the_day(visit: Booking, teacher: Membership, host: Membership) -> None:
    """Each side its own, on the day and not before."""
    pages = {
        Side.SCHOOL: (teacher, [reverse("bookings:receipt", args=[visit.reference]), reverse("desks:teacher")]),
        Side.HOST: (host, [reverse("bookings:receipt", args=[visit.reference]), reverse("desks:company")]),
    }
    for side, (membership, addresses) in pages.items():
        for address in addresses:
            page = signed_in(membership.person).get(address).content.decode()
            [token] = {part.split('/"', 1)[0] for part in page.split("/booking/dagen/")[1:]}
            found = pass_of(token)
            assert found is not None
            assert (found.booking, found.side) == (visit, side)
    put(visit, timezone.now() + timedelta(days=3))
    for membership, addresses in pages.values():
        for address in addresses:
            assert "/booking/dagen/" not in signed_in(membership.person).get(address).content.decode()


def test_the_host_notes_attendance_from_the_receipt_after_the_day(visit: Booking, host: Membership) -> None:
    """Signed in, for who forgot it: the link is over by then."""
    put(visit, timezone.now() - timedelta(days=2))
    address = reverse("bookings:attendance", args=[visit.reference])
    client = signed_in(host.person)
    receipt = client.get(reverse("bookings:receipt", args=[visit.reference])).content.decode()
    assert f'href="{address}"' in receipt
    assert client.get(address).status_code == 200
    client.post(address, {"came": "", "pupils": "19"})
    visit.refresh_from_db()
    assert (visit.state, visit.attended_pupils) == (BookingState.ATTENDED, 19)


def test_only_the_host_has_that_page(visit: Booking, teacher: Membership) -> None:
    """The teacher checks in on the day instead."""
    address = reverse("bookings:attendance", args=[visit.reference])
    assert signed_in(teacher.person).post(address, {"came": "", "pupils": "19"}).status_code == 404


def test_the_page_asks_a_fixed_number_of_questions(
    visit: Booking, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """With a delay on it."""
    actions.say_late(booking=visit, side=Side.SCHOOL, minutes=5, note="Kø", by=None)
    read(visit, Side.HOST)
    with django_assert_num_queries(3):
        read(visit, Side.HOST)
