"""Tells Django about the app, and listens to Wagtail's workflow: there is no other hook for what editors decide."""

from typing import Any

from django.apps import AppConfig
from wagtail.signals import task_submitted, workflow_approved, workflow_cancelled, workflow_rejected


class OffersConfig(AppConfig):
    """What is offered, by whom, for whom and when."""

    name = "offers"

    def ready(self) -> None:
        """Register our mails and send them when an editor has decided."""
        from offers import messages  # noqa: PLC0415  models exist only from here on

        messages.register_messages()

        def submitted(instance: Any, **_facts: Any) -> None:
            messages.tell_submitted(instance)

        def approved(instance: Any, **_facts: Any) -> None:
            messages.tell_approved(instance)

        def sent_back(instance: Any, **_facts: Any) -> None:
            messages.tell_sent_back(instance)

        def ended(instance: Any, **_facts: Any) -> None:
            messages.tell_ended(instance)

        task_submitted.connect(submitted, weak=False, dispatch_uid="offers-submitted")
        workflow_approved.connect(approved, weak=False, dispatch_uid="offers-approved")
        workflow_rejected.connect(sent_back, weak=False, dispatch_uid="offers-sent-back")
        workflow_cancelled.connect(ended, weak=False, dispatch_uid="offers-ended")
