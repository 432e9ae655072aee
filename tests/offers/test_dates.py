"""Adding, changing and removing dates."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from offers.actions import (
    AlreadyThere,
    EndsTooEarly,
    HasBookings,
    InThePast,
    add_occurrence,
    add_series,
    change_occurrence,
    plan_series,
    remove_occurrence,
)
from offers.models import Occurrence, Offer, OfferPage, Resource
from offers.resources import ResourceTaken, assign
from offers.series import Wish
from offers.terms import cancel_by, closes_at
from tests.factories.bookings import ask_for, new_school, teacher_at
from tests.factories.companies import member_of
from tests.factories.offers import at, date_of, live_page

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def offer() -> Offer:
    """An offer that is live."""
    page: OfferPage = live_page()
    return page.offer


def times(days: int = 30, hours: float = 2.5) -> dict[str, Any]:
    """Start and end so many days ahead."""
    starts_at = at(timezone.localtime() + timedelta(days=days))
    return {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=hours)}


def test_a_date_knows_when_booking_closes(offer: Offer) -> None:
    made = add_occurrence(offer=offer, capacity=2, by=None, **times())
    assert (made.closes_at, made.cancel_by) == (closes_at(offer, made.starts_at), cancel_by(offer, made.starts_at))


def test_the_past_and_crossed_times_are_refused(offer: Offer) -> None:
    with pytest.raises(InThePast):
        add_occurrence(offer=offer, capacity=2, by=None, **times(days=-1))
    with pytest.raises(EndsTooEarly):
        add_occurrence(offer=offer, capacity=2, by=None, **times(hours=0))


def test_the_same_form_sent_twice_adds_one_date(offer: Offer) -> None:
    add_occurrence(offer=offer, capacity=2, by=None, **times())
    with pytest.raises(AlreadyThere):
        add_occurrence(offer=offer, capacity=2, by=None, **times())
    assert Occurrence.objects.count() == 1


def series() -> Wish:
    """Wednesdays from 9 to 11 in next year's spring."""
    year = timezone.localdate().year + 1
    return Wish(2, time(9), time(11), date(year, 2, 1), date(year, 5, 31))


def test_a_series_is_what_the_plan_showed_and_sending_it_twice_adds_nothing(offer: Offer) -> None:
    shown = [row.starts_at for row in plan_series(offer=offer, wish=series()) if not row.left_out]
    made = add_series(offer=offer, wish=series(), capacity=2, by=None)
    assert [row.starts_at for row in made] == shown
    assert all(row.closes_at for row in made)
    assert add_series(offer=offer, wish=series(), capacity=2, by=None) == []


def test_an_untaken_date_can_be_moved_and_its_deadlines_follow(offer: Offer) -> None:
    occurrence, new = date_of(offer), times(days=45)
    moved = change_occurrence(occurrence=occurrence, by=member_of(offer.host), **new)
    assert (moved.starts_at, moved.closes_at) == (new["starts_at"], closes_at(offer, new["starts_at"]))
    assert moved.version == 2


@pytest.mark.parametrize("asked", [{"taken": 2}, {"taken": 0, "waitlist_seq": 1}])
def test_a_date_somebody_asked_for_only_gets_another_note_here(offer: Offer, asked: dict[str, int]) -> None:
    occurrence = date_of(offer, capacity=2, **asked)
    person = member_of(offer.host)
    with pytest.raises(HasBookings):
        change_occurrence(occurrence=occurrence, by=person, **times(days=45))
    with pytest.raises(HasBookings):
        change_occurrence(occurrence=occurrence, by=person, capacity=3)
    assert change_occurrence(occurrence=occurrence, by=person, capacity=2, note="Port 3").note == "Port 3"


def test_a_moved_date_takes_its_guide_along_or_stays(offer: Offer) -> None:
    guide = Resource.objects.create(host=offer.host, name="Ingrid")
    first, second = date_of(offer, days=30), date_of(offer, days=31)
    assign(first, [guide])
    assign(second, [guide])
    with pytest.raises(ResourceTaken):
        change_occurrence(
            occurrence=second, by=member_of(offer.host), starts_at=first.starts_at + HOUR, ends_at=first.ends_at + HOUR
        )
    second.refresh_from_db()
    assert second.starts_at - first.starts_at == 24 * HOUR
    moved = change_occurrence(occurrence=first, by=member_of(offer.host), **times(days=45))
    assert guide.uses.get(occurrence=first).starts_at == moved.starts_at


def test_a_date_is_not_moved_into_the_past_or_upside_down(offer: Offer) -> None:
    occurrence, person = date_of(offer), member_of(offer.host)
    with pytest.raises(InThePast):
        change_occurrence(occurrence=occurrence, by=person, **times(days=-3))
    with pytest.raises(EndsTooEarly):
        change_occurrence(occurrence=occurrence, by=person, ends_at=occurrence.starts_at)


def test_removing_a_date_raises_the_offers_version_beyond_its_own(offer: Offer) -> None:
    occurrence = date_of(offer, version=5)
    before = Offer.objects.get(pk=offer.pk).version + occurrence.version
    remove_occurrence(occurrence=occurrence, by=member_of(offer.host))
    assert Offer.objects.get(pk=offer.pk).version > before
    assert not Occurrence.objects.exists()


def test_a_date_somebody_asked_for_is_never_removed_in_silence(offer: Offer) -> None:
    occurrence = date_of(offer)
    ask_for(occurrence, teacher_at(new_school()))
    with pytest.raises(HasBookings):
        remove_occurrence(occurrence=occurrence, by=member_of(offer.host))
    assert Occurrence.objects.filter(pk=occurrence.pk).exists()
