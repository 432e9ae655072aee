"""Writes the audit row of an action."""

from typing import Any

from django.db import models

from accounts.models import AuditEntry, Organisation, User


def record(
    verb: str,
    subject: models.Model,
    *,
    by: User | None,
    organisation: Organisation | None = None,
    **facts: Any,
) -> AuditEntry:
    """Note that `by` did `verb` to `subject`; call it inside the transaction of the change."""
    return AuditEntry.objects.create(
        verb=verb,
        subject=f"{subject._meta.label_lower}:{subject.pk}",
        actor=by,
        organisation=organisation,
        facts=facts,
    )


def history(subject: models.Model) -> models.QuerySet[AuditEntry]:
    """What happened to a row, newest first."""
    return AuditEntry.objects.filter(subject=f"{subject._meta.label_lower}:{subject.pk}").select_related("actor")
