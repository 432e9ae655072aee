"""Reminders of visits: a week before and the day before, once, in each reader's language."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone

from accounts.models import Membership, Role
from bookings import actions
from bookings.actions import remind
from bookings.models import Booking
from offers.models import Occurrence, Offer
from outbox import schedule
from outbox.actions import render
from outbox.models import Message
from tests.bookings.conftest import Ask, new_school, teacher_at
from tests.factories.accounts import MembershipFactory
from tests.factories.bookings import ask_for
from tests.factories.catalogue import host_in, live_offer, occurrence

pytestmark = pytest.mark.django_db
WEEK, DAY = "booking_in_a_week", "booking_tomorrow"


def days_before(date: Occurrence, days: int, hour: int = 7) -> datetime:
    """That many days before a date, at an hour."""
    day = timezone.localtime(date.starts_at) - timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def told() -> list[tuple[str, str]]:
    """Kinds of reminders and who got them, in the order of posting."""
    rows = Message.objects.filter(kind__regex="^booking_(in_a_week|tomorrow)").order_by("pk")
    return list(rows.values_list("kind", "to_email"))


@pytest.fixture
def agreed(ask: Ask, teacher: Membership, host: Membership) -> Booking:
    """A visit both sides have said yes to."""
    return actions.confirm(booking=ask(teacher, needs="En elev tåler ikke nødder"), by=host.person)


def test_both_sides_are_reminded_twice_and_no_more(agreed: Booking, teacher: Membership, host: Membership) -> None:
    """From seven in the morning of each day; however often somebody looks."""
    date, both = agreed.occurrence, [teacher.person.email, host.person.email]
    assert remind(days_before(date, 7, hour=6)) == 0
    assert [remind(days_before(date, 7)), remind(days_before(date, 7)), remind(days_before(date, 5))] == [1, 0, 0]
    assert told() == list(zip([WEEK, f"{WEEK}_for_host"], both, strict=True))
    assert [remind(days_before(date, 1)), remind(days_before(date, 0, hour=8))] == [1, 0]
    assert told()[2:] == list(zip([DAY, f"{DAY}_for_host"], both, strict=True))
    assert remind(date.starts_at + timedelta(minutes=1)) == 0


def test_the_day_before_has_the_page_of_the_day_and_what_to_bring(agreed: Booking, offer: Offer) -> None:
    """Each side its own link; the host reads what it should know."""
    offer.pages.update(bring="Praktisk tøj og madpakke")
    remind(days_before(agreed.occurrence, 1))
    mine, theirs = (Message.objects.get(kind=kind) for kind in (DAY, f"{DAY}_for_host"))
    assert mine.payload["day_url"] != theirs.payload["day_url"]
    for letter in (mine, theirs):
        assert letter.payload["day_url"] in render(letter).text
    assert "Praktisk tøj og madpakke" in render(mine).text
    assert "En elev tåler ikke nødder" in render(theirs).text


@pytest.mark.parametrize(("language", "path"), [("sv", "/sv/"), ("en", "/en/")])
def test_each_reads_its_own_language(agreed: Booking, teacher: Membership, language: str, path: str) -> None:
    """Words and link."""
    teacher.person.language = language
    teacher.person.save()
    remind(days_before(agreed.occurrence, 1))
    letter = Message.objects.get(kind=DAY)
    assert letter.language == language
    assert f"{path}booking/dagen/" in letter.payload["day_url"]
    assert "%(" not in render(letter).text


def test_what_was_cancelled_or_never_agreed_is_not_reminded_of(
    agreed: Booking, ask: Ask, teacher: Membership, host: Membership
) -> None:
    """Neither a cancelled visit nor a request nobody has answered."""
    ask(teacher, label="7.C")
    actions.cancel_by_host(booking=agreed, reason="Storm", by=host.person)
    assert remind(days_before(agreed.occurrence, 1)) == 0


def test_a_visit_that_moves_is_reminded_of_for_its_new_day(agreed: Booking, offer: Offer, host: Membership) -> None:
    """The old day's reminder was sent; the new day has its own, once."""
    remind(days_before(agreed.occurrence, 7))
    later = agreed.occurrence.starts_at + timedelta(days=10)
    actions.move_occurrence(
        occurrence=agreed.occurrence,
        starts_at=later,
        ends_at=later + timedelta(hours=2),
        reason="Ny dag",
        by=host.person,
    )
    agreed.occurrence.refresh_from_db()
    assert remind(days_before(agreed.occurrence, 8)) == 0
    assert [remind(days_before(agreed.occurrence, 7)) for _again in range(2)] == [1, 0]
    assert [kind for kind, _to in told()].count(WEEK) == 2


