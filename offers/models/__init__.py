"""What is offered: the lasting row, its pages, its dates, and who and what a date needs."""

from offers.models.occurrence import CapacityUnit, Occurrence, OccurrenceState
from offers.models.offer import Offer, OfferForm, OfferState
from offers.models.page import OfferPage
from offers.models.resource import Resource, ResourceUse

__all__ = [
    "CapacityUnit",
    "Occurrence",
    "OccurrenceState",
    "Offer",
    "OfferForm",
    "OfferPage",
    "OfferState",
    "Resource",
    "ResourceUse",
]
