"""What school and host have written to each other about some coming visits, and what they expect of them."""

from datetime import datetime

from django.utils import timezone, translation

from accounts.models import Membership, User
from accounts.models.membership import COMPANY_ROLES
from bookings.expectations import proposed_texts
from bookings.models import Booking, BookingState, Expectations, Note, Side

THREADS = (
    (
        (Side.SCHOOL, "Har I værnebriller til alle? Og hvor kan bussen holde?"),
        (Side.HOST, "Ja, vi har til hele klassen. Bussen kan holde i gården, bare ring på, når I er der."),
    ),
    ((Side.SCHOOL, "Må eleverne tage billeder til deres fremlæggelse?"),),
    (
        (Side.HOST, "Vi glæder os. Er der noget, klassen helst vil se?"),
        (Side.SCHOOL, "De er mest spændt på at prøve selv. Og de vil gerne møde en lærling."),
        (Side.HOST, "Så sørger vi for, at vores lærling er med hele formiddagen."),
    ),
)


def make_talks(*, now: datetime) -> None:
    """A thread for every third agreed visit ahead; every second of those has expectations, in turn ready or not."""
    agreed = Booking.objects.filter(state=BookingState.CONFIRMED, occurrence__starts_at__gt=now).in_full()
    with translation.override("da"):
        for number, booking in enumerate(agreed.order_by("pk")[::3]):
            host = _host_of(booking)
            if host is None or booking.contact is None:
                continue
            people = {Side.SCHOOL: booking.contact, Side.HOST: host}
            _write(booking, people, THREADS[number % len(THREADS)])
            if number % 2 == 0:
                _expect(booking, people, is_ready=number % 4 == 0)


def _host_of(booking: Booking) -> User | None:
    """Who answers for the host."""
    rows = Membership.objects.active().filter(organisation=booking.occurrence.offer.host_id, role__in=COMPANY_ROLES)
    first = rows.select_related("person").order_by("pk").first()
    return first.person if first else None


def _write(booking: Booking, people: dict[Side, User], thread: tuple[tuple[Side, str], ...]) -> None:
    Note.objects.bulk_create(
        [Note(booking=booking, author=people[side], side=side, text=text) for side, text in thread]
    )


def _expect(booking: Booking, people: dict[Side, User], *, is_ready: bool) -> None:
    said, moment = proposed_texts(booking), timezone.now()
    teacher, host = people[Side.SCHOOL], people[Side.HOST]
    mine = {"booking": booking, "author": teacher, "school_agreed_at": moment, "school_agreed_by": teacher, **said}
    if is_ready:
        mine |= {"host_agreed_at": moment, "host_agreed_by": host}
    Expectations.objects.create(version=1, **mine)
