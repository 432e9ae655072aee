"""What is offered: the lasting row, its pages and its dates."""

from offers.models.occurrence import CapacityUnit, Occurrence, OccurrenceState
from offers.models.offer import Offer, OfferForm, OfferState
from offers.models.page import OfferPage

__all__ = ["CapacityUnit", "Occurrence", "OccurrenceState", "Offer", "OfferForm", "OfferPage", "OfferState"]
