"""What somebody has typed of a booking: kept in the server's session for an hour, through signing in too."""

import json
import time
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.contrib.sessions.backends.base import SessionBase
from django.http import QueryDict

KEY, SEVERAL = "booking", "booking_several"
MOST_CLASSES, LONGEST = 8, 1000
ROW = ("label", "grade", "pupils", "adults")
SHARED = ("school", "contact", "phone", "needs", "how")
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

    def would_send(self, key: UUID, tid: str) -> bool:
        """Whether the answers are still here for that date, as they were when the key was made."""
        return bool(self.typed) and tid.isdecimal() and len(tid) < 19 and self.key_for(int(tid)) == key

    def clear(self) -> None:
        """The booking is made."""
        self.values = {}
        self.session.pop(KEY, None)


class SeveralDraft:
    """Several classes on their way to one offer, as they were typed; kept beside the draft of one class."""

    def __init__(self, session: SessionBase, offer_id: int) -> None:
        self.session, self.offer_id = session, offer_id
        kept: dict[str, Any] = session.get(SEVERAL) or {}
        is_ours = kept.get("offer") == offer_id and time.time() - kept.get("at", 0) < HOUR
        self.values = kept if is_ours else {}

    @property
    def typed(self) -> dict[str, Any]:
        """The answers as they were typed, right or wrong."""
        typed: dict[str, Any] = self.values.get("typed", {})
        return typed

    def answer(self, posted: QueryDict) -> None:
        """Keep the answers."""
        names = [*SHARED, *(f"c{number}-{name}" for number in range(MOST_CLASSES) for name in ROW)]
        said: dict[str, Any] = {name: posted[name][: LONGEST + 1] for name in names if name in posted}
        self._keep({**said, "dates": posted.getlist("dates")[:LONGEST]})

    def _keep(self, typed: dict[str, Any]) -> None:
        known = {"id": str(uuid4()), **self.values}
        self.values = {**known, "offer": self.offer_id, "typed": typed, "at": time.time()}
        self.session[SEVERAL] = self.values

    def key(self) -> UUID:
        """The idempotency key of these answers: the same however often they are sent."""
        return uuid5(UUID(self.values["id"]), json.dumps(self.typed, sort_keys=True))

    def keep_only(self, labels: list[str]) -> None:
        """The others are booked; without any the draft is done."""
        rows = {name.partition("-")[0] for name, said in self.typed.items() if name.endswith("-label")}
        done = {row for row in rows if " ".join(str(self.typed[f"{row}-label"]).split()) not in labels}
        left = {name: said for name, said in self.typed.items() if name.partition("-")[0] not in done}
        if labels:
            self._keep(left)
        else:
            self.session.pop(SEVERAL, None)
