"""Wishes for a day on the desks: who must answer, what waits for the reader first, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Organisation, User
from bookings.models import VisitRequest, VisitRequestState
from bookings.models.wish import VisitRequestQuerySet


@dataclass(frozen=True)
class WishRow:
    """A wish and whether the reader is the one to answer it."""

    wish: VisitRequest
    is_mine: bool

    @property
    def is_proposed(self) -> bool:
        """The host has named another time."""
        return self.wish.state == VisitRequestState.PROPOSED

    @property
    def starts_at(self) -> datetime:
        """The proposed time, else the first window."""
        return self.wish.proposed_starts_at or self.wish.windows.all()[0].starts_at


def _rows(wishes: VisitRequestQuerySet, now: datetime, waits: VisitRequestState | None) -> list[WishRow]:
    found = [WishRow(wish, is_mine=wish.state == waits) for wish in wishes.live(now).in_full()]
    return sorted(found, key=lambda row: (not row.is_mine, row.wish.expires_at))


def wishes_put_to(host: Organisation, now: datetime) -> list[WishRow]:
    """A company's: those to answer, then those the class answers."""
    return _rows(VisitRequest.objects.hosted_by(host), now, VisitRequestState.OPEN)


def wishes_of(school: Organisation, now: datetime, *, contact: User | None = None) -> list[WishRow]:
    """A school's, or one teacher's: proposals to answer, then those the host answers."""
    wishes = VisitRequest.objects.of_school(school)
    return _rows(wishes.filter(contact=contact) if contact else wishes, now, VisitRequestState.PROPOSED)


def unanswered_in(municipality: Organisation, now: datetime) -> list[WishRow]:
    """Those of which the coordinators were told, while the host still has not answered."""
    here = VisitRequest.objects.escalated().filter(offer__host__municipality=municipality.municipality_id)
    return _rows(here, now, None)
