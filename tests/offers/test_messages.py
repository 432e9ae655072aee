"""Editors learn that a text waits, companies what became of it."""

import pytest

from accounts.models import User
from companies.actions import save_draft, start_text, submit, take_back
from offers.models import OfferPage
from outbox.actions import render
from outbox.models import Message
from tests.companies.test_reviewing import decide
from tests.factories.companies import company_in, editor_in, member_of
from tests.factories.offers import complete_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    """The editor of the company's municipality; another municipality has its own."""
    editor_in("dk-0101", email="anden@kommune.example")
    return editor_in(name="Lone Dam", email="lone@kommune.example")


@pytest.fixture
def sent(editor: User) -> OfferPage:
    """An offer an editor reads, written by one of two colleagues."""
    company = company_in()
    writer = member_of(company, email="ingrid@nordvind.example", language="sv")
    member_of(company, email="svend@nordvind.example")
    member_of(company_in(), email="fremmed@andre.example")
    page = complete_draft(host=company, by=writer, title="Byg en mølle")
    submit(page=page, by=writer)
    return page


def letters(kind: str) -> dict[str, Message]:
    """Messages of a kind by their address."""
    return {message.to_email: message for message in Message.objects.filter(kind=kind)}


COLLEAGUES = {"ingrid@nordvind.example", "svend@nordvind.example"}


def test_only_the_editors_of_the_municipality_are_asked(sent: OfferPage) -> None:
    posted = letters("offer_submitted")
    assert set(posted) == {"lone@kommune.example"}
    text = render(posted["lone@kommune.example"])
    assert "Byg en mølle" in text.subject
    assert f"/admin/pages/{sent.pk}/edit/" in text.text
    assert f"/admin/pages/{sent.pk}/edit/" in text.html


def test_everybody_in_the_company_learns_of_the_approval(sent: OfferPage, editor: User) -> None:
    decide(sent, "approve", editor)
    posted = letters("offer_approved")
    assert set(posted) == COLLEAGUES
    text = render(posted["svend@nordvind.example"]).text
    assert OfferPage.objects.get(pk=sent.pk).get_url() in text
    assert "Lone Dam" in text


def test_a_question_is_quoted_and_leads_to_the_desk_in_the_readers_language(sent: OfferPage, editor: User) -> None:
    decide(sent, "reject", editor, comment="Hvad skal de have på?")
    posted = letters("offer_needs_changes")
    assert set(posted) == COLLEAGUES
    swedish = render(posted["ingrid@nordvind.example"])
    assert "Hvad skal de have på?" in swedish.text
    assert f"/sv/skrivebord/tilbud/tekst/{sent.pk}/tjek/" in swedish.text


def test_a_rejection_is_told_once_and_is_no_question(sent: OfferPage, editor: User) -> None:
    decide(sent, "refuse", editor, comment="Det er reklame")
    assert set(letters("offer_rejected")) == COLLEAGUES
    assert letters("offer_needs_changes") == {}


def test_what_a_company_takes_back_itself_needs_no_mail(sent: OfferPage) -> None:
    take_back(page=sent, by=User.objects.get(email="ingrid@nordvind.example"))
    assert set(Message.objects.values_list("kind", flat=True)) == {"offer_submitted"}


def test_an_answer_to_a_question_asks_the_editors_again(sent: OfferPage, editor: User) -> None:
    decide(sent, "reject", editor, comment="Skriv mere")
    submit(page=sent, by=User.objects.get(email="ingrid@nordvind.example"))
    assert Message.objects.filter(kind="offer_submitted").count() == 2


def test_an_editor_who_publishes_by_hand_is_an_approval_too(sent: OfferPage, editor: User) -> None:
    OfferPage.objects.get(pk=sent.pk).get_latest_revision().publish(user=editor)
    assert set(letters("offer_approved")) == COLLEAGUES


def test_a_companys_own_page_is_reviewed_in_the_same_way(editor: User) -> None:
    company = company_in()
    writer = member_of(company, email="ingrid@nordvind.example")
    page = start_text(organisation=company, language="da", by=writer)
    save_draft(page=page, values={"about": "Vi bygger møller"}, by=writer)
    submit(page=page, by=writer)
    assert company.name in render(letters("offer_submitted")["lone@kommune.example"]).subject
