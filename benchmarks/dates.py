"""Gives the benchmark's offers dates, as a lived-in portal has: two of three offers have four, some are full."""

from datetime import datetime, timedelta

from django.utils import timezone

from offers.models import Occurrence, Offer

DATES = 4
HOURS = timedelta(hours=2)


def add() -> None:
    """Dates from tomorrow on, spread over half a year; repeating adds none."""
    if Occurrence.objects.exists():
        return
    tomorrow = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)
    offers = Offer.objects.values_list("pk", flat=True).order_by("pk")
    rows = [_date(pk, step, tomorrow) for pk in offers if pk % 3 for step in range(DATES)]
    Occurrence.objects.bulk_create(rows, batch_size=500)


def _date(offer: int, step: int, tomorrow: datetime) -> Occurrence:
    starts_at = tomorrow + timedelta(days=(offer * 7 + step * 45) % 180)
    taken = 2 if (offer + step) % 4 == 0 else 0
    return Occurrence(offer_id=offer, starts_at=starts_at, ends_at=starts_at + HOURS, capacity=2, taken=taken)
