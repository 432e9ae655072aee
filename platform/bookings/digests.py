"""What stands in a host's mail of the day: what awaits an answer, what is new, who comes in the coming week."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Organisation
from bookings.models import Booking, BookingState, VisitRequest, VisitRequestState
from outbox.links import link
from reference.workdays import is_working_day, working_days_before

FROM, UNTIL = time(7), time(12)  # a mail that comes after noon is no morning mail
A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class News:
    """The rows of one host, whoever reads them."""

    answers: list[Booking]
    wishes: list[VisitRequest]
    agreed: list[Booking]
    coming: list[Booking]

    def __bool__(self) -> bool:
        return bool(self.answers or self.wishes or self.agreed or self.coming)

    def payload(self, language: str) -> dict[str, Any]:
        """The facts of the moment, with titles and addresses in the reader's language."""
        answers = [_row(booking, "bookings:answer", language) for booking in self.answers]
        return {
            "answers": [*answers, *(_wish_row(wish, language) for wish in self.wishes)],
            "agreed": [_row(booking, "bookings:receipt", language) for booking in self.agreed],
            "coming": [_row(booking, "bookings:receipt", language) for booking in self.coming],
        }


def country_at(host: Organisation) -> str:
    """Whose working days count."""
    return host.municipality.country if host.municipality else "DK"


def is_morning(now: datetime, country: str) -> bool:
    """Whether the mail of the day is due: the morning of a working day."""
    here = timezone.localtime(now)
    return is_working_day(here.date(), country) and FROM <= here.time() < UNTIL


def last_morning(now: datetime, country: str) -> datetime:
    """When the mail before this one was due: what has happened since is new."""
    return _at_seven(working_days_before(timezone.localtime(now).date(), 1, country))


def _at_seven(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, FROM))


def news_of(host: Organisation, now: datetime, *, since: datetime) -> News:
    """Four questions to the database, with their prefetches."""
    own = Booking.objects.hosted_by(host).in_full()
    agreed = own.filter(state=BookingState.CONFIRMED).standing_alone().filter(occurrence__starts_at__gt=now)
    wishes = VisitRequest.objects.hosted_by(host).live(now).filter(state=VisitRequestState.OPEN)
    return News(
        answers=list(own.pending(now).filter(occurrence__starts_at__gt=now).order_by("expires_at", "pk")),
        wishes=list(wishes.in_full()),
        agreed=list(agreed.filter(answered_at__gte=since).order_by("answered_at", "pk")),
        coming=list(agreed.filter(occurrence__starts_at__lt=now + A_WEEK).order_by("occurrence__starts_at", "pk")),
    )


def _row(booking: Booking, name: str, language: str) -> dict[str, str]:
    page = booking.occurrence.offer.page_in(language)
    return {
        "group": booking.group.label,
        "school": booking.school.organisation.name,
        "title": page.title if page else "",
        "at": booking.occurrence.starts_at.isoformat(),
        "by": booking.expires_at.isoformat() if booking.expires_at else "",
        "url": link(name, booking.reference, language=language),
    }


def _wish_row(wish: VisitRequest, language: str) -> dict[str, str]:
    page = wish.offer.page_in(language)
    return {
        "group": wish.group.label,
        "school": wish.school.organisation.name,
        "title": page.title if page else "",
        "at": "",
        "by": wish.expires_at.isoformat(),
        "url": link("bookings:wish", wish.reference, language=language),
    }
