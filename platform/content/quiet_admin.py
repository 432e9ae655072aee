"""Wagtail's admin without its workflow mails: they go out inside the transaction; rooms write outbox rows instead."""

from wagtail.admin.apps import WagtailAdminAppConfig
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

WORKFLOW_MAILS = {"submitted": workflow_submitted, "rejected": workflow_rejected, "approved": workflow_approved}


class QuietAdminConfig(WagtailAdminAppConfig):
    """Stands in INSTALLED_APPS in the place of wagtail.admin, so that it runs after the mails were connected."""

    default = False

    def ready(self) -> None:
        """Disconnect what the admin has just connected."""
        super().ready()
        from wagtail.models import TaskState, WorkflowState  # noqa: PLC0415  models exist only from here on

        for name, signal in WORKFLOW_MAILS.items():
            signal.disconnect(sender=WorkflowState, dispatch_uid=f"workflow_state_{name}_email_notification")
        task_submitted.disconnect(sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification")
