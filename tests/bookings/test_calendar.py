"""The calendar on both sides: what blocks refuses in the action, what warns is said first and may be passed."""

from datetime import date as Day
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from bookings import actions
from bookings.models import Booking, VisitRequest
from bookings.refusals import SchoolClosed
from companies.models import Company
from offers.models import Occurrence, Offer
from schools.models import ClosedPeriod
from tests.bookings.conftest import Ask
from tests.bookings.test_dates import new_time
from tests.bookings.test_wish_views import answers, day
from tests.conftest import signed_in
from tests.factories.catalogue import occurrence
from tests.factories.wishes import at, window, wish_for

pytestmark = pytest.mark.django_db
ALL_YEAR = {"first_week": 1, "last_week": 53, "note": "Høst"}


@pytest.fixture
def busy(offer: Offer) -> None:
    """The host is busy all year."""
    company, _new = Company.objects.get_or_create(organisation=offer.host)
    company.peak_seasons.create(**ALL_YEAR)


@pytest.fixture
def client(teacher: Membership) -> Client:
    """The teacher's browser."""
    return signed_in(teacher.person)


def on_day(days: int) -> Day:
    """The day of a window or a date so many days on."""
    return timezone.localtime(at(days, 9)).date()


def close(teacher: Membership, *days: int, blocks: bool = True, note: str = "Lejrskole") -> None:
    """The teacher's school takes no visits on these days."""
    for number in days:
        first = on_day(number)
        ClosedPeriod.objects.create(
            school=teacher.organisation.school, first_day=first, last_day=first, blocks=blocks, note=note
        )


def test_a_day_the_school_has_closed_refuses_booking_moving_and_wishing(
    ask: Ask, offer: Offer, date: Occurrence, teacher: Membership
) -> None:
    """OP-24: in the action, whoever goes past the page; on the day after it all works."""
    other = occurrence(offer, days=40, capacity=2)
    booking = ask(teacher)
    close(teacher, 40)
    with pytest.raises(SchoolClosed):
        ask(teacher, label="7.C", on=other)
    with pytest.raises(SchoolClosed):
        actions.move_booking(booking=booking, occurrence_id=other.pk, by=teacher.person)
    with pytest.raises(SchoolClosed):
        wish_for(offer, teacher, label="7.C", windows=[window(39), window(40)])
    assert ask(teacher, label="7.C", on=occurrence(offer, days=41)).pk
    assert wish_for(offer, teacher, label="7.D", windows=[window(39), window(41)]).pk


def test_a_host_does_not_move_a_class_onto_a_day_its_school_has_closed(
    ask: Ask, date: Occurrence, teacher: Membership, host: Membership
) -> None:
    """OP-24: the page names the school; the action refuses whoever goes past it."""
    ask(teacher)
    close(teacher, 50)
    refused = signed_in(host.person).post(reverse("bookings:move_date", args=[date.pk]), new_time())
    assert refused.status_code == 422
    assert "Havneskolen" in refused.context["form"].errors["day"][0]
    with pytest.raises(SchoolClosed):
        actions.move_occurrence(
            occurrence=date, starts_at=at(50, 9), ends_at=at(50, 11), reason="Messe", by=host.person
        )


def test_days_closed_after_the_wish_cannot_be_agreed_on(offer: Offer, teacher: Membership, host: Membership) -> None:
    """OP-24: neither side makes a visit of a day the school has closed meanwhile."""
    wish = wish_for(offer, teacher, windows=[window(40)])
    close(teacher, 40, 50)
    with pytest.raises(SchoolClosed):
        actions.accept_wish(wish=wish, starts_at=at(40, 9), ends_at=at(40, 11), by=host.person)
    with pytest.raises(SchoolClosed):
        actions.propose_time(wish=wish, starts_at=at(50, 9), ends_at=at(50, 11), message="", by=host.person)
    actions.propose_time(wish=wish, starts_at=at(51, 9), ends_at=at(51, 11), message="", by=host.person)
    close(teacher, 51)
    response = signed_in(teacher.person).post(reverse("bookings:wish", args=[wish.reference]), {"take": ""})
    assert response.status_code == 302
    assert not Booking.objects.exists()


