"""A message as a row, written in the same transaction as the change it tells of."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    """How far a message has come."""

    WAITING = "waiting", _("Waits to be sent")
    SENDING = "sending", _("Is being sent")
    SENT = "sent", _("Sent")
    DEAD = "dead", _("Given up")


UNSENT = frozenset({MessageState.WAITING, MessageState.SENDING})
SETTLED = frozenset({MessageState.SENT, MessageState.DEAD})
CLAIM_LASTS = timedelta(minutes=10)
BODIES_LAST = timedelta(days=30)


class MessageQuerySet(models.QuerySet["Message"]):
    """Which messages."""

    def due(self, now: datetime) -> "MessageQuerySet":
        """Those whose time has come, and those a worker claimed and never finished; the oldest first."""
        waiting = Q(state=MessageState.WAITING, due_at__lte=now)
        abandoned = Q(state=MessageState.SENDING, claimed_at__lte=now - CLAIM_LASTS)
        return self.filter(waiting | abandoned).order_by("due_at", "pk")

    def unsent(self) -> "MessageQuerySet":
        """Those still on their way."""
        return self.filter(state__in=UNSENT)

    def dead(self) -> "MessageQuerySet":
        """Those given up, to be looked at and sent again."""
        return self.filter(state=MessageState.DEAD)

    def resendable(self) -> "MessageQuerySet":
        """Those sent or given up of which we still know what they said."""
        return self.filter(state__in=SETTLED, dropped_at__isnull=True)

    def outdated(self, now: datetime) -> "MessageQuerySet":
        """Those settled so long ago that nobody needs to know any more what they said."""
        before = now - BODIES_LAST
        return self.resendable().filter(Q(sent_at__lte=before) | Q(state=MessageState.DEAD, due_at__lte=before))


class Message(models.Model):
    """One message to one address; `payload` holds the facts of the moment, the texts are written when it is sent."""

    dedupe_key = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    to_email = models.EmailField()
    reply_to = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="da")
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    secret = models.BooleanField(default=False)
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=8, choices=MessageState, default=MessageState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=["state", "due_at"], name="message_due"),)
        constraints = (
            models.UniqueConstraint(fields=["dedupe_key"], name="message_dedupe_key_unique"),
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_state_known"),
            models.CheckConstraint(condition=~Q(to_email=""), name="message_has_address"),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(claimed_at__isnull=False), name="message_sending_is_claimed"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="message_sent_has_time"
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True) | Q(text="", html="", calendar=""),
                name="message_dropped_is_empty",
            ),
            models.CheckConstraint(
                condition=Q(secret=False) | ~Q(state__in=sorted(SETTLED)) | Q(dropped_at__isnull=False),
                name="message_settled_secret_is_dropped",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.dedupe_key}"


class WorkerBeat(models.Model):
    """When the worker last did its round: an operator's first look."""

    name = models.CharField(max_length=60, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
