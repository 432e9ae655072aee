"""The mail of the day for hosts who asked for it: one on each working day with something in it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, Organisation
from accounts.models.membership import COMPANY_ROLES
from bookings.digests import country_at, is_morning, last_morning, news_of
from bookings.messages import digest_key, tell_news
from outbox.models import Message


def send_digests(now: datetime | None = None) -> int:
    """Post the mails that are due, a transaction for each host; gives how many were posted."""
    moment = now or timezone.now()
    return sum(_send(host, rows, moment) for host, rows in _unread(moment).items())


def _unread(now: datetime) -> dict[Organisation, list[Membership]]:
    """Who asked for it and has not had today's, by host."""
    wanting = Membership.objects.active().filter(wants_digest=True, role__in=COMPANY_ROLES)
    keys = {digest_key(row, now): row for row in wanting.select_related("person", "organisation__municipality")}
    known = set(Message.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True))
    found: dict[Organisation, list[Membership]] = defaultdict(list)
    for key, row in keys.items():
        if key not in known and is_morning(now, country_at(row.organisation)):
            found[row.organisation].append(row)
    return found


def _send(host: Organisation, rows: Iterable[Membership], now: datetime) -> int:
    with transaction.atomic(durable=True):
        news = news_of(host, now, since=last_morning(now, country_at(host)))
        return sum(tell_news(row, news, now) for row in rows) if news else 0
