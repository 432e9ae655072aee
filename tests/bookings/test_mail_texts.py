"""A municipality's own words in mails: filled in, refused when unknown, previewed, taken back."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Organisation, User
from bookings import actions
from bookings.mail_examples import example_mail
from bookings.messages.own_words import letters
from bookings.models import MailText
from outbox.actions import render
from outbox.models import Message
from tests.bookings.conftest import Ask
from tests.conftest import signed_in
from tests.factories.companies import editor_in, membership_of

pytestmark = pytest.mark.django_db
CONFIRMED = {"kind": "booking_confirmed", "language": "da"}


@pytest.fixture
def editor() -> User:
    """Who writes for the municipality."""
    return editor_in()


@pytest.fixture
def town(editor: User) -> Organisation:
    """The municipality."""
    return membership_of(editor).organisation


@pytest.fixture
def client(editor: User) -> Client:
    """The editor's browser."""
    return signed_in(editor)


def url(kind: str = "booking_confirmed", language: str = "da", name: str = "mail_text") -> str:
    return reverse(f"bookings:{name}", args=[kind, language])


def confirmed(ask: Ask, teacher: Membership, host: Membership) -> Message:
    """The teacher's mail of an agreed visit."""
    actions.confirm(booking=ask(teacher), by=host.person)
    return Message.objects.get(kind="booking_confirmed")


def test_own_words_stand_in_the_mail_with_the_facts_of_the_visit(
    ask: Ask, teacher: Membership, host: Membership, town: Organisation, editor: User
) -> None:
    """Subject and first lines are the municipality's; the rest is as before."""
    actions.set_mail_text(
        municipality=town, subject="Ja! [klasse] til [Vært]", intro="God tur den [tidspunkt].", by=editor, **CONFIRMED
    )
    said = render(confirmed(ask, teacher, host))
    assert said.subject == "Ja! 7.B til Nordvind Værksted"
    assert "God tur den " in said.text
    assert "God tur den " in said.html
    assert "Besøget er aftalt" not in said.text
    assert "Møllevej 4" in said.text


def test_another_language_and_another_municipality_keep_our_words(
    ask: Ask, teacher: Membership, host: Membership, editor: User, town: Organisation
) -> None:
    """Words reach only the mails they were written for."""
    elsewhere = membership_of(editor_in("dk-0101")).organisation
    for municipality, language in ((town, "sv"), (elsewhere, "da")):
        actions.set_mail_text(
            municipality=municipality, kind="booking_confirmed", language=language, subject="X", intro="", by=editor
        )
    assert render(confirmed(ask, teacher, host)).subject.startswith("Bekræftet: ")


def test_a_name_that_is_unknown_is_refused_and_what_was_typed_stands(client: Client) -> None:
    """The message names the names the mail knows."""
    response = client.post(url(), {"subject": "Til [lærer]", "intro": "Godt valgt"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "[lærer]" in page
    assert "[klasse]" in page
    assert "Godt valgt" in page
    assert not MailText.objects.exists()


def test_words_are_saved_shown_and_taken_back(client: Client, town: Organisation) -> None:
    """Blank again means Skolebro's."""
    client.post(url(), {"subject": "Fint, [klasse]", "intro": ""})
    assert MailText.objects.get(municipality=town, **CONFIRMED).subject == "Fint, [klasse]"
    assert "egne ord" in client.get(reverse("bookings:mail_texts")).content.decode()
    client.post(url(), {"reset": "1"})
    assert not MailText.objects.exists()


def test_a_preview_shows_what_is_typed_and_keeps_nothing(client: Client) -> None:
    """An invented visit in the mail's own look, under a policy that lets nothing in."""
    response = client.post(url(name="mail_text_preview"), {"subject": "", "intro": "Hej [klasse] <b>"})
    assert "Hej 7.B &lt;b&gt;" in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert not MailText.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_every_letter_can_be_shown_and_its_own_words_are_words_it_knows(town: Organisation, language: str) -> None:
    """Our words, written with names in brackets, give the same mail as ours."""
    for letter in letters.values():
        ours = letter.ours_in(language)
        assert not letter.unknown_in(f"{ours['subject']} {ours['intro']}", language), letter.kind
        plain = example_mail(letter, language=language, municipality=town, own={})
        again = example_mail(letter, language=language, municipality=town, own=ours)
        assert (again.subject, again.text) == (plain.subject, plain.text), letter.kind


def test_unknown_mails_and_languages_are_not_found(client: Client) -> None:
    """Typed addresses lead nowhere."""
    assert client.get(url(kind="nothing")).status_code == 404
    assert client.get(url(language="xx")).status_code == 404
