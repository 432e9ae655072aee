"""The mail of the day: for hosts who asked for it, on working days, when there is something, until they stop it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry, Membership, MembershipState, Role
from accounts.signing import digest_token
from bookings import actions
from bookings.actions import send_digests
from bookings.models import Booking
from offers.models import Occurrence, Offer
from outbox.actions import render
from outbox.mime import as_mail
from outbox.models import Message
from reference.workdays import is_working_day
from tests.bookings.conftest import Ask, new_school, teacher_at
from tests.conftest import signed_in
from tests.factories.accounts import MembershipFactory
from tests.factories.bookings import ask_for
from tests.factories.catalogue import host_in, live_offer, occurrence, write_live
from tests.factories.wishes import wish_for

pytestmark = pytest.mark.django_db
KIND = "host_digest"


def morning(days: int = 1, hour: int = 7) -> datetime:
    """The hour on the first working day from so many days on."""
    day = timezone.localtime() + timedelta(days=days)
    while not is_working_day(day.date()):
        day += timedelta(days=1)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


@pytest.fixture
def host(host: Membership) -> Membership:
    """Who answers for the host wants the mail of the day."""
    host.wants_digest = True
    host.save()
    return host


def said(kind: str = KIND) -> str:
    """What the one mail says."""
    return render(Message.objects.get(kind=kind)).text


def test_it_says_what_awaits_an_answer_what_is_new_and_who_comes(
    ask: Ask, teacher: Membership, host: Membership, offer: Offer
) -> None:
    """Each with its own link, and with the deadline where one answers."""
    waiting = ask(teacher, label="7.A")
    wish = wish_for(offer, teacher, label="8.B")
    agreed = actions.confirm(booking=ask(teacher, label="7.C"), by=host.person)
    soon = actions.confirm(booking=ask(teacher, label="7.D", on=occurrence(offer, days=5)), by=host.person)
    Booking.objects.filter(pk=soon.pk).update(answered_at=timezone.now() - timedelta(days=30))
    assert send_digests(morning()) == 1
    text = said()
    awaits, rest = text.split("Venter på jeres svar")[1].split("Nye besøg")
    new, week = rest.split("Den kommende uge")
    assert "7.A fra Havneskolen: Byg en vindmølle" in awaits
    assert "svar senest" in awaits
    assert "8.B fra Havneskolen" in awaits
    assert reverse("bookings:answer", args=[waiting.reference]) in awaits
    assert reverse("bookings:wish", args=[wish.reference]) in awaits
    assert reverse("bookings:receipt", args=[agreed.reference]) in new
    assert "7.D" not in new
    assert reverse("bookings:receipt", args=[soon.reference]) in week
    assert "7.C" not in week


def test_one_mail_a_day_however_often_somebody_looks(ask: Ask, teacher: Membership, host: Membership) -> None:
    """And another on the next working day, while something awaits an answer."""
    ask(teacher)
    Booking.objects.update(expires_at=timezone.now() + timedelta(days=20))
    assert [send_digests(morning()), send_digests(morning()), send_digests(morning(hour=9))] == [1, 0, 0]
    following = morning(days=(morning() - timezone.localtime()).days + 2)
    assert send_digests(following) == 1


def test_nothing_is_sent_when_there_is_nothing_or_nobody_asked(
    ask: Ask, teacher: Membership, host: Membership
) -> None:
    """Nor before seven, after noon, or when nobody works."""
    assert send_digests(morning()) == 0
    ask(teacher)
    saturday = timezone.localtime() + timedelta(days=(5 - timezone.localtime().weekday()) % 7)
    for moment in (morning(hour=6), morning(hour=12), saturday.replace(hour=8)):
        assert send_digests(moment) == 0
    Membership.objects.filter(pk=host.pk).update(wants_digest=False)
    assert send_digests(morning()) == 0


def test_only_ones_own_company_stands_in_it_and_only_for_who_still_works_there(
    ask: Ask, teacher: Membership, host: Membership
) -> None:
    """Another host's visits are another host's; who has left gets nothing."""
    other = live_offer(host_in(name="Fremmed AS"), title="Et fremmed besøg")
    MembershipFactory(organisation=other.host, role=Role.COMPANY_OWNER, wants_digest=True)
    ask(teacher, label="7.A")
    ask(teacher, label="7.B", on=occurrence(other))
    assert send_digests(morning()) == 2
    mine = render(Message.objects.get(kind=KIND, recipient=host.person)).text
    assert "7.A" in mine
    assert "Et fremmed besøg" not in mine
    Message.objects.filter(kind=KIND).delete()
    Membership.objects.filter(pk=host.pk).update(state=MembershipState.ENDED)
    assert send_digests(morning()) == 1


@pytest.mark.parametrize(("language", "title"), [("sv", "Bygg ett vindkraftverk"), ("en", "Byg en vindmølle")])
def test_each_reads_it_in_their_own_language(
    ask: Ask, teacher: Membership, host: Membership, offer: Offer, language: str, title: str
) -> None:
    """Words, titles and links."""
    write_live(offer, title="Bygg ett vindkraftverk", language="sv")
    assert host.person is not None
    host.person.language = language
    host.person.save()
    ask(teacher)
    send_digests(morning())
    assert title in said()
    assert f"http://testserver/{language}/booking/" in said()
    assert "%(" not in said()


def test_the_link_in_the_mail_stops_it_with_one_press(ask: Ask, teacher: Membership, host: Membership) -> None:
    """A GET stops nothing; mail programs find the link in the header; it is written down without a name."""
    ask(teacher)
    send_digests(morning())
    letter = Message.objects.get(kind=KIND)
    url = letter.payload["leave_url"]
    assert url in said()
    headers = as_mail(letter, render(letter)).message()
    assert headers["List-Unsubscribe"] == f"<{url}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    client = Client(enforce_csrf_checks=True)
    assert "Ja, stop den" in client.get(url).content.decode()
    host.refresh_from_db()
    assert host.wants_digest
    assert "er stoppet" in client.post(url, {"List-Unsubscribe": "One-Click"}).content.decode()
    host.refresh_from_db()
    assert not host.wants_digest
    assert AuditEntry.objects.get(verb="stopped the daily mail").actor is None
    for token in ("x", digest_token(host) + "x"):
        assert Client().post(reverse("accounts:stop_digest", args=[token])).status_code == 404


def test_it_is_wanted_and_stopped_on_the_profile(host: Membership, teacher: Membership) -> None:
    """For a company of one's own; a teacher has no such mail, and nobody chooses for others."""
    client, address = signed_in(host.person), reverse("accounts:digest", args=[host.pk])
    assert f'action="{address}"' in client.get(reverse("accounts:profile")).content.decode()
    for name, wanted in (("stop", False), ("want", True), ("want", True)):
        client.post(address, {name: ""})
        host.refresh_from_db()
        assert host.wants_digest is wanted
    assert AuditEntry.objects.filter(verb="wanted the daily mail").count() == 1
    assert signed_in(teacher.person).post(address, {"stop": ""}).status_code == 404
    assert client.get(address).status_code == 405
    own = reverse("accounts:digest", args=[teacher.pk])
    assert signed_in(teacher.person).post(own, {"want": ""}).status_code == 404
    assert own not in signed_in(teacher.person).get(reverse("accounts:profile")).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_three_rows_ask_as_many_questions_as_one(
    ask: Ask,
    teacher: Membership,
    host: Membership,
    offer: Offer,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """One literal number, with the savepoints and the row that is written."""
    for day in range(number):
        ask(teacher, on=occurrence(offer, days=30 + day))
        actions.confirm(booking=ask(teacher, on=occurrence(offer, days=3 + day)), by=host.person)
        wish_for(offer, teacher, label=f"8.{day}")
    with django_assert_num_queries(15):
        send_digests(morning())


@pytest.mark.own_database
@pytest.mark.django_db(transaction=True)
def test_four_machines_at_once_send_one_mail() -> None:
    """No error either."""
    offer = live_offer(host_in())
    host = MembershipFactory(organisation=offer.host, role=Role.COMPANY_OWNER, wants_digest=True)
    date: Occurrence = occurrence(offer, days=30)
    ask_for(date, teacher_at(new_school()))
    gate, when = threading.Barrier(4), morning()

    def send(_number: int) -> str:
        gate.wait(timeout=20)
        try:
            send_digests(when)
        except Exception as error:  # noqa: BLE001  what it is, is the result
            return type(error).__name__
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(send, range(4))) == [""] * 4
    assert list(Message.objects.filter(kind=KIND).values_list("recipient", flat=True)) == [host.person_id]
