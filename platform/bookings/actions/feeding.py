"""Private calendar addresses: made, made anew, and closed; a closed one never opens again."""

from django.db import transaction

from accounts.audit import record
from accounts.models import Organisation, User
from bookings.feeds import memberships_with_visits
from bookings.models import CalendarFeed
from bookings.refusals import NotAMember


def open_feed(*, organisation: Organisation | None, by: User) -> CalendarFeed:
    """One's own address for one's own visits, or for those of an organisation; asking twice gives the same."""
    with transaction.atomic(durable=True):
        return _open(organisation, by)


def renew_feed(*, organisation: Organisation | None, by: User) -> CalendarFeed:
    """Another address instead of one that has come into wrong hands."""
    with transaction.atomic(durable=True):
        _close(organisation, by)
        return _open(organisation, by)


def revoke_feed(*, organisation: Organisation | None, by: User) -> None:
    """The address leads nowhere from now on."""
    with transaction.atomic(durable=True):
        _close(organisation, by)


def _open(organisation: Organisation | None, by: User) -> CalendarFeed:
    own = [row.organisation_id for row in memberships_with_visits(by)]
    if not own or (organisation is not None and organisation.pk not in own):
        raise NotAMember
    feed, is_new = CalendarFeed.objects.get_or_create(person=by, organisation=organisation)
    if is_new:
        record("opened a calendar", feed, by=by, organisation=organisation)
    return feed


def _close(organisation: Organisation | None, by: User) -> None:
    for feed in CalendarFeed.objects.filter(person=by, organisation=organisation):
        record("closed a calendar", feed, by=by, organisation=organisation)
        feed.delete()
