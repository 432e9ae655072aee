"""Offers, their texts and dates for tests."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from accounts.models import Organisation, User
from offers.actions import publish_directly, save_step, start_offer
from offers.models import Occurrence, Offer, OfferPage
from tests.factories.companies import company_in, member_of

_numbers = count(1)
TEXTS: dict[str, Any] = {
    "summary": "Klassen bygger vinger af krydsfiner og måler, hvor mange volt de kan lave.",
    "description": "Vi begynder i værkstedet.\n\nTre ud af fire hold får pæren til at lyse.",
    "before": "Se filmen om Ingrid, der er vindmølletekniker.",
    "before_time": "Én lektion",
    "during": "Byg i hold på fire. Mål i tunnelen.",
    "after": "Tegn jeres målinger som graf.",
    "learning": "at måle spænding\nat sammenligne forsøg",
    "education_and_jobs": "Vindmølletekniker\nElektriker",
}
FACTS: dict[str, Any] = {
    "form": "company_visit",
    "industry": "energy",
    "subjects": ["matematik"],
    "grade_min": 7,
    "grade_max": 9,
    "duration_minutes": 150,
    "price": Decimal("0"),
    "visit_languages": ["da"],
    "postcode": "5700",
    "latitude": 55.06,
    "longitude": 10.61,
    "contact_name": "Ingrid Mølgaard",
    "contact_phone": "55 00 11 77",
}


def draft(
    *, host: Organisation | None = None, by: User | None = None, language: str = "da", **facts: Any
) -> OfferPage:
    """A draft that only has a title, unless told otherwise."""
    organisation = host or company_in()
    title = facts.pop("title", f"Byg en vindmølle {next(_numbers)}")
    page = start_offer(host=organisation, language=language, title=title, by=by)
    return save_step(page=page, values=facts, by=by or member_of(organisation)) if facts else page


def complete_draft(*, host: Organisation | None = None, by: User | None = None, **facts: Any) -> OfferPage:
    """A draft in which nothing is missing."""
    return draft(host=host, by=by, **{**TEXTS, **FACTS, **facts})


def live_page(*, host: Organisation | None = None, by: User | None = None, **facts: Any) -> OfferPage:
    """A live offer's text in its first language."""
    page = complete_draft(host=host, by=by, **facts)
    return publish_directly(page=OfferPage.objects.get(pk=page.pk))


def at(day: datetime, clock: str = "09:00") -> datetime:
    """A time of a day as the clocks of the place show it."""
    return timezone.make_aware(datetime.combine(day.date(), time.fromisoformat(clock)))


def date_of(offer: Offer, *, days: int = 30, clock: str = "09:00", **facts: Any) -> Occurrence:
    """A date so many days ahead, 2½ hours long."""
    starts_at = at(timezone.localtime() + timedelta(days=days), clock)
    ends_at = starts_at + timedelta(hours=2, minutes=30)
    return Occurrence.objects.create(
        offer=offer, **{"starts_at": starts_at, "ends_at": ends_at, "capacity": 2, **facts}
    )
