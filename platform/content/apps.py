"""Tells Django about the app; the tree's root is made after every migrate."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from wagtail.signals import page_published, task_submitted, workflow_approved, workflow_rejected, workflow_submitted

# Wagtail's own mails go out inside the transaction and lead into the admin; rooms write outbox rows instead.
WORKFLOW_MAILS = {"submitted": workflow_submitted, "rejected": workflow_rejected, "approved": workflow_approved}


class ContentConfig(AppConfig):
    """Pages that editors own: home, municipality, strategy, stories, articles, guides."""

    name = "content"

    def ready(self) -> None:
        """Listen to memberships, and see that the tree has a root."""
        from wagtail.models import TaskState, WorkflowState  # noqa: PLC0415

        from accounts.events import on_membership_change  # noqa: PLC0415  models exist only from here on
        from content.chrome import forget_strips  # noqa: PLC0415
        from content.models import MunicipalityPage  # noqa: PLC0415
        from content.municipalities import sync_after_change  # noqa: PLC0415
        from content.tree import ensure_site  # noqa: PLC0415

        def ensure(**_facts: Any) -> None:
            ensure_site()

        def forget(**_facts: Any) -> None:
            forget_strips()

        post_migrate.connect(ensure, sender=self, weak=False, dispatch_uid="content-tree")
        on_membership_change(sync_after_change)
        page_published.connect(forget, sender=MunicipalityPage, weak=False, dispatch_uid="content-strips")
        for name, signal in WORKFLOW_MAILS.items():
            signal.disconnect(sender=WorkflowState, dispatch_uid=f"workflow_state_{name}_email_notification")
        task_submitted.disconnect(sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification")
