"""Private calendar addresses: who may read what, and for how long."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, MembershipState, Role, User
from bookings import actions
from bookings.models import Booking, BookingState, CalendarFeed
from bookings.refusals import NotAMember
from offers.models import Occurrence, Offer
from tests.bookings.conftest import Ask, new_school, teacher_at
from tests.conftest import signed_in
from tests.factories.accounts import MembershipFactory
from tests.factories.catalogue import host_in, live_offer, occurrence

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed(ask: Ask, teacher: Membership, host: Membership) -> Booking:
    """A visit both sides have said yes to."""
    return actions.confirm(booking=ask(teacher, needs="En elev har diabetes"), by=host.person)


def address(membership: Membership, *, own: bool = False) -> str:
    """The address of a member's feed: of the organisation, or one's own."""
    assert membership.person is not None
    organisation = None if own else membership.organisation
    feed = actions.open_feed(organisation=organisation, by=membership.person)
    return reverse("bookings:feed", args=[feed.token])


def events(url: str) -> list[Any]:
    """What a calendar reads there, parsed back."""
    response = Client().get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(response.content.decode()).walk("VEVENT"))


def test_both_sides_and_the_teacher_read_the_visit_in_their_calendars(
    agreed: Booking, teacher: Membership, host: Membership
) -> None:
    """The same UID as in the mails, times in UTC, where and with whom."""
    for url in (address(teacher), address(teacher, own=True), address(host)):
        [event] = events(url)
        assert str(event["UID"]) == f"booking-{agreed.reference.lower()}@skolebro"
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (agreed.occurrence.starts_at, agreed.occurrence.ends_at)
        assert str(event["SUMMARY"]) == "7.B: Byg en vindmølle"
        assert str(event["STATUS"]) == "CONFIRMED"
        assert "Møllevej 4" in str(event["LOCATION"])


def test_no_name_number_or_need_stands_in_a_feed(agreed: Booking, teacher: Membership, host: Membership) -> None:
    """The address may lie in a calendar that others see."""
    for url in (address(teacher), address(host)):
        text = Client().get(url).content.decode().replace("\r\n ", "")
        for secret in ("Mette", "Ingrid", "55 00", "diabetes", "@nordvind", teacher.person.email):
            assert secret not in text


def test_what_is_not_agreed_is_not_there_and_what_was_cancelled_says_so(
    agreed: Booking, ask: Ask, teacher: Membership, host: Membership, offer: Offer
) -> None:
    """SEQUENCE rises; requests and the waiting list never were visits."""
    ask(teacher, label="7.C")
    withdrawn = ask(teacher, label="7.D", on=occurrence(offer, days=40))
    actions.cancel_by_school(booking=withdrawn, by=teacher.person)
    url = address(teacher)
    before = events(url)[0]["SEQUENCE"]
    actions.cancel_by_host(booking=agreed, reason="Storm", by=host.person)
    [event] = events(url)
    assert str(event["STATUS"]) == "CANCELLED"
    assert event["SEQUENCE"] > before


def test_a_feed_reaches_sixty_days_back_and_four_hundred_ahead(agreed: Booking, teacher: Membership) -> None:
    """No further."""
    url = address(teacher)
    for days, number in [(-61, 0), (-59, 1), (399, 1), (401, 0)]:
        starts_at = timezone.now() + timedelta(days=days)
        Occurrence.objects.update(starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
        assert len(events(url)) == number


def test_ones_own_feed_has_ones_own_visits_only(
    agreed: Booking, ask: Ask, teacher: Membership, host: Membership, offer: Offer
) -> None:
    """A teacher's classes; in a company the visits of offers one has written oneself."""
    colleague = teacher_at(teacher.organisation.school)
    actions.confirm(booking=ask(colleague, label="7.A"), by=host.person)
    assert [len(events(address(teacher, own=own))) for own in (False, True)] == [2, 1]
    assert len(events(address(host, own=True))) == 0
    Offer.objects.filter(pk=offer.pk).update(owner=host.person)
    assert len(events(address(host, own=True))) == 2


