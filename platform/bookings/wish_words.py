"""A wish for a day in words: how far it is, and what each side does now."""

from django.utils.translation import gettext as _

from bookings.models import VisitRequest, VisitRequestState
from content.words import clock, day_long

SHOWN_AS = {
    VisitRequestState.OPEN: "pending",
    VisitRequestState.PROPOSED: "pending",
    VisitRequestState.ACCEPTED: "confirmed",
    VisitRequestState.DECLINED: "declined",
    VisitRequestState.WITHDRAWN: "cancelled",
    VisitRequestState.EXPIRED: "expired",
}


def status_of(wish: VisitRequest) -> str:
    """The key of the state in content.statuses."""
    return SHOWN_AS[VisitRequestState(wish.state)]


def _known(wish: VisitRequest) -> dict[str, str]:
    known = {
        "group": wish.group.label,
        "school": str(wish.school),
        "host": wish.offer.host.name,
        "day": day_long(wish.expires_at),
        "clock": clock(wish.expires_at),
    }
    start = wish.proposed_starts_at
    return {**known, "proposed": day_long(start) if start else "", "at": clock(start) if start else ""}


def heading_of(wish: VisitRequest) -> str:
    """Who does what, with a person or a place as its subject."""
    words = {
        VisitRequestState.OPEN: _("%(group)s from %(school)s would like to come"),
        VisitRequestState.PROPOSED: _("%(host)s proposes %(proposed)s at %(at)s"),
        VisitRequestState.ACCEPTED: _("%(group)s and %(host)s have found a day"),
        VisitRequestState.DECLINED: _("%(host)s could not receive %(group)s on those days"),
        VisitRequestState.WITHDRAWN: _("%(group)s no longer asks for a day"),
        VisitRequestState.EXPIRED: _("No day was found for %(group)s"),
    }
    return words[VisitRequestState(wish.state)] % _known(wish)


def lead_of(wish: VisitRequest, *, answers: bool, asks: bool) -> str:
    """What is to be done, by whom and by when."""
    known = _known(wish)
    if wish.state == VisitRequestState.OPEN:
        words = _("Choose a day, propose another or say no by %(day)s at %(clock)s.")
        other = _("%(host)s answers by %(day)s at %(clock)s. Nothing is booked until then.")
        return (words if answers else other) % known
    if wish.state == VisitRequestState.PROPOSED:
        words = _("Say yes or no by %(day)s at %(clock)s. With your yes the visit is booked.")
        other = _("%(school)s answers by %(day)s at %(clock)s.")
        return (words if asks else other) % known
    return _ended(wish)


def _ended(wish: VisitRequest) -> str:
    words = {
        VisitRequestState.ACCEPTED: _("The visit is booked, and both sides have it in writing."),
        VisitRequestState.DECLINED: _("Another host may fit."),
        VisitRequestState.WITHDRAWN: _("Nobody needs to do more."),
        VisitRequestState.EXPIRED: _("Nobody answered in time. Another host may fit, or ask again."),
    }
    return words[VisitRequestState(wish.state)]
