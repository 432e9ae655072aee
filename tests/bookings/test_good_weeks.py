"""Good weeks: away from holidays and busy weeks, towards the classes that have asked, with the reason in words."""

from datetime import date as Day
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Organisation
from bookings import actions
from bookings.actions import ClassFacts
from bookings.good_weeks import asked_by_month, good_weeks_for_host, good_weeks_for_school, propose
from companies.models import PeakSeason
from offers.calendar_checks import Calendar
from offers.models import Occurrence, Offer
from schools.models import ClosedPeriod, School
from tests.bookings.conftest import FACTS, Ask
from tests.conftest import signed_in
from tests.factories.wishes import window, wish_for

MARCH = Day(2027, 3, 1)  # a Monday; Easter is 28 March
NOWHERE = School(organisation=Organisation(name="Havneskolen"))


def numbers(calendar: Calendar, first: Day = MARCH, **more: object) -> list[int]:
    """The week numbers that are proposed."""
    return [week.number for week in propose(calendar, first=first, **more)]  # type: ignore[arg-type]  # passed on


def test_holidays_are_passed_over() -> None:
    """OP-24: weeks 12 and 13 of 2027 hold the days around Easter."""
    assert numbers(Calendar("DK")) == [9, 10, 11, 14]
    assert numbers(Calendar("DK"), Day(2027, 3, 3), number=3) == [10, 11, 14]


def test_a_week_is_named_by_its_school_days() -> None:
    """With one month where one will do."""
    weeks = propose(Calendar("DK"), first=MARCH, number=30)
    assert weeks[0].days == "1.–5. marts"
    assert "31. maj – 4. juni" in [week.days for week in weeks]


def test_busy_weeks_are_passed_over_and_said() -> None:
    """OP-25: sowing in weeks 9 to 11."""
    calendar = Calendar("DK", (PeakSeason(first_week=9, last_week=11),))
    weeks = propose(calendar, first=MARCH)
    assert [week.number for week in weeks] == [14, 15, 16, 17]
    assert len(weeks[0].reasons) > len(propose(Calendar("DK"), first=MARCH)[0].reasons)


def test_the_schools_closed_days_are_passed_over_whether_they_block_or_not() -> None:
    """OP-24: camp in week 10, tests on the Friday of week 11."""
    camp = ClosedPeriod(school=NOWHERE, first_day=Day(2027, 3, 8), last_day=Day(2027, 3, 10), blocks=True)
    tests = ClosedPeriod(school=NOWHERE, first_day=Day(2027, 3, 19), last_day=Day(2027, 3, 19))
    assert numbers(Calendar("DK", closed=(camp, tests), at_school=True)) == [9, 14, 15, 16]


def test_months_that_classes_have_asked_for_come_first_and_say_how_many() -> None:
    """The proposal stays in the order of the calendar; the number stands in the reason."""
    weeks = propose(Calendar("DK"), first=MARCH, asked={(2027, 6): 3}, number=3)
    assert [week.number for week in weeks] == [22, 23, 24]
    assert "3" in weeks[0].reasons[-1]


def test_weeks_without_a_date_come_before_those_with_one() -> None:
    """So that dates spread."""
    assert numbers(Calendar("DK"), dated={MARCH}, number=3) == [10, 11, 14]
    told = propose(Calendar("DK"), first=MARCH, dated={MARCH}, number=30)
    assert len(told[0].reasons) == len(told[1].reasons) - 1


@pytest.mark.django_db
def test_wishes_and_the_waiting_list_are_counted_once_a_month(
    ask: Ask, offer: Offer, date: Occurrence, teacher: Membership
) -> None:
    """A class that names two days of a month has asked once; who waits has asked too."""
    first = window(60)
    later = window(60 + 7 if first.starts_at.day < 15 else 60 - 7)
    wish_for(offer, teacher, windows=[first, later])
    month = timezone.localtime(first.starts_at)
    assert asked_by_month(offer)[month.year, month.month] == 1
    for label in ("7.C", "7.D"):
        ask(teacher, label=label)
    actions.join_waiting_list(
        occurrence_ids=[date.pk],
        school=teacher.organisation.school,
        facts=ClassFacts(**{**FACTS, "label": "7.E"}),
        idempotency_key=uuid4(),
        by=teacher.person,
    )
    assert asked_by_month(offer).total() == 2


@pytest.mark.django_db
def test_the_host_sees_them_beside_the_form_of_a_date(offer: Offer, host: Membership) -> None:
    """OP-24, OP-25: three to five weeks with their reasons, never earlier than a class could still book."""
    weeks = good_weeks_for_host(offer, timezone.now())
    assert len(weeks) == 4
    assert weeks[0].monday > timezone.localdate() + timedelta(days=offer.close_days)
    for name in ("add_date", "add_series"):
        page = signed_in(host.person).get(reverse(f"offers:{name}", args=[offer.pk])).content.decode()
        assert weeks[0].why in page


@pytest.mark.django_db
def test_the_teacher_sees_them_beside_the_wish_without_what_others_asked(offer: Offer, teacher: Membership) -> None:
    """OP-24: as the own school's calendar allows."""
    school = teacher.organisation.school
    before = good_weeks_for_school(offer, school, timezone.now())
    closed = before[0]
    ClosedPeriod.objects.create(school=school, first_day=closed.monday, last_day=closed.friday, note="Lejrskole")
    weeks = good_weeks_for_school(offer, school, timezone.now())
    assert closed.monday not in {week.monday for week in weeks}
    wish_for(offer, teacher)
    page = signed_in(teacher.person).get(reverse("bookings:wish_new", args=[offer.pk])).content.decode()
    assert weeks[0].why in page


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_they_cost_the_same_for_three_wishes_as_for_one(
    offer: Offer, teacher: Membership, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Busy weeks, wishes, waiting, dates."""
    for letter in "ABC"[:number]:
        wish_for(offer, teacher, label=f"7.{letter}")
    with django_assert_num_queries(4):
        good_weeks_for_host(offer, timezone.now())
