"""The terms of booking: they hold for every language and need no review."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from offers.models import Occurrence, Offer
from offers.terms import cancel_by, closes_at

TERMS = (
    "approval_required",
    "answer_days",
    "close_days",
    "cancel_days",
    "min_pupils",
    "max_pupils",
    "adults_required",
    "takes_wishes",
    "open_days",
    "late_terms",
    "pupils_per_adult",
)


class GroupSizesCrossed(Exception):
    """The fewest pupils are more than the most."""


@transaction.atomic
def change_terms(*, offer: Offer, terms: dict[str, Any], by: User | None) -> Offer:
    """Change the terms; what was promised to those who have booked (free cancellation) stays as it was."""
    held = Offer.objects.select_for_update().get(pk=offer.pk)
    changed = {name: value for name, value in terms.items() if name in TERMS and getattr(held, name) != value}
    if not changed:
        return held
    for name, value in changed.items():
        setattr(held, name, value)
    if held.min_pupils is not None and held.max_pupils is not None and held.min_pupils > held.max_pupils:
        raise GroupSizesCrossed
    held.version += 1
    held.save(update_fields=[*changed, "version"])
    _follow(held)
    record("changed terms", held, by=by, organisation=held.host, fields=sorted(changed))
    return held


def _follow(offer: Offer) -> None:
    """Let the coming dates follow the terms, under their locks in ascending order."""
    coming = Occurrence.objects.filter(offer=offer).standing().coming(timezone.now())
    for occurrence in coming.order_by("pk").select_for_update():
        closing = closes_at(offer, occurrence.starts_at)
        free = occurrence.cancel_by if occurrence.taken else cancel_by(offer, occurrence.starts_at)
        if (closing, free) != (occurrence.closes_at, occurrence.cancel_by):
            Occurrence.objects.filter(pk=occurrence.pk).update(
                closes_at=closing, cancel_by=free, version=F("version") + 1
            )
