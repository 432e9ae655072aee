"""Signing in by e-mail: with a password, or with a code by mail; who has no access to the admin is told so."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from accounts.models import Role, User
from outbox.models import Message
from tests.conftest import signed_in
from tests.factories.accounts import PASSWORD, MembershipFactory, UserFactory
from tests.factories.companies import editor_in

pytestmark = pytest.mark.django_db
CODE = re.compile(r"^\s*([A-Z0-9]{3,5}-?[A-Z0-9]{3,5})\s*$", re.MULTILINE)


@pytest.fixture(autouse=True)
def _outbox_is_the_backend(settings: Settings) -> None:
    """Django's test runner swaps the backend for one in memory."""
    settings.EMAIL_BACKEND = "outbox.backends.OutboxBackend"


def newest_code(address: str) -> str:
    """The code in the newest mail to an address."""
    message = Message.objects.filter(to_email=address).latest("pk")
    assert message.secret
    found = CODE.search(message.text)
    assert found, message.text
    return found[1]


def is_signed_in(client: Client) -> bool:
    """Whether the profile opens."""
    return client.get(reverse("accounts:profile")).status_code == 200


@pytest.mark.parametrize("spelling", ["mette@skole.example", "METTE@Skole.example"])
def test_a_password_signs_in_whatever_the_case_of_the_address(client: Client, spelling: str) -> None:
    """And leads to the own desk."""
    MembershipFactory(person__email="mette@skole.example")
    response = client.post(reverse("account_login"), {"login": spelling, "password": PASSWORD})
    assert response["Location"] == reverse("desks:start")
    assert is_signed_in(client)


def test_a_wrong_password_and_an_unknown_address_read_the_same(client: Client) -> None:
    """Nobody learns who has a profile."""
    UserFactory(email="mette@skole.example")
    said = []
    for address in ("mette@skole.example", "ingen@skole.example"):
        response = client.post(reverse("account_login"), {"login": address, "password": "forkert kode"})
        assert response.status_code == 200
        said.append(response.context["form"].errors.as_text())
    assert said[0] == said[1] != ""
    assert not is_signed_in(client)


def test_a_code_by_mail_signs_in(client: Client) -> None:
    """One code, one time."""
    UserFactory(email="mette@skole.example")
    client.post(reverse("account_request_login_code"), {"email": "mette@skole.example"})
    code = newest_code("mette@skole.example")
    confirm = reverse("account_confirm_login_code")
    client.post(confirm, {"code": "XXXX-XXXX"})
    assert not is_signed_in(client)
    client.post(confirm, {"code": code})
    assert is_signed_in(client)


def test_no_code_goes_to_an_unknown_address(client: Client) -> None:
    """The page answers as if it had."""
    response = client.post(reverse("account_request_login_code"), {"email": "ingen@skole.example"})
    assert response["Location"] == reverse("account_confirm_login_code")
    assert "log-ind/kode" not in "".join(Message.objects.values_list("text", flat=True))
    assert not User.objects.exists()


def test_a_new_person_proves_the_address_before_anything_else(client: Client) -> None:
    """Signing up, a code by mail, and then the page on which one joins."""
    facts = {"email": "ny@skole.example", "password1": "broen er lang og smal"}
    client.post(reverse("account_signup"), facts)
    assert not is_signed_in(client)
    client.post(reverse("account_email_verification_sent"), {"code": newest_code("ny@skole.example")})
    assert is_signed_in(client)
    assert client.get(reverse("desks:start"))["Location"] == reverse("accounts:join")


@pytest.mark.parametrize("password", ["kort", "1234567890123", "password123456"[:8]])
def test_a_weak_password_is_named(client: Client, password: str) -> None:
    """Too short, only digits, too common."""
    response = client.post(reverse("account_signup"), {"email": "ny@skole.example", "password1": password})
    assert "password1" in response.context["form"].errors
    assert not User.objects.exists()


def test_signing_out_is_a_post(client: Client) -> None:
    """A link in a mail signs nobody out."""
    person = UserFactory()
    client = signed_in(person)
    client.get(reverse("account_logout"))
    assert is_signed_in(client)
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


def test_a_page_that_needs_signing_in_is_reached_afterwards(client: Client) -> None:
    """The way is kept, and leads nowhere else."""
    MembershipFactory(person__email="mette@skole.example")
    login = client.get(reverse("accounts:profile"))["Location"]
    facts = {"login": "mette@skole.example", "password": PASSWORD}
    assert client.post(login, facts)["Location"] == reverse("accounts:profile")
    away = f"{reverse('account_login')}?next=https://evil.example/"
    assert Client().post(away, facts)["Location"] == reverse("desks:start")


def test_the_admins_own_sign_in_leads_to_the_sites(client: Client) -> None:
    """One place to sign in."""
    assert client.get("/admin/login/")["Location"] == f"{reverse('account_login')}?next=/admin/"
    first = client.get("/admin/")
    assert client.get(first["Location"].split("?")[0])["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("role", [Role.TEACHER, Role.COMPANY_OWNER, Role.SCHOOL_LEADER])
def test_without_access_to_the_admin_one_reads_a_page_and_runs_in_no_circle(role: Role) -> None:
    """403, in words, within three steps."""
    client = signed_in(MembershipFactory(role=role).person)
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403
    assert len(response.redirect_chain) <= 2


def test_an_editor_comes_from_the_sites_sign_in_to_the_admin() -> None:
    """SV-26: municipal editors work in the admin."""
    editor = editor_in()
    client = Client()
    facts = {"login": editor.email, "password": PASSWORD}
    response = client.post(f"{reverse('account_login')}?next=/admin/", facts, follow=True)
    assert response.status_code == 200
    assert response.request["PATH_INFO"] == "/admin/"


def test_somebody_who_was_stopped_cannot_sign_in(client: Client) -> None:
    """An inactive profile."""
    UserFactory(email="mette@skole.example", is_active=False)
    client.post(reverse("account_login"), {"login": "mette@skole.example", "password": PASSWORD})
    assert not is_signed_in(client)


@pytest.mark.parametrize(("language", "word"), [("da", "Din kode til Skolebro"), ("sv", "Din kod till Skolebro")])
def test_a_code_is_asked_for_and_sent_in_our_own_words(client: Client, language: str, word: str) -> None:
    """Page and mail, in the language of the page."""
    UserFactory(email="mette@skole.example")
    with translation.override(language):
        asked = reverse("account_request_login_code")
    page = client.post(asked, {"email": "mette@skole.example"}, follow=True).content.decode()
    mail = Message.objects.latest("pk")
    assert "Skriv koden" in page
    assert "mette@skole.example" in page
    assert (mail.subject, "Skolebro" in mail.text) == (word, True)