def test_nobody_reads_another_organisations_visits(agreed: Booking, teacher: Membership) -> None:
    """Neither another school nor another company."""
    others = [teacher_at(new_school("Fremmed Skole"))]
    others.append(MembershipFactory(organisation=live_offer(host_in()).host, role=Role.COMPANY_OWNER))
    for other in others:
        assert events(address(other)) == []
        assert events(address(other, own=True)) == []
        with pytest.raises(NotAMember):
            actions.open_feed(organisation=teacher.organisation, by=other.person)
        response = signed_in(other.person).post(
            reverse("bookings:feeds"), {"open": "", "organisation": teacher.organisation_id}
        )
        assert response.status_code == 404


@pytest.mark.parametrize("own", [True, False])
def test_who_has_left_or_cannot_sign_in_reads_nothing_more(agreed: Booking, teacher: Membership, own: bool) -> None:
    """The address is a 404 from that moment, and good again when they come back."""
    url = address(teacher, own=own)
    Membership.objects.filter(pk=teacher.pk).update(state=MembershipState.ENDED)
    assert Client().get(url).status_code == 404
    Membership.objects.filter(pk=teacher.pk).update(state=MembershipState.ACTIVE)
    assert Client().get(url).status_code == 200
    User.objects.filter(pk=teacher.person_id).update(is_active=False)
    assert Client().get(url).status_code == 404


def test_an_address_is_made_renewed_and_closed_with_buttons(teacher: Membership) -> None:
    """A GET changes nothing; the old address never opens again; nobody else's is touched."""
    page, client = reverse("bookings:feeds"), signed_in(teacher.person)
    theirs = address(teacher_at(teacher.organisation.school))
    said = {"organisation": str(teacher.organisation_id)}
    assert "Lav en adresse" in client.get(page).content.decode()
    assert CalendarFeed.objects.filter(person=teacher.person).count() == 0
    for _twice in range(2):
        client.post(page, {**said, "open": ""})
    old = CalendarFeed.objects.get(person=teacher.person)
    assert f"http://testserver/booking/kalender/{old.token}.ics" in client.get(page).content.decode()
    client.post(page, {**said, "renew": ""})
    new = CalendarFeed.objects.get(person=teacher.person)
    assert Client().get(reverse("bookings:feed", args=[old.token])).status_code == 404
    assert Client().get(reverse("bookings:feed", args=[new.token])).status_code == 200
    client.post(page, {**said, "revoke": ""})
    assert Client().get(reverse("bookings:feed", args=[new.token])).status_code == 404
    assert Client().get(theirs).status_code == 200


def test_a_calendar_that_has_it_already_is_told_so(agreed: Booking, teacher: Membership, host: Membership) -> None:
    """304 until something changes; when it was read last is noted once an hour."""
    url = address(teacher)
    etag = Client().get(url)["ETag"]
    assert Client().get(url, headers={"if-none-match": etag}).status_code == 304
    read_at = CalendarFeed.objects.get().read_at
    assert read_at is not None
    actions.cancel_by_host(booking=agreed, reason="Storm", by=host.person)
    assert Client().get(url, headers={"if-none-match": etag}).status_code == 200
    assert CalendarFeed.objects.get().read_at == read_at


@pytest.mark.parametrize("number", [1, 3])
def test_three_visits_ask_as_many_questions_as_one(
    ask: Ask,
    teacher: Membership,
    host: Membership,
    offer: Offer,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """One literal number."""
    for day in range(number):
        actions.confirm(booking=ask(teacher, on=occurrence(offer, days=30 + day)), by=host.person)
    url = address(teacher)
    events(url)
    with django_assert_num_queries(4):
        assert len(events(url)) == number


def test_a_place_in_line_is_no_entry_in_a_calendar(ask: Ask, teacher: Membership, offer: Offer) -> None:
    """Neither the button on the receipt nor the file behind it, until there is a place."""
    client, booking = signed_in(teacher.person), ask(teacher)
    receipt = reverse("bookings:receipt", args=[booking.reference])
    file = reverse("bookings:calendar", args=[booking.reference])
    assert file in client.get(receipt).content.decode()
    assert client.get(file).status_code == 200
    for state in (BookingState.WAITLISTED, BookingState.OFFERED):
        Booking.objects.filter(pk=booking.pk).update(
            state=state, position=1, expires_at=timezone.now() + timedelta(days=1)
        )
        assert file not in client.get(receipt).content.decode()
        assert client.get(file).status_code == 404
