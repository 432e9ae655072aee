"""The review of what companies write: approve, send back with a comment, reject."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState

REJECTED_FLAG = "rejected for good"


class NotComplete(ValidationError):
    """What is approved must be complete; the middleware tells the editor what is missing."""


class MunicipalApproval(AbstractGroupApprovalTask):
    """A municipality's editors decide; rejecting ends the review, sending back lets the company correct."""

    def get_actions(self, obj: Any, user: AbstractBaseUser) -> list[tuple[str, str, bool]]:
        """The three buttons in the editor; the last two ask for a comment."""
        if not self.is_editor(user):
            return []
        return [
            ("approve", _("Approve"), False),
            ("reject", _("Send back with a comment"), True),
            ("refuse", _("Reject for good"), True),
        ]

    def is_editor(self, user: AbstractBaseUser) -> bool:
        """Whether the person may decide."""
        groups = getattr(user, "groups", None)
        mine = groups is not None and self.groups.filter(id__in=groups.all()).exists()
        return bool(getattr(user, "is_superuser", False) or mine)

    def on_action(self, task_state: TaskState, user: AbstractBaseUser, action_name: str, **kwargs: Any) -> None:
        """Carry out a decision; approving what still misses something is refused."""
        if action_name == "approve":
            refuse_incomplete(task_state)
        if action_name == "refuse":
            task_state.reject(user=user, update=False, comment=kwargs.get("comment", ""))
            task_state.workflow_state.cancel(user=user)
            return
        super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> str:
        """What editors of workflows read."""
        return _("Editors of the municipality approve, send back with a comment, or reject")


def refuse_incomplete(task_state: TaskState) -> None:
    """What is asked at submission is asked again: what is approved is complete."""
    page: Page = task_state.revision.as_object()
    problems = page.review_problems() if hasattr(page, "review_problems") else []
    if problems:
        raise NotComplete("; ".join(str(problem) for problem in problems))
