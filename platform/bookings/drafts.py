"""What somebody has typed of a booking: kept in the server's session for an hour, through signing in too."""

import json
import time
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.contrib.sessions.backends.base import SessionBase

KEY = "booking"
HOUR = 60 * 60
TYPED = ("contact", "label", "grade", "pupils", "adults", "phone", "needs")


class Draft:
    """The booking a session is making. One class at a time: which date it is for stands in each page's address."""

    def __init__(self, session: SessionBase) -> None:
        self.session = session
        kept: dict[str, Any] = session.get(KEY) or {}
        self.values = kept if time.time() - kept.get("at", 0) < HOUR else {}

    def _keep(self, **values: Any) -> None:
        self.values = {"id": str(uuid4()), **self.values, **values, "at": time.time()}
        self.session[KEY] = self.values

    @property
    def occurrence_id(self) -> int | None:
        """The date that was chosen last."""
        return self.values.get("occurrence")

    def choose(self, occurrence_id: int) -> None:
        """Remember a date."""
        if occurrence_id != self.occurrence_id:
            self._keep(occurrence=occurrence_id)

    @property
    def comes(self) -> str:
        """Which class was chosen, as `classes.py` names it."""
        return str(self.values.get("comes", ""))

    def bring(self, comes: str) -> None:
        """Choose a class; what was typed of another one is forgotten."""
        self._keep(comes=comes, typed=self.typed if comes == self.comes else {})

    @property
    def typed(self) -> dict[str, str]:
        """The answers as they were typed, right or wrong."""
        typed: dict[str, str] = self.values.get("typed", {})
        return typed

    def answer(self, posted: Any) -> None:
        """Keep the answers."""
        self._keep(typed={name: str(posted.get(name, "")) for name in TYPED})

    def key_for(self, occurrence_id: int) -> UUID:
        """The idempotency key of these answers for this date: the same however often they are sent."""
        said = json.dumps([occurrence_id, self.comes, self.typed], sort_keys=True)
        return uuid5(UUID(self.values["id"]), said)

    def clear(self) -> None:
        """The booking is made."""
        self.values = {}
        self.session.pop(KEY, None)
