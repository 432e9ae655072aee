"""Wanting the mail of the day, or not any more."""

from django.db import transaction

from accounts.audit import record
from accounts.models import Membership, User


@transaction.atomic
def want_digest(*, membership: Membership, wanted: bool, by: User | None) -> None:
    """One mail a day for this membership; without a person it was the link in the mail. Twice changes nothing."""
    if not Membership.objects.filter(pk=membership.pk, wants_digest=not wanted).update(wants_digest=wanted):
        return
    membership.wants_digest = wanted
    verb = "wanted the daily mail" if wanted else "stopped the daily mail"
    record(verb, membership, by=by, organisation=membership.organisation)
