"""A message as a row, written in the same transaction as the change it tells of."""

from datetime import datetime

from django.conf import settings
from django.db import models


class MessageState(models.TextChoices):
    """How far a message has come."""

    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    DEAD = "dead", "Given up"


UNSENT = frozenset({MessageState.WAITING, MessageState.SENDING})


class MessageQuerySet(models.QuerySet["Message"]):
    """Which messages."""

    def due(self, now: datetime) -> "MessageQuerySet":
        """Those whose time has come."""
        return self.filter(state=MessageState.WAITING, due_at__lte=now).order_by("due_at", "pk")

    def stale(self, claimed_before: datetime) -> "MessageQuerySet":
        """Those a worker claimed and never finished."""
        return self.filter(state=MessageState.SENDING, claimed_at__lt=claimed_before)

    def unsent(self) -> "MessageQuerySet":
        """Those still on their way."""
        return self.filter(state__in=UNSENT)

    def dead(self) -> "MessageQuerySet":
        """Those given up, to be looked at and sent again."""
        return self.filter(state=MessageState.DEAD)


class Message(models.Model):
    """One message to one address; `payload` holds the facts of the moment, the texts are written when it is sent."""

    dedupe_key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    to_email = models.EmailField()
    reply_to = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="da")
    payload = models.JSONField(default=dict)
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
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=["state", "due_at"], name="message_due"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.dedupe_key}"


class WorkerBeat(models.Model):
    """When the worker last did its round: an operator's first look."""

    name = models.CharField(max_length=60, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
