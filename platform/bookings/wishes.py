"""The rules of wishes for a day: which windows may be named, and by when each step must be answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bookings.refusals import NotBookable, OfferClosed, Refusal
from offers.models import Offer, OfferState
from offers.terms import end_of_working_day

MOST_WINDOWS = 3
DAYS_TO_ANSWER, DAYS_TO_REMIND, DAYS_TO_ESCALATE = 10, 2, 5


class NoWishes(NotBookable):
    """The host does not take wishes for this offer."""


class OddWindows(NotBookable):
    """One to three windows, each ahead of us and ending after it begins."""


class AskedAlready(NotBookable):
    """The class has a wish for this offer that nobody has answered; `reference` names it."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


class WishAnswered(Refusal):
    """The wish was answered, withdrawn or has lapsed; `state` says which."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class OutsideWindows(Refusal):
    """Saying yes means a time inside one of the windows; another time is proposed instead."""


@dataclass(frozen=True)
class Window:
    """From when until when the class could come."""

    starts_at: datetime
    ends_at: datetime


def refuse_offer(offer: Offer) -> None:
    """Whether the host takes wishes."""
    if offer.state != OfferState.OPEN or not any(page.live for page in offer.pages.all()):
        raise OfferClosed
    if not offer.takes_wishes:
        raise NoWishes


def refuse_windows(windows: Sequence[Window], now: datetime) -> None:
    """One to three, all ahead, none crossed."""
    odd = any(window.starts_at <= now or window.ends_at <= window.starts_at for window in windows)
    if odd or not 1 <= len(windows) <= MOST_WINDOWS:
        raise OddWindows


def lapses_at(offer: Offer, windows: Sequence[Window], now: datetime) -> datetime:
    """Until when there must be an answer: ten working days, never later than the last window begins."""
    return min(end_of_working_day(offer, now, DAYS_TO_ANSWER), max(window.starts_at for window in windows))
