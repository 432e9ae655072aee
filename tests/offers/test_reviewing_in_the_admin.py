"""The editor's half of the review, by the admin's buttons: approve, send back, reject; only our own mails go."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from wagtail.models import TaskState

from accounts.models import User
from companies.actions import save_draft, submit
from companies.reviews import comment_on, page_status
from offers.models import OfferPage
from offers.waiting import waiting_for
from outbox.models import Message
from tests.conftest import signed_in
from tests.factories.companies import company_in, editor_in, member_of
from tests.factories.offers import complete_draft, live_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    """Who decides."""
    return editor_in(name="Lone Dam")


@pytest.fixture
def waiting(editor: User) -> OfferPage:
    """An offer that waits."""
    return sent()


def sent(**facts: Any) -> OfferPage:
    """A company's complete draft, sent."""
    host = company_in()
    writer = member_of(host, name="Ingrid Mølgaard")
    page = complete_draft(host=host, by=writer, **facts)
    submit(page=page, by=writer)
    return fresh(page)


def fresh(page: OfferPage) -> OfferPage:
    """The page as the database has it now."""
    found: OfferPage = OfferPage.objects.get(pk=page.pk)
    return found


def decide(client: Client, page: OfferPage, action: str, comment: str = "") -> Any:
    """Press one of the three buttons, and write why where it is asked."""
    task = fresh(page).current_workflow_task_state
    address = f"/admin/pages/workflow/action/{page.pk}/{action}/{task.pk}/"
    return client.post(address, {"comment": comment})


def kinds() -> list[str]:
    """The mails that were written to the company."""
    return list(Message.objects.exclude(kind="offer_submitted").values_list("kind", flat=True))


def test_approving_publishes_and_tells_the_company(editor: User, waiting: OfferPage) -> None:
    """One outbox row for the writer, and no mail of Wagtail's own."""
    decide(signed_in(editor), waiting, "approve")
    assert (page_status(fresh(waiting)), kinds(), mail.outbox) == ("live", ["offer_approved"], [])


def test_sending_back_says_why_and_the_same_review_goes_on(editor: User, waiting: OfferPage) -> None:
    """After the correction it waits again, and can be approved."""
    client = signed_in(editor)
    decide(client, waiting, "reject", "Hvad skal eleverne have på?")
    task = comment_on(fresh(waiting))
    assert task is not None
    assert (page_status(fresh(waiting)), task.comment) == ("needs_changes", "Hvad skal eleverne have på?")
    assert (kinds(), mail.outbox) == (["offer_needs_changes"], [])
    writer = waiting.owner or User.objects.get(name="Ingrid Mølgaard")
    save_draft(page=fresh(waiting), values={"bring": "Lukkede sko"}, by=writer)
    submit(page=fresh(waiting), by=writer)
    decide(client, waiting, "approve")
    assert (page_status(fresh(waiting)), fresh(waiting).bring) == ("live", "Lukkede sko")


def test_rejecting_is_the_third_button(editor: User, waiting: OfferPage) -> None:
    """It ends the review and says why."""
    decide(signed_in(editor), waiting, "refuse", "Det er reklame")
    task = comment_on(fresh(waiting))
    assert (page_status(fresh(waiting)), task and task.comment) == ("rejected", "Det er reklame")
    assert (kinds(), mail.outbox) == (["offer_rejected"], [])


def test_what_became_incomplete_is_refused_with_a_sentence_and_no_error(editor: User, waiting: OfferPage) -> None:
    """SV-15: the editor reads what is missing; nothing goes live."""
    emptied = fresh(waiting).get_latest_revision_as_object()
    emptied.education_and_jobs = ""
    revision = emptied.save_revision(clean=False)
    TaskState.objects.filter(pk=fresh(waiting).current_workflow_task_state.pk).update(revision=revision)
    client = signed_in(editor)
    answer = decide(client, waiting, "approve")
    assert answer.status_code == 302
    assert page_status(fresh(waiting)) == "in_review"
    assert "uddannelser" in client.get(f"/admin/pages/{waiting.pk}/edit/").content.decode()


def test_the_three_decisions_come_first_in_the_menu_and_nothing_goes_round_them(
    editor: User, waiting: OfferPage
) -> None:
    """Approving is the button one sees; publishing without deciding is not offered."""
    read = signed_in(editor).get(f"/admin/pages/{waiting.pk}/edit/").content.decode()
    places = [read.find(word) for word in ("Godkend og læg op", "Send tilbage med en kommentar", "Gem kladde")]
    assert -1 not in places
    assert places == sorted(places)
    assert 'name="action-publish"' not in read


def test_the_first_page_shows_what_waits(editor: User, waiting: OfferPage) -> None:
    """Title, company, who sent it, and where to read it."""
    read = signed_in(editor).get("/admin/").content.decode()
    assert waiting.title in read
    assert waiting.offer.host.name in read
    assert "Ingrid Mølgaard" in read
    assert f"/admin/pages/{waiting.pk}/edit/" in read


def test_with_nothing_waiting_the_first_page_says_so(editor: User) -> None:
    """An empty list is a sentence."""
    assert "Der venter ikke noget på dig" in signed_in(editor).get("/admin/").content.decode()


def test_another_municipalitys_offers_do_not_wait_here(waiting: OfferPage) -> None:
    """Each decides over its own companies."""
    assert waiting_for(editor_in("dk-0101")) == []


def test_a_change_of_a_live_offer_is_named_as_such(editor: User) -> None:
    """New and changed are told apart."""
    page = live_page()
    writer = member_of(page.offer.host)
    save_draft(page=page, values={"before": "Ny tekst"}, by=writer)
    submit(page=page, by=writer)
    assert [row.is_new for row in waiting_for(editor)] == [False]


@pytest.mark.parametrize("number", [1, 3])
def test_what_waits_costs_the_same_however_much(
    editor: User, number: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    """One and three under one count."""
    for _each in range(number):
        sent()
    with django_assert_num_queries(9):
        rows = [
            (row.page.title, row.writer, row.sent_by, row.kind, str(row.page.locale)) for row in waiting_for(editor)
        ]
    assert len(rows) == number
