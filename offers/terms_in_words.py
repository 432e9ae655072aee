"""The terms of an offer in short plain sentences, for those who think of booking it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from offers.models import Offer


def adults_in_words(offer: Offer) -> str:
    """How many adults come along: «1 adult per 10 pupils», «At least 2 adults»; empty when it does not matter."""
    said = []
    if offer.pupils_per_adult:
        words = ngettext("1 adult for every pupil", "1 adult for every %(n)s pupils", offer.pupils_per_adult)
        said.append(words % {"n": offer.pupils_per_adult})
    if offer.adults_required > (1 if said else 0):
        said.append(ngettext("at least %(n)s adult", "at least %(n)s adults", offer.adults_required))
        said[-1] %= {"n": offer.adults_required}
    return ", ".join(said)


def opening_in_words(offer: Offer) -> str:
    """From when a date can be booked; empty when it can be at once."""
    if offer.open_days is None:
        return ""
    words = ngettext(
        "Booking opens %(n)s day before the visit", "Booking opens %(n)s days before the visit", offer.open_days
    )
    return words % {"n": offer.open_days}


def closing_in_words(offer: Offer) -> str:
    """Until when a date can be booked."""
    if not offer.close_days:
        return _("Booking is open until the visit begins")
    words = ngettext(
        "Booking closes %(n)s working day before the visit",
        "Booking closes %(n)s working days before the visit",
        offer.close_days,
    )
    return words % {"n": offer.close_days}


def cancelling_in_words(offer: Offer) -> str:
    """Until when cancelling bothers nobody."""
    if not offer.cancel_days:
        return _("You can cancel free of charge until the visit begins")
    words = ngettext(
        "You can cancel free of charge until %(n)s working day before the visit",
        "You can cancel free of charge until %(n)s working days before the visit",
        offer.cancel_days,
    )
    return words % {"n": offer.cancel_days}


def late_in_words(offer: Offer) -> str:
    """What happens when the class cancels later, in the host's own words; empty when the host says nothing."""
    return _("After that: %(terms)s") % {"terms": offer.late_terms} if offer.late_terms else ""


def terms_in_words(offer: Offer) -> list[str]:
    """Everything a teacher should know of the terms, in the order in which it matters."""
    adults = adults_in_words(offer)
    said = [
        opening_in_words(offer),
        closing_in_words(offer),
        adults[:1].upper() + adults[1:],
        cancelling_in_words(offer),
        late_in_words(offer),
    ]
    return [sentence for sentence in said if sentence]
