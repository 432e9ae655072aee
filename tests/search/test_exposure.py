"""An offer that nobody has booked: lifted a little, in every engine, never above a better match."""

import pytest
from django.test import Client

from accounts.models import Organisation
from bookings.actions import cancel_by_school
from bookings.models import Booking
from offers.models import Offer
from search.engines import engine
from search.explaining import explain
from search.exposure import LIFT, MORE, PARTS, lifted
from search.models import Entry
from search.query import CatalogueQuery
from tests.factories.bookings import ask_for, new_school, teacher_at
from tests.factories.catalogue import host_in, live_offer, occurrence

pytestmark = pytest.mark.django_db


@pytest.fixture
def host() -> Organisation:
    """A company in an open municipality."""
    return host_in(name="Nordvind Værksted")


def booked(offer: Offer) -> Booking:
    """A class has asked for a date of it."""
    return ask_for(occurrence(offer, days=40), teacher_at(new_school()))


def titles(**asked: object) -> list[str]:
    """The titles found, in order."""
    return [hit.entry.title for hit in engine().search(CatalogueQuery(**asked)).hits]  # type: ignore[arg-type]


@pytest.mark.usefixtures("answering")
def test_of_two_equal_offers_the_one_that_nobody_has_booked_comes_first(host: Organisation) -> None:
    """Against the alphabet, which decides else; and no longer once a class has booked."""
    booked(live_offer(host, title="A vind"))
    other = live_offer(host, title="B vind")
    assert titles(text="vind") == ["B vind", "A vind"]
    booked(other)
    assert titles(text="vind") == ["A vind", "B vind"]


@pytest.mark.usefixtures("answering")
def test_a_better_match_is_never_hidden(host: Organisation) -> None:
    """The word in the title stays before the word in the text, whoever has booked."""
    booked(live_offer(host, title="Vind i tal"))
    live_offer(host, title="Fra mælk til ost", description="Vi taler også om vind.", subjects=["dansk"])
    assert titles(text="vind") == ["Vind i tal", "Fra mælk til ost"]


@pytest.mark.usefixtures("answering")
def test_a_booking_that_was_cancelled_counts_no_more(host: Organisation) -> None:
    """Then nobody has booked."""
    first, second = live_offer(host, title="A vind"), live_offer(host, title="B vind")
    booked(second)
    booking = booked(first)
    assert titles(text="vind") == ["A vind", "B vind"]
    assert booking.contact is not None
    cancel_by_school(booking=booking, by=booking.contact)
    live_offer(host, title="C vind")
    assert titles(text="vind") == ["A vind", "C vind", "B vind"]


@pytest.mark.usefixtures("answering")
def test_without_a_text_only_dates_that_begin_together_are_ties(host: Organisation) -> None:
    """The sooner date stays first."""
    known, fresh, late = (live_offer(host, title=title) for title in ("A", "B", "C"))
    booked(known)
    occurrence(known, days=5)
    occurrence(late, days=6)
    occurrence(fresh, days=5)
    assert titles() == ["B", "A", "C"]


def test_the_lift_is_two_percent_in_whole_numbers() -> None:
    """What has more than two per cent more points stays before."""
    assert pytest.approx(1.02) == LIFT
    assert lifted(1000, unbooked=True) == lifted(1020, unbooked=False) == 1000 * MORE == 1020 * PARTS
    assert lifted(1000, unbooked=True) < lifted(1021, unbooked=False)


def test_the_card_invites_and_the_explanation_says_the_bound(client: Client, host: Organisation) -> None:
    """Nothing about «no bookings» on the page; no invitation where there is no date."""
    offer = live_offer(host, title="Vind i tal")
    assert "Bliv den første klasse" not in client.get("/tilbud/").content.decode()
    occurrence(offer)
    assert "Bliv den første klasse" in client.get("/tilbud/").content.decode()
    said = explain("vind", "da", [Entry.objects.get().pk])
    assert "×1.02, nobody has booked it yet: passes only what has at most 2% more points" in said
    booked(offer)
    assert "Bliv den første klasse" not in client.get("/tilbud/").content.decode()
    assert "×1.02" not in explain("vind", "da", [Entry.objects.get().pk])
