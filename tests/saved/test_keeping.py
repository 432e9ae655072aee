"""Favourites, what was seen last, and what fits the own classes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from offers.models import Offer, OfferState
from saved import actions
from saved.actions.offers import MOST_SEEN
from saved.models import Favourite, Seen
from saved.suggesting import for_classes_like
from tests.conftest import signed_in
from tests.factories.bookings import ask_for, new_school, teacher_at
from tests.factories.catalogue import host_in, live_offer, occurrence

pytestmark = pytest.mark.django_db
KEPT = 21


@pytest.fixture
def teacher() -> Membership:
    """A teacher."""
    return teacher_at(new_school())


@pytest.fixture
def client(teacher: Membership) -> Client:
    """The teacher's browser."""
    return signed_in(teacher.person)


def page_of(offer: Offer) -> str:
    """The address of the offer's page."""
    page = offer.page_in("da")
    assert page is not None
    return str(page.get_url())


def test_an_offer_is_kept_on_its_page_and_let_go_again(client: Client) -> None:
    """The button says what it does, and leads back."""
    offer = live_offer(host_in(), title="Byg en bro")
    page, url = page_of(offer), reverse("saved:favourite", args=[offer.pk])
    assert "Gem som favorit" in client.get(page).content.decode()
    assert client.post(url, {"keep": "", "next": page})["Location"] == page
    assert "Fjern fra favoritter" in client.get(page).content.decode()
    assert "Byg en bro" in client.get(reverse("saved:kept")).content.decode()
    client.post(url, {"drop": "", "next": page})
    assert not Favourite.objects.exists()


def test_a_foreign_address_is_not_where_one_is_led_back_to(client: Client) -> None:
    """No open redirect."""
    offer = live_offer(host_in())
    answer = client.post(reverse("saved:favourite", args=[offer.pk]), {"next": "https://example.org/"})
    assert answer["Location"] == reverse("saved:kept")


def test_who_is_not_signed_in_is_led_to_sign_in_and_back() -> None:
    """The page is kept as the place to return to."""
    offer = live_offer(host_in())
    page = page_of(offer)
    assert f"?next={page.replace('/', '%2F')}" in Client().get(page).content.decode()
    assert Client().post(reverse("saved:favourite", args=[offer.pk])).status_code == 302
    assert not Favourite.objects.exists()


def test_a_draft_cannot_be_kept_and_a_withdrawn_favourite_is_said_to_be_gone(
    client: Client, teacher: Membership
) -> None:
    """Nobody finds out about drafts by trying numbers."""
    draft = Offer.objects.create(host=host_in())
    assert client.post(reverse("saved:favourite", args=[draft.pk])).status_code == 404
    offer = live_offer(host_in(), title="Byg en bro")
    assert teacher.person is not None
    actions.keep_offer(offer=offer, by=teacher.person)
    Offer.objects.filter(pk=offer.pk).update(state=OfferState.WITHDRAWN)
    assert "Byg en bro tilbydes ikke for tiden" in client.get(reverse("saved:kept")).content.decode()


def test_what_was_looked_at_is_remembered_for_who_is_signed_in_only(client: Client, teacher: Membership) -> None:
    """A second look soon after is no new look."""
    offer = live_offer(host_in())
    Client().get(page_of(offer))
    assert not Seen.objects.exists()
    client.get(page_of(offer))
    first = Seen.objects.get(person=teacher.person).at
    client.get(page_of(offer))
    assert Seen.objects.get(person=teacher.person).at == first


def test_only_the_last_dozen_is_remembered(teacher: Membership) -> None:
    """The oldest is forgotten."""
    host, now = host_in(), timezone.now()
    offers = [Offer.objects.create(host=host) for _row in range(MOST_SEEN + 2)]
    assert teacher.person is not None
    for minute, offer in enumerate(offers):
        actions.note_seen(offer_id=offer.pk, by=teacher.person, now=now + timedelta(minutes=minute))
    seen = list(Seen.objects.values_list("offer", flat=True))
    assert seen == [offer.pk for offer in reversed(offers[2:])]


def test_offers_for_classes_like_yours_are_like_what_was_booked_and_say_so(teacher: Membership) -> None:
    """The subjects and grades of past visits, free dates, and never what has been booked already."""
    booked = live_offer(host_in(), subjects=["matematik"], grade_min=7, grade_max=7)
    ask_for(occurrence(booked), teacher, grade=7)
    like = live_offer(host_in(), subjects=["matematik"], grade_min=6, grade_max=8)
    occurrence(like)
    other = live_offer(host_in(), subjects=["dansk"], grade_min=7, grade_max=7)
    occurrence(other)
    live_offer(host_in(), subjects=["matematik"], grade_min=7, grade_max=7)  # without dates
    found = for_classes_like(teacher, "da", timezone.now())
    assert found is not None
    assert [hit.entry.offer_id for hit in found.hits] == [like.pk]
    assert "Matematik" in found.reason


def test_without_past_visits_the_schools_grades_decide(teacher: Membership) -> None:
    """And nothing is proposed when nothing is known."""
    fits = live_offer(host_in(), grade_min=1, grade_max=2)
    occurrence(fits)
    occurrence(live_offer(host_in(), grade_min=8, grade_max=9))
    assert for_classes_like(teacher, "da", timezone.now()) is None
    school = teacher.organisation.school
    school.first_grade, school.last_grade = 0, 3
    school.save()
    found = for_classes_like(teacher, "da", timezone.now())
    assert found is not None
    assert [hit.entry.offer_id for hit in found.hits] == [fits.pk]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_often_for_three_as_for_one(
    client: Client, teacher: Membership, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Favourites, searches and what was seen."""
    host = host_in()
    assert teacher.person is not None
    for row in range(number):
        kept, seen = live_offer(host), live_offer(host)
        occurrence(kept)
        actions.keep_offer(offer=kept, by=teacher.person)
        actions.note_seen(offer_id=seen.pk, by=teacher.person, now=timezone.now() + timedelta(seconds=row))
    url = reverse("saved:kept")
    client.get(url)
    with django_assert_num_queries(KEPT):
        context = client.get(url).context
    assert (len(context["kept"].favourites), len(context["kept"].recent)) == (number, number)
