"""Whether an offer takes bookings: pausing, reopening, withdrawing. Visits already booked stand."""

from django.db import transaction

from accounts.audit import record
from accounts.models import User
from offers.models import Offer, OfferState


class Withdrawn(Exception):
    """What was withdrawn for good cannot be paused; it is reopened first."""


@transaction.atomic
def _change_state(offer: Offer, state: OfferState, verb: str, by: User | None) -> Offer:
    held = Offer.objects.select_for_update().select_related("host").get(pk=offer.pk)
    if held.state == state:
        return held
    if held.state == OfferState.WITHDRAWN and state == OfferState.PAUSED:
        raise Withdrawn
    held.state = state
    held.version += 1
    held.save(update_fields=["state", "version"])
    record(verb, held, by=by, organisation=held.host)
    return held


def pause(*, offer: Offer, by: User) -> Offer:
    """Take no new bookings for a while."""
    return _change_state(offer, OfferState.PAUSED, "paused offer", by)


def reopen(*, offer: Offer, by: User) -> Offer:
    """Take bookings again."""
    return _change_state(offer, OfferState.OPEN, "reopened offer", by)


def withdraw(*, offer: Offer, by: User) -> Offer:
    """Close it for new bookings and take it off the lists; in every language."""
    return _change_state(offer, OfferState.WITHDRAWN, "withdrew offer", by)
