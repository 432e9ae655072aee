"""The review of what companies write, on Wagtail's own workflow."""

import pytest
from wagtail.models import TaskState, WorkflowState

from accounts.models import AuditEntry, User
from companies.actions import (
    Incomplete,
    InReview,
    NobodyReviews,
    NothingNew,
    NotInReview,
    draft_of,
    save_draft,
    submit,
    take_back,
)
from companies.reviews import comment_on, latest_review, page_status, phase
from offers.models import OfferPage
from tests.factories.companies import company_in, editor_in, member_of
from tests.factories.offers import complete_draft, draft, live_page

pytestmark = pytest.mark.django_db


def decide(page: OfferPage, action: str, by: User, comment: str = "") -> None:
    """What the editor's button in the admin does."""
    task = fresh(page).current_workflow_task_state
    task.task.specific.on_action(task, by, action, **({"comment": comment} if comment else {}))


def fresh(page: OfferPage) -> OfferPage:
    """The page as the database has it now."""
    found: OfferPage = OfferPage.objects.get(pk=page.pk)
    return found


def sent() -> tuple[OfferPage, User]:
    """A complete draft that an editor reads, and its writer."""
    page = complete_draft()
    writer = member_of(page.offer.host)
    submit(page=page, by=writer)
    return fresh(page), writer


def test_a_draft_is_saved_though_it_lacks_everything_but_the_title() -> None:
    page = draft()
    save_draft(page=page, values={"summary": "Kun det her"}, by=None)
    assert (fresh(page).summary, draft_of(fresh(page)).summary) == ("", "Kun det her")
    assert page_status(fresh(page)) == "draft"


def test_saving_what_is_there_already_makes_no_new_draft() -> None:
    page = draft(summary="Det samme")
    before = fresh(page).latest_revision_id
    save_draft(page=page, values={"summary": "Det samme"}, by=None)
    assert fresh(page).latest_revision_id == before


def test_an_incomplete_draft_is_not_sent_and_says_what_is_missing() -> None:
    """SV-03: before, during and after are asked for."""
    page = draft()
    with pytest.raises(Incomplete) as problem:
        submit(page=page, by=member_of(page.offer.host))
    assert {"before", "during", "after", "learning"} <= {gap.field for gap in problem.value.gaps}
    assert page_status(fresh(page)) == "draft"


def test_a_complete_draft_is_sent_and_approved_and_then_live() -> None:
    page, writer = sent()
    assert (page_status(page), page.live) == ("in_review", False)
    decide(page, "approve", editor_in())
    assert (page_status(fresh(page)), fresh(page).live, fresh(page).before) == ("live", True, page_text())
    assert AuditEntry.objects.filter(verb="submitted", actor=writer).count() == 1


def page_text() -> str:
    """What the complete draft says in `before`."""
    return "Se filmen om Ingrid, der er vindmølletekniker."


def test_while_an_editor_reads_nothing_can_be_changed() -> None:
    page, writer = sent()
    with pytest.raises(InReview):
        save_draft(page=page, values={"before": "Noget helt andet"}, by=writer)
    with pytest.raises(InReview):
        submit(page=page, by=writer)
    assert draft_of(fresh(page)).before == page_text()


def test_what_was_read_is_what_goes_live() -> None:
    page, writer = sent()
    read = fresh(page).current_workflow_task_state.revision_id
    with pytest.raises(InReview):
        save_draft(page=page, values={"before": "Efter læsningen"}, by=writer)
    decide(page, "approve", editor_in())
    assert (fresh(page).live_revision_id, fresh(page).before) == (read, page_text())


def test_taken_back_it_can_be_corrected_and_sent_again() -> None:
    page, writer = sent()
    take_back(page=page, by=writer)
    assert page_status(fresh(page)) == "draft"
    save_draft(page=page, values={"before": "Rettet"}, by=writer)
    submit(page=page, by=writer)
    assert page_status(fresh(page)) == "in_review"


def test_what_nobody_reads_cannot_be_taken_back() -> None:
    page = complete_draft()
    with pytest.raises(NotInReview):
        take_back(page=page, by=member_of(page.offer.host))


def test_after_a_question_the_same_review_goes_on() -> None:
    page, writer = sent()
    editor = editor_in(name="Lone Dam")
    decide(page, "reject", editor, comment="Hvad skal eleverne have på?")
    task = comment_on(fresh(page))
    assert task is not None
    assert (page_status(fresh(page)), task.comment, task.finished_by) == (
        "needs_changes",
        "Hvad skal eleverne have på?",
        editor,
    )
    save_draft(page=page, values={"bring": "Lukkede sko"}, by=writer)
    assert page_status(fresh(page)) == "needs_changes"
    submit(page=page, by=writer)
    assert WorkflowState.objects.count() == 1
    assert TaskState.objects.count() == 2
    decide(page, "approve", editor)
    assert (page_status(fresh(page)), fresh(page).bring) == ("live", "Lukkede sko")


def test_rejected_it_stays_rejected_until_it_is_written_anew() -> None:
    page, writer = sent()
    decide(page, "refuse", editor_in(), comment="Det er reklame")
    task = comment_on(fresh(page))
    assert (page_status(fresh(page)), task and task.comment) == ("rejected", "Det er reklame")
    save_draft(page=page, values={"before": "Helt ny"}, by=writer)
    assert (page_status(fresh(page)), comment_on(fresh(page))) == ("draft", None)
    submit(page=page, by=writer)
    assert WorkflowState.objects.count() == 2


def test_a_change_of_a_live_offer_is_reviewed_while_the_live_version_stays() -> None:
    page = live_page()
    writer = member_of(page.offer.host)
    save_draft(page=page, values={"before": "Ny tekst"}, by=writer)
    assert (page_status(fresh(page)), fresh(page).before) == ("live_draft", page_text())
    submit(page=page, by=writer)
    assert (page_status(fresh(page)), fresh(page).before) == ("live_in_review", page_text())
    decide(page, "approve", editor_in())
    assert (page_status(fresh(page)), fresh(page).before) == ("live", "Ny tekst")


def test_a_live_offer_with_nothing_new_is_not_sent() -> None:
    page = live_page()
    with pytest.raises(NothingNew):
        submit(page=page, by=member_of(page.offer.host))


def test_what_became_incomplete_is_refused_at_approval_too() -> None:
    """SV-15: what is missing is asked again when an editor approves."""
    page, _writer = sent()
    emptied = draft_of(page)
    emptied.education_and_jobs = ""
    emptied.save_revision(clean=False)
    task = fresh(page).current_workflow_task_state
    TaskState.objects.filter(pk=task.pk).update(revision=fresh(page).latest_revision)
    with pytest.raises(Exception, match=r"educations and jobs|uddannelser"):
        decide(page, "approve", editor_in())
    assert page_status(fresh(page)) == "in_review"


def test_a_municipality_without_review_says_so() -> None:
    page = complete_draft()
    page.get_workflow().deactivate()
    with pytest.raises(NobodyReviews):
        submit(page=page, by=member_of(page.offer.host))


def test_a_company_has_no_place_in_the_admin(client: object) -> None:
    """SV-33: companies work at their own desk, never in the admin."""
    writer = member_of(company_in())
    assert not writer.has_perm("wagtailadmin.access_admin")


def test_a_page_nobody_reviewed_has_no_phase() -> None:
    page = draft()
    assert (latest_review(page), phase(page), comment_on(page)) == (None, "", None)
