"""Keeping an offer, letting it go, and noting that it was looked at."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from offers.models import Offer
from saved.models import Favourite, Seen

MOST_SEEN = 12
SAME_LOOK = timedelta(minutes=30)


def keep_offer(*, offer: Offer, by: User) -> Favourite:
    """A favourite; keeping it again changes nothing."""
    favourite, _new = Favourite.objects.get_or_create(person=by, offer=offer)
    return favourite


def let_go_of_offer(*, offer: Offer, by: User) -> None:
    """No favourite any more."""
    Favourite.objects.filter(person=by, offer=offer).delete()


def note_seen(*, offer_id: int, by: User, now: datetime | None = None) -> None:
    """Remember the last dozen offers looked at; looking again within half an hour is one look and costs no write."""
    moment = now or timezone.now()
    mine = Seen.objects.filter(person=by)
    if mine.filter(offer=offer_id, at__gt=moment - SAME_LOOK).exists():
        return
    Seen.objects.update_or_create(person=by, offer_id=offer_id, defaults={"at": moment})
    kept = list(mine.values_list("pk", flat=True)[:MOST_SEEN])
    mine.exclude(pk__in=kept).delete()
