"""The deadlines of an offer: whole working days before the visit, or after somebody asked."""

from datetime import date, datetime, time

from django.utils import timezone

from offers.models import Offer
from reference.workdays import working_days_after, working_days_before

LAST_MINUTE = time(23, 59)


def end_of(day: date) -> datetime:
    """The last minute of a day, so that the day itself is named as the deadline and never the night after."""
    return timezone.make_aware(datetime.combine(day, LAST_MINUTE))


def end_of_working_day(offer: Offer, now: datetime, days: int) -> datetime:
    """The end of the working day that many days on."""
    return end_of(working_days_after(timezone.localtime(now).date(), days, country_of(offer)))


def _before(starts_at: datetime, days: int, country: str) -> datetime:
    """The end of the day that lies so many working days before; never later than the start."""
    last_day = working_days_before(timezone.localtime(starts_at).date(), days, country)
    return min(end_of(last_day), starts_at)


def country_of(offer: Offer) -> str:
    """Whose holidays count."""
    municipality = offer.host.municipality
    return municipality.country if municipality else "DK"


def closes_at(offer: Offer, starts_at: datetime) -> datetime:
    """Until when a class can book."""
    return _before(starts_at, offer.close_days, country_of(offer))


def cancel_by(offer: Offer, starts_at: datetime) -> datetime:
    """Until when a class can cancel without bothering anybody."""
    return _before(starts_at, offer.cancel_days, country_of(offer))
