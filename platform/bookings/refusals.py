"""Why something cannot be done with a booking: one exception for each rule, named after it."""

from datetime import datetime


class Refusal(Exception):
    """A rule says no; nothing was changed."""


class NotBookable(Refusal):
    """A request for places is refused."""


class MayNotBook(NotBookable):
    """The person has no say over this school's bookings."""


class OfferClosed(NotBookable):
    """The host takes no bookings now."""


class OccurrenceCancelled(NotBookable):
    """The date is called off."""


class BookingClosed(NotBookable):
    """It is too late for this date."""


class GroupTooSmall(NotBookable):
    """Fewer pupils than the host takes; `number` is the fewest."""

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


class GroupTooLarge(NotBookable):
    """More pupils than the host takes; `number` is the most."""

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


class AdultsMissing(NotBookable):
    """Too few adults come along; `number` is how many must."""

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


class AlreadyBooked(NotBookable):
    """The class has asked for this date already; `reference` names that booking."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


class OccurrenceFull(NotBookable):
    """There are not enough places; `left` is how many there are."""

    def __init__(self, left: int) -> None:
        super().__init__(str(left))
        self.left = left


class NotOpenYet(NotBookable):
    """Booking of this date has not begun; `opens_at` is when it does."""

    def __init__(self, opens_at: datetime) -> None:
        super().__init__(opens_at.isoformat())
        self.opens_at = opens_at


class SchoolClosed(NotBookable):
    """The school itself takes no visits that day; `note` says why."""

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self.note = note


class NotAColleague(NotBookable):
    """The person named as contact may not book for this school."""


class TooLargeForDate(NotBookable):
    """The class is larger than the date's whole room, so waiting is in vain; `number` is the room."""

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


class KeyReused(NotBookable):
    """The form was sent before with other answers."""


class NotPending(Refusal):
    """The request was answered, withdrawn or has lapsed meanwhile; `state` says which."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class AlreadyEnded(Refusal):
    """The booking is over already; `state` says how it ended."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class NotWaiting(Refusal):
    """The class is not on the list, or holds no offered place, any more; `state` says what happened."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class NotMovable(Refusal):
    """Only a visit that is agreed or asked for, and has not begun, can move; and to another date of an open offer."""


class MoveUnderWay(Refusal):
    """The booking waits for the answer to an earlier wish to move."""


class AlreadyBegun(Refusal):
    """The visit has begun: nobody can cancel it any more."""


class LinkOver(Refusal):
    """Cancelling is no longer free, so the link in the mail does it no more; signed in it can still be done."""


class ReasonMissing(Refusal):
    """Who says no, or cancels for others, says why."""


class ThreadClosed(Refusal):
    """The visit is long past, so nobody writes about it any more; `ended_at` is since when."""

    def __init__(self, ended_at: datetime) -> None:
        super().__init__(ended_at.isoformat())
        self.ended_at = ended_at


class NewerVersion(Refusal):
    """Somebody has written another version meanwhile; `number` is the newest."""

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


class NoPlaceYet(Refusal):
    """A class in line for a place has no visit to agree on."""


class NothingExpected(Refusal):
    """Expectations without a word."""


class TransportAsked(Refusal):
    """The school's leader has been asked about this way already, or has said yes."""


class NobodyPays(Refusal):
    """Nobody who may answer for the school's costs has joined."""


class MayNotPay(Refusal):
    """The person does not answer for this school's costs."""


class NotToday(Refusal):
    """That can only be said on the day of the visit, and that nobody came only once it has begun."""


class DayOver(Refusal):
    """The day of the visit is over, so what was noted stands."""


class NotAMember(Refusal):
    """A calendar of an organisation is for those who belong to it."""
