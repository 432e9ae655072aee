"""The mails about reviews: the editors learn that a text waits, the company learns what became of it."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState

from accounts.models import Membership, Organisation, OrganisationKind, Role, User
from companies.models import ReviewedPage
from outbox.actions import post
from outbox.links import absolute
from outbox.registry import TemplateMessage, register

SUBJECTS = {
    "offer_submitted": _("%(organisation)s asks you to approve “%(title)s”"),
    "offer_approved": _("“%(title)s” is approved and live"),
    "offer_needs_changes": _("A question about “%(title)s”"),
    "offer_rejected": _("“%(title)s” was not approved"),
}


def register_messages() -> None:
    """Tell the outbox how each kind is written; called once when the app is ready."""
    for kind, subject in SUBJECTS.items():
        register(kind, TemplateMessage(kind, subject=subject))


def _page_of(review: WorkflowState) -> ReviewedPage | None:
    """The page that is reviewed, when a company wrote it."""
    page = review.content_object
    specific = page.specific if page is not None else None
    return specific if isinstance(specific, ReviewedPage) else None


def _people(memberships: Iterable[Membership]) -> list[User]:
    return list({membership.person.pk: membership.person for membership in memberships if membership.person}.values())


def company_people(organisation: Organisation) -> list[User]:
    """Everybody who works for the company here."""
    return _people(Membership.objects.active().filter(organisation=organisation).select_related("person"))


def editors_for(organisation: Organisation) -> list[User]:
    """The editors of the company's municipality."""
    own = (
        Membership.objects.active()
        .with_role(Role.MUNICIPAL_EDITOR)
        .filter(
            organisation__kind=OrganisationKind.MUNICIPALITY,
            organisation__municipality_id=organisation.municipality_id,
        )
    )
    return _people(own.select_related("person"))


def _facts(page: ReviewedPage, url: str, **more: Any) -> dict[str, Any]:
    languages = {code: str(name) for code, name in settings.LANGUAGES}
    return {
        "title": page.draft_title or page.title,
        "organisation": page.writer.name,
        "language": languages.get(page.locale.language_code, ""),
        "url": url,
        **more,
    }


def tell_submitted(task: TaskState) -> None:
    """Ask the editors to read; a text that comes back after a question is a new task."""
    page = _page_of(task.workflow_state)
    if page is None:
        return
    url = absolute(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    for person in editors_for(page.writer):
        key = f"offer-submitted-{task.pk}-{person.pk}"
        post(kind="offer_submitted", to=person, payload=_facts(page, url), dedupe_key=key)


def _tell_company(kind: str, task: TaskState, page: ReviewedPage, url: str) -> None:
    editor = task.finished_by
    facts = _facts(page, url, comment=task.comment, editor=str(editor) if editor else "")
    for person in company_people(page.writer):
        post(kind=kind, to=person, payload=facts, dedupe_key=f"{kind}-{task.pk}-{person.pk}".replace("_", "-"))


def tell_approved(review: WorkflowState) -> None:
    """Good news with the public address."""
    page, task = _page_of(review), review.current_task_state
    if page is not None and task is not None:
        _tell_company("offer_approved", task, page, page.full_url or absolute(page.desk_url))


def tell_sent_back(review: WorkflowState) -> None:
    """The editor's question, with the way to where it is answered."""
    page, task = _page_of(review), review.current_task_state
    if page is not None and task is not None:
        _tell_company("offer_needs_changes", task, page, absolute(page.desk_url))


def tell_ended(review: WorkflowState) -> None:
    """A review that was cut short: rejected for good, or published by an editor; what was taken back needs no mail."""
    page, task = _page_of(review), review.current_task_state
    if page is None or task is None:
        return
    if task.status == TaskState.STATUS_REJECTED:
        _tell_company("offer_rejected", task, page, absolute(page.desk_url))
    elif page.live and page.live_revision_id == page.latest_revision_id:
        _tell_company("offer_approved", task, page, page.full_url or absolute(page.desk_url))
