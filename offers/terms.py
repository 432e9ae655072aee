"""When booking closes and until when cancelling is free: whole working days before the visit."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from offers.models import Offer
from reference.workdays import working_days_before


def _end_of(day: date) -> datetime:
    """Midnight after a day, in the site's time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _before(starts_at: datetime, days: int, country: str) -> datetime:
    """The end of the day that lies so many working days before; never later than the start."""
    last_day = working_days_before(timezone.localtime(starts_at).date(), days, country)
    return min(_end_of(last_day), starts_at)


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
