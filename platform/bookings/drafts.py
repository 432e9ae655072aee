"""What somebody has typed of a booking: kept in the server's session for an hour, through signing in too."""

import time
from typing import Any
from uuid import UUID, uuid4

from django.contrib.sessions.backends.base import SessionBase

from bookings.actions import ClassFacts

KEY = "booking"
HOUR = 60 * 60


class Draft:
    """The booking a session is making; reading an old one gives an empty one."""

    def __init__(self, session: SessionBase) -> None:
        self.session = session
        kept: dict[str, Any] = session.get(KEY) or {}
        self.values = kept if time.time() - kept.get("at", 0) < HOUR else {}

    def _keep(self) -> None:
        self.values["at"] = time.time()
        self.session[KEY] = self.values

    @property
    def occurrence_id(self) -> int | None:
        """The chosen date."""
        return self.values.get("occurrence")

    def choose(self, occurrence_id: int) -> None:
        """Choose a date; what was typed of the class stays, the key is new when the date is."""
        if occurrence_id != self.occurrence_id:
            self.values["key"] = str(uuid4())
        self.values["occurrence"] = occurrence_id
        self._keep()

    @property
    def answers(self) -> dict[str, Any]:
        """What was typed of the class, as the form cleans it."""
        answers: dict[str, Any] = self.values.get("answers", {})
        return answers

    def answer(self, answers: dict[str, Any]) -> None:
        """Keep the answers; changed answers get a new key."""
        if answers != self.answers:
            self.values["key"] = str(uuid4())
        self.values["answers"] = answers
        self._keep()

    @property
    def key(self) -> UUID:
        """The idempotency key of these answers."""
        return UUID(self.values["key"])

    def facts(self) -> ClassFacts:
        """The answers as the action takes them."""
        grade = str(self.answers["grade"])
        return ClassFacts(
            label=self.answers["label"],
            pupils=self.answers["pupils"],
            adults=self.answers["adults"],
            grade=int(grade) if grade.isdigit() else None,
            level="" if grade.isdigit() else grade,
            needs=self.answers["needs"],
            phone=self.answers["phone"],
        )

    def clear(self) -> None:
        """The booking is made."""
        self.session.pop(KEY, None)
