"""An editor cannot take away a page that classes are coming to; without bookings nothing stands in the way."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from accounts.models import Membership
from bookings.actions import cancel_by_host
from bookings.hindrances import SHOWN, live_bookings_below
from bookings.models import Booking
from companies.models import CompaniesPage, CompanyPage
from content.models import ArticlePage, MunicipalityPage
from offers.models import Occurrence, Offer, OfferPage
from tests.bookings.conftest import Ask
from tests.conftest import signed_in
from tests.factories.bookings import ask_for, new_school, teacher_at
from tests.factories.catalogue import live_offer, occurrence
from tests.factories.companies import company_in, editor_in

pytestmark = pytest.mark.django_db
Post = Callable[[Page], str]


@pytest.fixture
def editor() -> Client:
    """A municipal editor in the admin."""
    return signed_in(editor_in())


@pytest.fixture
def booking(ask: Ask, teacher: Membership) -> Booking:
    """A class that has asked to come."""
    return ask(teacher)


def page_of(offer: Offer) -> OfferPage:
    """The offer's only page."""
    found: OfferPage = offer.pages.get()
    return found


def other_company(page: OfferPage) -> CompanyPage:
    """Another company's page in the same municipality and language."""
    other = live_offer(company_in(), title="Noget andet")
    found: CompanyPage = CompanyPage.objects.get(organisation=other.host, locale=page.locale)
    return found


def _single(action: str) -> Post:
    return lambda page: f"/admin/pages/{page.pk}/{action}/"


def _bulk(action: str) -> Post:
    return lambda page: f"/admin/bulk/wagtailcore/page/{action}/?id={page.pk}"


WAYS = {
    "delete": _single("delete"),
    "unpublish": _single("unpublish"),
    "delete many": _bulk("delete"),
    "unpublish many": _bulk("unpublish"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_page_with_live_bookings_stays_and_the_bookings_are_shown(
    editor: Client, booking: Booking, way: str
) -> None:
    """One page or several, deleted or unpublished."""
    page = page_of(booking.occurrence.offer)
    response = editor.post(WAYS[way](page))
    page.refresh_from_db()
    said = response.content.decode()
    assert (response.status_code, page.live) == (409, True)
    assert "Havneskolen, 7.B" in said
    assert "Byg en vindmølle" in said


@pytest.mark.parametrize("above", [CompanyPage, CompaniesPage, MunicipalityPage])
@pytest.mark.parametrize("way", WAYS)
def test_so_does_every_page_above_it(editor: Client, booking: Booking, above: type[Page], way: str) -> None:
    """What lies above would take the offer with it."""
    page = above.objects.ancestor_of(page_of(booking.occurrence.offer)).get()
    response = editor.post(WAYS[way](page), {"include_descendants": "on", "confirm_site_name": "Skolebro"})
    assert response.status_code in {403, 409}
    assert above.objects.get(pk=page.pk).live
    assert page_of(booking.occurrence.offer).live


@pytest.mark.parametrize("way", WAYS)
def test_without_live_bookings_nothing_stands_in_the_way(
    editor: Client, booking: Booking, host: Membership, way: str
) -> None:
    """A cancelled booking is a row that protects the date and the offer, and no error."""
    page = page_of(booking.occurrence.offer)
    assert host.person is not None
    cancel_by_host(booking=booking, by=host.person, reason="Sygdom")
    response = editor.post(WAYS[way](page))
    left = OfferPage.objects.filter(pk=page.pk).first()
    assert response.status_code == 302
    assert left is None if way.startswith("delete") else left is not None and not left.live
    assert Booking.objects.filter(pk=booking.pk).exists()
    assert Offer.objects.filter(pk=booking.occurrence.offer_id).exists()


def test_asking_whether_to_delete_already_shows_them(editor: Client, booking: Booking) -> None:
    """The question itself is answered, before anything is confirmed."""
    page = page_of(booking.occurrence.offer)
    assert editor.get(f"/admin/pages/{page.pk}/delete/").status_code == 409


def test_a_page_with_live_bookings_is_not_moved(editor: Client, booking: Booking) -> None:
    """Its address stands in mails and calendars."""
    page = page_of(booking.occurrence.offer)
    there = other_company(page)
    one = editor.post(f"/admin/pages/{page.pk}/move/{there.pk}/confirm/")
    many = editor.post(f"/admin/bulk/wagtailcore/page/move/?id={page.pk}", {"chooser": there.pk})
    assert (one.status_code, many.status_code) == (409, 409)
    assert not OfferPage.objects.get(pk=page.pk).is_child_of(there)


@pytest.mark.parametrize("many", [False, True])
def test_a_page_without_bookings_is_moved(editor: Client, offer: Offer, many: bool) -> None:
    """Nothing stands in the way."""
    page = page_of(offer)
    there = other_company(page)
    if many:
        editor.post(f"/admin/bulk/wagtailcore/page/move/?id={page.pk}", {"chooser": there.pk})
    else:
        editor.post(f"/admin/pages/{page.pk}/move/{there.pk}/confirm/")
    assert OfferPage.objects.get(pk=page.pk).is_child_of(there)


def test_what_is_over_stands_in_no_way(editor: Client, booking: Booking) -> None:
    """A visit of last week is no reason to keep the page."""
    past = timezone.now() - timedelta(days=7)
    times = {"starts_at": past, "ends_at": past + timedelta(hours=2)}
    Occurrence.objects.filter(pk=booking.occurrence_id).update(**times)
    page = page_of(booking.occurrence.offer)
    assert editor.post(f"/admin/pages/{page.pk}/delete/").status_code == 302
    assert Booking.objects.filter(pk=booking.pk).exists()


def test_an_article_is_deleted_as_ever(editor: Client) -> None:
    """Pages without offers below are none of our business."""
    home = MunicipalityPage.objects.get(organisation__municipality="dk-0479", locale__language_code="da")
    article = home.add_child(instance=ArticlePage(title="Nyt", slug="nyt", locale=home.locale))
    assert editor.post(f"/admin/pages/{article.pk}/delete/").status_code == 302
    assert not ArticlePage.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_long(offer: Offer, number: int, django_assert_num_queries: Callable) -> None:
    """One and three bookings under one count."""
    date = occurrence(offer, days=20, capacity=5)
    for each in range(number):
        ask_for(date, teacher_at(new_school(f"Skole {each}")), label=f"{each}.B")
    page = page_of(offer)
    with django_assert_num_queries(3):
        shown = [
            (str(row.school), row.group.label, str(row.occurrence.offer), row.get_state_display())
            for row in live_bookings_below([page], timezone.now())[:SHOWN]
        ]
    assert len(shown) == number
