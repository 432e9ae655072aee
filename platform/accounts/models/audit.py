"""Who did what, when: written in the same transaction as the change."""

from django.conf import settings
from django.db import models

from accounts.models.organisation import Organisation


class AuditEntry(models.Model):
    """One act on one row; `subject` names it as app.model:id, `facts` holds no personal data."""

    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    facts = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"
