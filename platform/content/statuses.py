"""A state in front of people: icon, word and colour, always all three (look.md §7)."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(NamedTuple):
    """How a state looks; `tone` is one of ok, wait, stop, calm and off."""

    word: Any
    icon: str
    tone: str


STATUSES = {
    "pending": Status(_("Awaits an answer"), "pending", "wait"),
    "confirmed": Status(_("Confirmed"), "tick", "ok"),
    "waitlisted": Status(_("On the waiting list"), "waitlist", "calm"),
    "offered": Status(_("Place offered"), "bell", "wait"),
    "declined": Status(pgettext_lazy("booking", "Declined"), "cross", "stop"),
    "cancelled": Status(_("Cancelled"), "struck", "off"),
    "expired": Status(pgettext_lazy("booking", "Lapsed"), "lapsed", "off"),
    "attended": Status(_("Completed"), "ticks", "ok"),
    "no_show": Status(_("Did not come"), "absent", "stop"),
    "draft": Status(_("Draft"), "pencil", "off"),
    "in_review": Status(_("Awaits approval"), "pending", "wait"),
    "needs_changes": Status(_("The editor has a question"), "speech", "wait"),
    "rejected": Status(pgettext_lazy("offer", "Rejected"), "cross", "stop"),
    "live": Status(_("Can be booked"), "tick", "ok"),
    "published": Status(_("Live"), "tick", "ok"),
    "live_in_review": Status(_("Live, changes await approval"), "pending", "wait"),
    "live_needs_changes": Status(_("Live, the editor has a question"), "speech", "wait"),
    "live_draft": Status(_("Live, with unsent changes"), "pencil", "calm"),
    "paused": Status(_("Paused"), "pause", "off"),
    "withdrawn": Status(pgettext_lazy("offer", "Withdrawn"), "struck", "off"),
    "open": Status(_("Open"), "tick", "ok"),
    "ready": Status(_("Ready for the visit"), "ticks", "ok"),
    "to_tick": Status(_("Expectations to tick"), "pencil", "wait"),
    "full": Status(_("Full"), "lapsed", "calm"),
}