def test_who_agrees_later_has_just_read_it_and_is_reminded_only_the_day_before(
    ask: Ask, teacher: Membership, host: Membership, offer: Offer
) -> None:
    """A yes four days before is its own reminder."""
    soon = occurrence(offer, days=4)
    actions.confirm(booking=ask(teacher, on=soon), by=host.person)
    assert remind(days_before(soon, 4, hour=12)) == 0
    assert remind(days_before(soon, 1)) == 1


def test_the_one_who_takes_over_is_reminded_too(agreed: Booking, teacher: Membership) -> None:
    """And the host is not told twice."""
    remind(days_before(agreed.occurrence, 7))
    colleague = teacher_at(teacher.organisation.school)
    actions.hand_over(booking=agreed, to=colleague.person, by=teacher.person)
    remind(days_before(agreed.occurrence, 6))
    assert [to for kind, to in told() if kind == WEEK] == [teacher.person.email, colleague.person.email]
    assert len(told()) == 3


def test_a_host_whose_teacher_has_left_is_reminded_once_too(agreed: Booking, teacher: Membership) -> None:
    """Nobody is written to twice, and nothing is counted twice."""
    teacher.person.is_active = False
    teacher.person.save()
    assert [remind(days_before(agreed.occurrence, 7, hour=hour)) for hour in (7, 8)] == [1, 0]
    assert [kind for kind, _to in told()] == [f"{WEEK}_for_host"]


@pytest.fixture
def _own_jobs() -> Iterator[None]:
    before = dict(schedule._jobs)
    yield
    schedule._jobs.clear()
    schedule._jobs.update(before)


def test_the_command_does_what_the_worker_does_and_says_what_it_did() -> None:
    """One line for each job of the worker's list, but not the worker's own sign of life."""
    out = StringIO()
    call_command("run_due", stdout=out)
    said = [line.split(": ")[0] for line in out.getvalue().splitlines()]
    assert said == [job.name for job in schedule.jobs() if job.name != "beat"]
    assert "reminders of visits: 0" in out.getvalue()


@pytest.mark.usefixtures("_own_jobs")
def test_a_job_that_fails_is_named_and_the_others_go_on(agreed: Booking, caplog: pytest.LogCaptureFixture) -> None:
    """The command ends with an error, which a cron mails to the operator."""

    def fail() -> None:
        raise RuntimeError

    before = dict(schedule._jobs)
    schedule._jobs.clear()
    schedule.every(1, "broken")(fail)
    schedule._jobs.update(before)
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="broken"):
        call_command("run_due", stdout=out, stderr=err)
    assert "broken: failed (RuntimeError)" in err.getvalue()
    assert "lapsed requests: 0" in out.getvalue()


def _at_once(work: Callable[[], object], times: int = 4) -> list[str]:
    """Do the same several times together, each with its own connection; gives the names of what went wrong."""
    gate = threading.Barrier(times)

    def do(_number: int) -> str:
        gate.wait(timeout=20)
        try:
            work()
        except Exception as error:  # noqa: BLE001  what it is, is the result
            return type(error).__name__
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(times) as pool:
        return [name for name in pool.map(do, range(times)) if name]


@pytest.mark.own_database
@pytest.mark.django_db(transaction=True)
def test_two_machines_at_once_send_each_reminder_once() -> None:
    """Four commands beside each other: no error, and one message for each reader."""
    offer = live_offer(host_in())
    host = MembershipFactory(organisation=offer.host, role=Role.COMPANY_OWNER)
    teacher = teacher_at(new_school())
    for number in range(5):
        date = occurrence(offer, days=1, hour=8 + number)
        Occurrence.objects.filter(pk=date.pk).update(starts_at=timezone.now() + timedelta(hours=2 + number))
        actions.confirm(booking=ask_for(date, teacher, label=f"7.{number}"), by=host.person)
    assert _at_once(lambda: call_command("run_due", stdout=StringIO(), stderr=StringIO())) == []
    kinds = [kind for kind, _to in told()]
    assert (kinds.count(DAY), kinds.count(f"{DAY}_for_host")) == (5, 5)
