"""How bookings speak to people outside the pages: a municipality's own words in mails, and feeds for calendars."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation


class MailText(models.Model):
    """A municipality's own subject and first lines of one kind of mail in one language; blank: ours."""

    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="mail_texts")
    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    intro = models.TextField(_("first lines"), blank=True)

    class Meta:
        ordering = ("kind", "language", "pk")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "kind", "language"], name="mail_text_once_per_language"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.language}"


def new_token() -> str:
    """A secret that nobody guesses."""
    return secrets.token_urlsafe(24)


class CalendarFeed(models.Model):
    """A private address at which a calendar reads a person's, or an organisation's, visits; revoked by deleting it."""

    token = models.CharField(max_length=40, unique=True, default=new_token)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["person", "organisation"], name="feed_once_per_organisation"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(organisation__isnull=True), name="feed_once_per_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.organisation or ''}".strip()
