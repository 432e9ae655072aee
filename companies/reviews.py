"""How far the review of a page has come, cheap enough for lists."""

from django.db.models import Prefetch
from wagtail.models import TaskState, WorkflowState

from companies.models.reviewed import ReviewedPage

DRAFT, IN_REVIEW, NEEDS_CHANGES, REJECTED = "draft", "in_review", "needs_changes", "rejected"
LIVE, PUBLISHED = "live", "published"
UNDER_WAY = {WorkflowState.STATUS_IN_PROGRESS: IN_REVIEW, WorkflowState.STATUS_NEEDS_CHANGES: NEEDS_CHANGES}


def with_reviews() -> "Prefetch[str]":
    """Prefetch what `latest_review` reads, newest first, for a queryset of one class of reviewed pages."""
    states = WorkflowState.objects.select_related("current_task_state__finished_by").order_by("-pk")
    return Prefetch("_specific_workflow_states", queryset=states, to_attr="reviews")


def latest_review(page: ReviewedPage) -> WorkflowState | None:
    """The newest review of a page, if there ever was one."""
    prefetched: list[WorkflowState] | None = getattr(page, "reviews", None)
    if prefetched is not None:
        return prefetched[0] if prefetched else None
    newest = page.workflow_states.select_related("current_task_state__finished_by").order_by("-pk")
    found: WorkflowState | None = newest.first()
    return found


def _is_refused(review: WorkflowState, page: ReviewedPage) -> bool:
    """Rejected for good, and nothing written since."""
    task = review.current_task_state
    if task is None or review.status != WorkflowState.STATUS_CANCELLED:
        return False
    return bool(task.status == TaskState.STATUS_REJECTED and task.revision_id == page.latest_revision_id)


def phase(page: ReviewedPage) -> str:
    """in_review, needs_changes, rejected, or empty when no review speaks."""
    review = latest_review(page)
    if review is None:
        return ""
    if review.status in UNDER_WAY:
        return UNDER_WAY[review.status]
    return REJECTED if _is_refused(review, page) else ""


def page_status(page: ReviewedPage) -> str:
    """The state of one text as a key of `content.statuses`."""
    at = phase(page)
    if not page.live:
        return at or DRAFT
    if at in {IN_REVIEW, NEEDS_CHANGES}:
        return f"{LIVE}_{at}"
    return f"{LIVE}_{DRAFT}" if page.has_unpublished_changes else LIVE


def text_status(page: ReviewedPage) -> str:
    """The state of one text among several: of a single language «live» says more than «can be booked»."""
    status = page_status(page)
    return PUBLISHED if status == LIVE else status


def comment_on(page: ReviewedPage) -> TaskState | None:
    """What the editor wrote when sending back or rejecting (`comment`, `finished_by`), while it still stands."""
    review = latest_review(page)
    if review is None or phase(page) not in {NEEDS_CHANGES, REJECTED}:
        return None
    return review.current_task_state
