"""Why something cannot be done with a booking: one exception for each rule, named after it."""


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


class AlreadyBegun(Refusal):
    """The visit has begun: nobody can cancel it any more."""


class LinkOver(Refusal):
    """Cancelling is no longer free, so the link in the mail does it no more; signed in it can still be done."""


class ReasonMissing(Refusal):
    """Who says no, or cancels for others, says why."""
