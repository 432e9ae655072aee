"""Mails that could not be delivered: seen by the municipality whose people they were meant for, and sent again."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry, Membership, Role, User
from outbox.models import Message, MessageState
from tests.conftest import signed_in
from tests.factories.bookings import new_school, teacher_at
from tests.factories.companies import company_in, editor_in, member_of
from tests.factories.outbox import MessageFactory

pytestmark = pytest.mark.django_db
PAGE = 5


def dead(person: User | None, **facts: object) -> Message:
    """A mail given up."""
    row: Message = MessageFactory(
        recipient=person,
        to_email=person.email if person else "nobody@skole.example",
        kind="account_code",
        state=MessageState.DEAD,
        attempts=6,
        last_error="SMTPRecipientsRefused: no such mailbox",
        **facts,
    )
    return row


@pytest.fixture
def teacher() -> Membership:
    """A teacher of the town."""
    return teacher_at(new_school())


@pytest.fixture
def client(teacher: Membership) -> Client:
    """The browser of the town's editor."""
    return signed_in(editor_in())


def test_only_what_was_meant_for_the_towns_own_people_or_visits_is_shown(client: Client, teacher: Membership) -> None:
    """Another municipality's people stay its own, unless the mail is about a visit here."""
    stranger = member_of(company_in("dk-0101"), Role.COMPANY_OWNER)
    theirs = dead(stranger)
    shown = [dead(teacher.person), dead(stranger, payload={"town": "dk-0479"})]
    page = client.get(reverse("desks:dead_letters")).context["page"]
    assert set(page.object_list) == set(shown)
    assert client.post(reverse("desks:send_again", args=[theirs.pk])).status_code == 404


def test_a_mail_is_sent_again_to_the_address_the_person_has_now(client: Client, teacher: Membership) -> None:
    """The usual cause is an address typed wrong; who sent it again is written down."""
    letter = dead(teacher.person, text="Hej", subject="Hej")
    assert teacher.person is not None
    teacher.person.email = "new@skole.example"
    teacher.person.save()
    client.post(reverse("desks:send_again", args=[letter.pk]))
    letter.refresh_from_db()
    assert (letter.state, letter.to_email, letter.attempts) == (MessageState.WAITING, "new@skole.example", 0)
    assert AuditEntry.objects.filter(verb="sent mail again").exists()


def test_what_is_forgotten_cannot_be_sent_again_and_the_page_says_so(client: Client, teacher: Membership) -> None:
    """After thirty days we no longer know what it said."""
    letter = dead(teacher.person, text="", html="", dropped_at=timezone.now())
    assert "For gammel til at blive sendt igen" in client.get(reverse("desks:dead_letters")).content.decode()
    client.post(reverse("desks:send_again", args=[letter.pk]))
    letter.refresh_from_db()
    assert letter.state == MessageState.DEAD


def test_all_are_sent_again_after_a_mail_server_was_away(client: Client, teacher: Membership) -> None:
    """Forgotten ones stay."""
    for _row in range(3):
        dead(teacher.person, text="Hej", subject="Hej")
    dead(teacher.person, text="", html="", dropped_at=timezone.now())
    client.post(reverse("desks:send_all_again"))
    assert Message.objects.filter(state=MessageState.WAITING).count() == 3


def test_nothing_given_up_is_good_news(client: Client) -> None:
    """The page says what it is for."""
    assert "Alle mails er afleveret" in client.get(reverse("desks:dead_letters")).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_often_for_three_as_for_one(
    client: Client, teacher: Membership, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Subjects of mails that were written come without a query."""
    for _row in range(number):
        dead(teacher.person, text="Hej", subject="Hej")
    client.get(reverse("desks:dead_letters"))
    with django_assert_num_queries(PAGE):
        client.get(reverse("desks:dead_letters"))
