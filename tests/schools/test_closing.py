"""Days without visits, kept by those who lead the school."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry, Role, User
from schools.closing.actions import DaysCrossed, add_closed_period
from schools.models import ClosedPeriod, School
from tests.conftest import signed_in
from tests.factories.bookings import new_school, teacher_at

pytestmark = pytest.mark.django_db
LIST = "/skrivebord/skole/lukket/"


@pytest.fixture
def school() -> School:
    """A school."""
    return new_school()


@pytest.fixture
def head(school: School) -> User:
    """Who leads it."""
    person = teacher_at(school, Role.SCHOOL_COORDINATOR).person
    assert person is not None
    return person


@pytest.fixture
def desk(head: User) -> Client:
    """The browser of who leads it."""
    return signed_in(head)


def ahead(days: int) -> date:
    """A day that many days on."""
    return timezone.localdate() + timedelta(days=days)


def typed(first: int = 20, last: int = 24, **more: str) -> dict[str, str]:
    """What is typed for a period."""
    days = {"first_day": ahead(first).isoformat(), "last_day": ahead(last).isoformat()}
    return {**days, "note": "Lejrskole", "weight": "ja", **more}


def test_days_are_added_changed_and_removed(desk: Client, school: School, head: User) -> None:
    """OP-24: the school says when there is something else to do; every step stands in the audit."""
    assert reverse("closed_days:list") == LIST
    assert desk.post(LIST, typed()).status_code == 302
    period = ClosedPeriod.objects.get()
    assert (period.school, period.first_day, period.note, period.blocks) == (school, ahead(20), "Lejrskole", True)
    assert "Lejrskole" in desk.get(LIST).content.decode()
    url = reverse("closed_days:change", args=[period.pk])
    assert 'value="Lejrskole"' in desk.get(url).content.decode()
    desk.post(url, typed(last=25, weight="nej"))
    period.refresh_from_db()
    assert (period.last_day, period.blocks) == (ahead(25), False)
    remove = reverse("closed_days:remove", args=[period.pk])
    assert desk.get(remove).url == url
    desk.post(remove)
    assert not ClosedPeriod.objects.exists()
    verbs = AuditEntry.objects.filter(actor=head, organisation=school.organisation).values_list("verb", flat=True)
    assert set(verbs) == {"added closed days", "changed closed days", "removed closed days"}


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        (typed(first=24, last=20), "last_day"),
        (typed(first_day="uge 8"), "first_day"),
        (typed(weight="måske"), "weight"),
    ],
)
def test_a_wrong_answer_is_named_and_kept(desk: Client, answers: dict[str, str], field: str) -> None:
    response = desk.post(LIST, answers)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert 'value="Lejrskole"' in response.content.decode()
    assert not ClosedPeriod.objects.exists()


def test_sending_it_twice_notes_it_once(desk: Client) -> None:
    desk.post(LIST, typed())
    desk.post(LIST, typed(note="Lejrskole i Sverige"))
    assert ClosedPeriod.objects.get().note == "Lejrskole i Sverige"


def test_days_that_are_over_are_not_shown(desk: Client, school: School, head: User) -> None:
    ClosedPeriod.objects.create(school=school, first_day=ahead(-9), last_day=ahead(-5), note="Forbi")
    assert "Forbi" not in desk.get(LIST).content.decode()
    with pytest.raises(DaysCrossed):
        add_closed_period(school=school, first_day=ahead(3), last_day=ahead(2), note="", blocks=True, by=head)


def test_a_teacher_does_not_decide_it_and_another_school_has_no_say(school: School) -> None:
    """403 and 404."""
    period = ClosedPeriod.objects.create(school=school, first_day=ahead(9), last_day=ahead(9))
    teacher = signed_in(teacher_at(school).person)
    stranger = signed_in(teacher_at(new_school("Fremmed"), Role.SCHOOL_COORDINATOR).person)
    assert teacher.get(LIST).status_code == 403
    for name in ("change", "remove"):
        url = reverse(f"closed_days:{name}", args=[period.pk])
        assert teacher.post(url, typed()).status_code == 403
        assert stranger.post(url, typed()).status_code == 404
    assert ClosedPeriod.objects.get().note == ""


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    desk: Client, school: School, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for each in range(number):
        ClosedPeriod.objects.create(school=school, first_day=ahead(9 + each), last_day=ahead(9 + each))
    desk.get(LIST)
    with django_assert_num_queries(5):
        assert len(desk.get(LIST).context["periods"]) == number
