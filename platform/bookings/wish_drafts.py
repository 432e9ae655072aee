"""What somebody has typed of a wish for a day: kept in the server's session for an hour, through signing in too."""

import time
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from bookings.drafts import HOUR

KEY = "wish"


class WishDraft:
    """The wish a session is writing, for one offer at a time."""

    def __init__(self, session: SessionBase, offer_id: int) -> None:
        self.session, self.offer_id = session, offer_id
        kept: dict[str, Any] = session.get(KEY) or {}
        is_fresh = time.time() - kept.get("at", 0) < HOUR and kept.get("offer") == offer_id
        self.typed: dict[str, str] = kept.get("typed", {}) if is_fresh else {}

    def answer(self, posted: Any, names: list[str]) -> None:
        """Keep the answers, right or wrong."""
        self.typed = {name: str(posted.get(name, ""))[:1000] for name in names if name in posted}
        self.session[KEY] = {"offer": self.offer_id, "typed": self.typed, "at": time.time()}

    def clear(self) -> None:
        """The wish is sent."""
        self.typed = {}
        self.session.pop(KEY, None)