def test_a_warning_of_the_school_does_not_refuse(ask: Ask, date: Occurrence, teacher: Membership) -> None:
    """OP-24: it is only said."""
    close(teacher, 30, blocks=False)
    assert ask(teacher).occurrence == date


def test_the_teacher_reads_what_speaks_against_the_day_in_the_booking_steps(
    client: Client, date: Occurrence, teacher: Membership, busy: None
) -> None:
    """OP-24, OP-25: the host's busy weeks and the school's own, beside the form, before anything is sent."""
    close(teacher, 30, blocks=False)
    client.post(
        f"{reverse('bookings:start')}?tid={date.pk}",
        {"tid": date.pk, "comes": f"s{teacher.organisation.school.pk}"},
    )
    page = client.get(f"{reverse('bookings:group')}?tid={date.pk}")
    said = " ".join(page.context["remarks"])
    assert "Høst" in said
    assert "Lejrskole" in said
    assert page.context["remarks"][0] in page.content.decode()


def test_the_teacher_is_asked_once_before_a_wish_for_a_busy_day_is_sent(
    client: Client, offer: Offer, teacher: Membership, busy: None
) -> None:
    """OP-25: what was typed stands, and a tick sends it all the same."""
    url = reverse("bookings:wish_new", args=[offer.pk])
    asked = client.post(url, answers(teacher, anyway=""))
    assert (asked.status_code, list(asked.context["form"].errors)) == (422, ["anyway"])
    assert "Høst" in " ".join(asked.context["form"].errors["anyway"])
    assert f'value="{day(40)}"' in asked.content.decode()
    assert not VisitRequest.objects.exists()
    assert client.post(url, answers(teacher)).status_code == 302
    assert VisitRequest.objects.count() == 1


def test_a_wish_for_a_closed_day_is_refused_at_the_very_day(client: Client, offer: Offer, teacher: Membership) -> None:
    """OP-24: a tick does not help."""
    close(teacher, 40)
    refused = client.post(reverse("bookings:wish_new", args=[offer.pk]), answers(teacher))
    assert refused.status_code == 422
    assert "Lejrskole" in refused.context["form"].errors["day1"][0]


def test_the_host_reads_what_speaks_against_the_days_of_a_wish(
    offer: Offer, teacher: Membership, host: Membership, busy: None
) -> None:
    """OP-24, OP-25: own busy weeks and the school's closed days; another time is asked about once."""
    wish = wish_for(offer, teacher, windows=[window(40)])
    close(teacher, 40, blocks=False)
    desk, url = signed_in(host.person), reverse("bookings:wish", args=[wish.reference])
    page = desk.get(url)
    said = " ".join(page.context["remarks"])
    assert "Høst" in said
    assert "Havneskolen" in said
    assert page.context["remarks"][0] in page.content.decode()
    other = {"propose": "", "other-day": day(50), "other-begins": "10", "other-ends": "12"}
    asked = desk.post(url, other)
    assert (asked.status_code, list(asked.context["propose"].errors)) == (422, ["anyway"])
    assert desk.post(url, {**other, "other-anyway": "on"}).status_code == 302


def test_the_host_is_asked_once_before_a_date_moves_into_busy_weeks(
    ask: Ask, date: Occurrence, teacher: Membership, host: Membership, busy: None
) -> None:
    """OP-25: with what the schools on the date say of that day."""
    ask(teacher)
    close(teacher, 50, blocks=False)
    desk, url = signed_in(host.person), reverse("bookings:move_date", args=[date.pk])
    asked = desk.post(url, new_time(anyway=""))
    said = " ".join(asked.context["form"].errors["anyway"])
    assert "Høst" in said
    assert "Lejrskole" in said
    before = date.starts_at
    date.refresh_from_db()
    assert date.starts_at == before
    assert desk.post(url, new_time()).status_code == 302
    date.refresh_from_db()
    assert date.starts_at - before > timedelta(days=15)
