"""Saving drafts, sending them to the municipality's editors, and taking them back."""

from typing import Any, TypeVar

from django.db import transaction
from wagtail.models import Page

from accounts.audit import record
from accounts.models import User
from companies.models import Missing, ReviewedPage
from companies.reviews import IN_REVIEW, NEEDS_CHANGES, latest_review, phase

Reviewed = TypeVar("Reviewed", bound=ReviewedPage)


class InReview(Exception):
    """What an editor is reading cannot be changed; it can be taken back."""


class NotInReview(Exception):
    """There is nothing to take back."""


class NothingNew(Exception):
    """What is live is all there is: nothing to review."""


class NobodyReviews(Exception):
    """The municipality has no review yet."""


class Incomplete(Exception):
    """Something must be filled before an editor reads it."""

    def __init__(self, gaps: list[Missing]) -> None:
        super().__init__("; ".join(gap.sentence for gap in gaps))
        self.gaps = gaps


def draft_of(page: Reviewed) -> Reviewed:
    """The page as its writer left it."""
    draft: Reviewed = page.get_latest_revision_as_object()
    return draft


def _locked(page: Reviewed) -> Reviewed:
    """The page's row, held until the transaction ends, so that saving and sending never cross."""
    Page.objects.select_for_update().get(pk=page.pk)
    fresh: Any = type(page)._default_manager.get(pk=page.pk)
    held: Reviewed = fresh
    return held


@transaction.atomic
def save_draft(*, page: Reviewed, values: dict[str, Any], by: User | None) -> Reviewed:
    """Save what was written as a new draft, complete or not; the live version stays."""
    held = _locked(page)
    if phase(held) == IN_REVIEW:
        raise InReview
    draft = draft_of(held)
    changed = {name: value for name, value in values.items() if getattr(draft, name) != value}
    if not changed:
        return draft
    for name, value in changed.items():
        setattr(draft, name, value)
    draft.save_revision(user=by, clean=False)
    return draft


@transaction.atomic
def submit(*, page: ReviewedPage, by: User) -> None:
    """Send the draft to the editors; after their question the same review goes on."""
    held = _locked(page)
    at = phase(held)
    if at == IN_REVIEW:
        raise InReview
    if held.live and not held.has_unpublished_changes:
        raise NothingNew
    gaps = draft_of(held).missing()
    if gaps:
        raise Incomplete(gaps)
    _start_or_resume(held, by, resume=at == NEEDS_CHANGES)
    record("submitted", held, by=by, organisation=held.writer)


def _start_or_resume(page: ReviewedPage, by: User, *, resume: bool) -> None:
    review = latest_review(page)
    if resume and review is not None:
        review.resume(user=by)
        return
    workflow = page.get_workflow()
    if workflow is None:
        raise NobodyReviews
    workflow.start(page, by)


@transaction.atomic
def take_back(*, page: ReviewedPage, by: User) -> None:
    """Stop the review so that the text may be corrected."""
    held = _locked(page)
    review = latest_review(held)
    if review is None or phase(held) != IN_REVIEW:
        raise NotInReview
    review.cancel(user=by)
    record("took back", held, by=by, organisation=held.writer)
