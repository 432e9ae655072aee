"""What a private calendar address gives: the visits its reader may see now, and nothing for who has left."""

from datetime import datetime, timedelta

from django.db.models import Q

from accounts.models import Membership, Organisation, User
from accounts.models.membership import COMPANY_ROLES, SCHOOL_ROLES
from bookings.calendars import entry_of
from bookings.day_pass import ON_THE_DAY
from bookings.models import Booking, BookingState, CalendarFeed
from bookings.models.booking import BookingQuerySet
from outbox.calendars import feed_text

BEHIND, AHEAD = timedelta(days=60), timedelta(days=400)


def feed_at(token: str) -> CalendarFeed | None:
    """The feed of an address, or None when it was revoked or its person cannot sign in any more."""
    feeds = CalendarFeed.objects.select_related("person", "organisation")
    return feeds.filter(token=token, person__is_active=True).first()


def memberships_with_visits(person: User) -> list[Membership]:
    """Where a person sees visits: active memberships of schools and companies."""
    rows = Membership.objects.active().filter(person=person, role__in=SCHOOL_ROLES | COMPANY_ROLES)
    return list(rows.select_related("organisation"))


def visits_in(feed: CalendarFeed, now: datetime) -> BookingQuerySet | None:
    """Agreed visits, and those that were agreed and cancelled; None when the person no longer belongs there."""
    rows = memberships_with_visits(feed.person)
    if feed.organisation is not None:
        rows = [row for row in rows if row.organisation_id == feed.organisation_id]
    if not rows:
        return None
    agreed = Q(state__in=ON_THE_DAY) | Q(state=BookingState.CANCELLED, answered_at__isnull=False)
    near = Q(occurrence__starts_at__gte=now - BEHIND, occurrence__starts_at__lte=now + AHEAD)
    whose = _of_person(feed.person, rows) if feed.organisation is None else _of_organisation(rows)
    found = Booking.objects.filter(agreed & near & whose).standing_alone().in_full()
    return found.order_by("occurrence__starts_at", "pk")


def _of_organisation(rows: list[Membership]) -> Q:
    """Every visit of the school, or at the company: colleagues read each other's receipts too."""
    organisation = rows[0].organisation
    if rows[0].role in SCHOOL_ROLES:
        return Q(school__organisation=organisation)
    return Q(occurrence__offer__host=organisation)


def _of_person(person: User, rows: list[Membership]) -> Q:
    """The visits one looks after oneself: as a teacher, or as the owner of the offer."""
    schools = _organisations(rows, SCHOOL_ROLES)
    hosts = _organisations(rows, COMPANY_ROLES)
    as_teacher = Q(contact=person, school__organisation__in=schools)
    return as_teacher | Q(occurrence__offer__owner=person, occurrence__offer__host__in=hosts)


def _organisations(rows: list[Membership], roles: frozenset[str]) -> list[Organisation]:
    return [row.organisation for row in rows if row.role in roles]


def calendar_text(feed: CalendarFeed, visits: BookingQuerySet) -> str:
    """The feed as text, in the person's language."""
    language = feed.person.language
    name = f"Skolebro: {feed.organisation or feed.person}"
    return feed_text([entry_of(booking, language=language) for booking in visits], name=name)
