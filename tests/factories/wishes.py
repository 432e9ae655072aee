"""Wishes for a day, made the way a teacher makes them."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from accounts.models import Membership
from bookings.actions import ClassFacts, wish_for_visit
from bookings.models import VisitRequest
from bookings.wishes import Window
from offers.models import Offer
from tests.factories.bookings import FACTS


def at(days: int, hour: int) -> datetime:
    """An hour of a day that many days ahead."""
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=days), time(hour)))


def window(days: int = 40, begins: int = 9, ends: int = 13) -> Window:
    """A morning."""
    return Window(at(days, begins), at(days, ends))


def wish_for(
    offer: Offer,
    teacher: Membership,
    *,
    windows: list[Window] | None = None,
    key: UUID | None = None,
    contact: Membership | None = None,
    **facts: Any,
) -> VisitRequest:
    """A teacher asks for one of two mornings for 7.B, unless told otherwise."""
    assert teacher.person is not None
    return wish_for_visit(
        offer=offer,
        school=teacher.organisation.school,
        facts=ClassFacts(**{**FACTS, **facts}),
        windows=[window(40), window(47)] if windows is None else windows,
        idempotency_key=key or uuid4(),
        by=teacher.person,
        contact=contact.person if contact else None,
    )
