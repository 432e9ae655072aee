"""The mails about reviews: the editors learn that a text waits, the company learns what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState

from accounts.models import Membership, Organisation, OrganisationKind, Role, User
from companies.models import ReviewedPage
from offers.models import OfferPage
from outbox.actions import post
from outbox.links import absolute
from outbox.registry import TemplateMessage, register

SUBJECTS = {
    "offer_submitted": _("%(organisation)s asks you to approve “%(title)s”"),
    "offer_approved": _("“%(title)s” is approved and live"),
    "offer_needs_changes": _("A question about “%(title)s”"),
    "offer_rejected": _("“%(title)s” was not approved"),
}


BUTTONS = {
    "offer_submitted": _("Read it"),
    "offer_approved": _("See it as teachers do"),
    "offer_needs_changes": _("Correct it"),
    "offer_rejected": _("Read it again"),
}
STATES = {
    "offer_submitted": "in_review",
    "offer_approved": "live",
    "offer_needs_changes": "needs_changes",
    "offer_rejected": "rejected",
}
INTROS = {
    "offer_submitted": _(
        "%(organisation)s has written “%(title)s” (%(text_language)s) and waits for you. You can approve it, send it "
        "back with a comment, or reject it."
    ),
    "offer_approved": _("%(editor)s has approved it. Now everybody can read it."),
    "offer_needs_changes": _(
        "%(editor)s has read it and asks you to correct something. Your text is saved; correct it and send it again."
    ),
    "offer_rejected": _(
        "%(editor)s has decided not to publish it. You still have your text, and you can write to the editor."
    ),
}
TO_COMPANY = _("You get this mail because you work for %(organisation)s on Skolebro.")
TO_EDITOR = _("You get this mail because you are an editor on Skolebro.")


@dataclass(frozen=True)
class ReviewMail:
    """What a mail of one kind says, from its payload, in the recipient's language."""

    kind: str

    def __call__(self, facts: dict[str, Any]) -> dict[str, Any]:
        """The names that `mail/base.html` reads."""
        said = {**facts, "editor": facts.get("editor") or gettext("An editor")}
        why = TO_EDITOR if self.kind == "offer_submitted" else TO_COMPANY
        return {
            "state": STATES[self.kind] if facts.get("is_offer") else "",
            "intro": str(INTROS[self.kind]) % said,
            "quote": facts.get("comment", ""),
            "quoted": said["editor"],
            "button": {"label": str(BUTTONS[self.kind]), "url": facts["url"]},
            "why": str(why) % said,
        }


def register_messages() -> None:
    """Tell the outbox how each kind is written; called once when the app is ready."""
    for kind, subject in SUBJECTS.items():
        register(kind, TemplateMessage(kind, subject=subject, more=ReviewMail(kind)))


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


def _facts(page: ReviewedPage, **more: Any) -> dict[str, Any]:
    languages = {code: str(name) for code, name in settings.LANGUAGES}
    return {
        "title": page.draft_title or page.title,
        "organisation": page.writer.name,
        "text_language": languages.get(page.locale.language_code, ""),
        "is_offer": isinstance(page, OfferPage),
        **more,
    }


def tell_submitted(task: TaskState) -> None:
    """Ask the editors to read; a text that comes back after a question is a new task."""
    page = _page_of(task.workflow_state)
    if page is None:
        return
    facts = _facts(page, url=absolute(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    for person in editors_for(page.writer):
        key = f"offer-submitted-{task.pk}-{person.pk}"
        post(kind="offer_submitted", to=person, payload=facts, dedupe_key=key)


def _tell_company(kind: str, review: WorkflowState, *, public: bool = False) -> None:
    page, task = _page_of(review), review.current_task_state
    if page is None or task is None:
        return
    editor = str(task.finished_by) if task.finished_by else ""
    for person in company_people(page.writer):
        with translation.override(person.language):
            url = page.get_url() if public else page.desk_url
            facts = _facts(page, comment=task.comment, editor=editor, url=absolute(url or page.desk_url))
        post(kind=kind, to=person, payload=facts, dedupe_key=f"{kind}-{task.pk}-{person.pk}".replace("_", "-"))


def tell_approved(review: WorkflowState) -> None:
    """Good news with the public address."""
    _tell_company("offer_approved", review, public=True)


def tell_sent_back(review: WorkflowState) -> None:
    """The editor's question, with the way to where it is answered."""
    _tell_company("offer_needs_changes", review)


def tell_ended(review: WorkflowState) -> None:
    """A review that was cut short: rejected for good, or published by an editor; what was taken back needs no mail."""
    page, task = _page_of(review), review.current_task_state
    if page is None or task is None:
        return
    if task.status == TaskState.STATUS_REJECTED:
        _tell_company("offer_rejected", review)
    elif page.live and page.live_revision_id == page.latest_revision_id:
        tell_approved(review)
