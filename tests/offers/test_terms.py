"""When booking closes and until when cancelling is free."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from offers.actions import GroupSizesCrossed, change_terms
from offers.models import Occurrence, Offer
from offers.terms import cancel_by, closes_at
from offers.terms_in_words import adults_in_words, terms_in_words
from tests.factories.companies import company_in, member_of
from tests.factories.offers import date_of, live_page

pytestmark = pytest.mark.django_db
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def moment(text: str) -> datetime:
    """A time as the clocks of the place show it."""
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


def offer(**facts: int) -> Offer:
    """An offer with these terms."""
    return Offer.objects.create(host=company_in(), **facts)


def test_booking_closes_at_the_end_of_a_working_day() -> None:
    tuesday = moment("2027-02-09T09:00")
    assert closes_at(offer(close_days=3), tuesday) == moment("2027-02-04T23:59")
    assert cancel_by(offer(cancel_days=5), tuesday) == moment("2027-02-02T23:59")


def test_easter_does_not_count() -> None:
    wednesday = moment("2027-03-31T09:00")
    assert closes_at(offer(close_days=2), wednesday) == moment("2027-03-24T23:59")


def test_zero_days_means_until_the_visit_begins() -> None:
    start = moment("2027-02-09T09:00")
    assert closes_at(offer(close_days=0), start) == start


def test_the_day_ends_a_minute_before_midnight_also_when_the_clocks_change() -> None:
    """No deadline reads «kl. 0.00»: the day that is named is the last one."""
    monday = moment("2027-03-29T12:00")
    assert closes_at(offer(close_days=1), moment("2027-03-29T12:00")) == moment("2027-03-24T23:59")
    assert cancel_by(offer(cancel_days=0), monday) <= monday


def test_changed_terms_move_coming_dates_but_not_what_was_promised() -> None:
    page = live_page()
    free, booked = date_of(page.offer, days=30), date_of(page.offer, days=40, taken=1)
    Occurrence.objects.filter(pk=booked.pk).update(cancel_by=booked.starts_at)
    changed = change_terms(
        offer=page.offer, terms={"close_days": 10, "cancel_days": 20}, by=member_of(page.offer.host)
    )
    free.refresh_from_db()
    booked.refresh_from_db()
    assert (free.closes_at, free.cancel_by) == (closes_at(changed, free.starts_at), cancel_by(changed, free.starts_at))
    assert (booked.closes_at, booked.cancel_by) == (closes_at(changed, booked.starts_at), booked.starts_at)
    assert (changed.version, free.version) == (2, 2)


def test_terms_that_stay_as_they_are_change_nothing() -> None:
    page = live_page()
    assert change_terms(offer=page.offer, terms={"close_days": page.offer.close_days}, by=None).version == 1


def test_crossed_group_sizes_are_refused() -> None:
    with pytest.raises(GroupSizesCrossed):
        change_terms(offer=offer(), terms={"min_pupils": 30, "max_pupils": 20}, by=None)


def test_the_terms_in_words_leave_out_what_does_not_hold() -> None:
    plain = offer(adults_required=0, close_days=0, cancel_days=0)
    assert adults_in_words(plain) == ""
    assert len(terms_in_words(plain)) == 2
    rich = Offer(adults_required=2, pupils_per_adult=10, open_days=90, late_terms="Ring")
    assert "10" in adults_in_words(rich)
    assert "2" in adults_in_words(rich)
    assert any("90" in sentence for sentence in terms_in_words(rich))
    assert terms_in_words(rich)[-1].endswith("Ring")
