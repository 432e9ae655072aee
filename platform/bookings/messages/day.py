"""What is said around the day itself: reminders, a delay, and a class that did not come."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from bookings.messages.letters import SEE, TO_HOST, TO_TEACHER, Letter
from bookings.messages.telling import tell_hosts, tell_teacher
from bookings.models import Booking, Side
from outbox.models import Message

THE_DAY = (gettext_lazy("Open the page of the day"), "day_url")
FOR_HOST = "_for_host"

DAY = {
    "booking_in_a_week": Letter(
        subject=gettext_lazy("Soon: %(title)s, %(when)s"),
        heading=gettext_lazy("%(group)s meets %(host)s on %(when)s"),
        intro=gettext_lazy("There is still time to prepare the class, find the adults and book the way there."),
        state="confirmed",
        with_contact=True,
        cancels=True,
        why=TO_TEACHER,
    ),
    "booking_in_a_week_for_host": Letter(
        subject=gettext_lazy("Soon: %(group)s from %(school)s, %(when)s"),
        heading=gettext_lazy("%(group)s from %(school)s comes on %(when)s"),
        intro=gettext_lazy("There is still time to tell colleagues, and to ask the teacher what the class works on."),
        state="confirmed",
        quote="needs",
        with_contact=True,
        why=TO_HOST,
    ),
    "booking_tomorrow": Letter(
        subject=gettext_lazy("Remember: %(title)s, %(when)s"),
        heading=gettext_lazy("%(host)s looks forward to seeing %(group)s on %(when)s"),
        intro=gettext_lazy(
            "The page of the day has the way, the phone number and what to wear, and there you say if you are late. "
            "It opens at six the evening before, and needs no sign-in."
        ),
        state="confirmed",
        with_contact=True,
        button=THE_DAY,
        why=TO_TEACHER,
    ),
    "booking_tomorrow_for_host": Letter(
        subject=gettext_lazy("Remember: %(group)s from %(school)s, %(when)s"),
        heading=gettext_lazy("%(group)s from %(school)s comes on %(when)s"),
        intro=gettext_lazy(
            "The page of the day has the teacher's number and what you should know, and there you note who came. "
            "It opens at six the evening before, and needs no sign-in."
        ),
        state="confirmed",
        quote="needs",
        with_contact=True,
        button=THE_DAY,
        why=TO_HOST,
    ),
    "booking_class_is_late": Letter(
        subject=gettext_lazy("About %(minutes)s minutes late: %(group)s from %(school)s"),
        heading=gettext_lazy("%(group)s is about %(minutes)s minutes late"),
        intro=gettext_lazy("The teacher has just said so. The number to ring is below."),
        state="confirmed",
        quote="late_note",
        with_contact=True,
        button=THE_DAY,
        why=TO_HOST,
    ),
    "booking_host_is_late": Letter(
        subject=gettext_lazy("About %(minutes)s minutes late: %(title)s"),
        heading=gettext_lazy("%(host)s is about %(minutes)s minutes late"),
        intro=gettext_lazy("The host has just said so. The number to ring is below."),
        state="confirmed",
        quote="late_note",
        with_contact=True,
        button=THE_DAY,
        why=TO_TEACHER,
    ),
    "booking_no_show": Letter(
        subject=gettext_lazy("Noted: %(group)s did not come, %(title)s, %(when)s"),
        heading=gettext_lazy("%(host)s has noted that %(group)s did not come"),
        intro=gettext_lazy("If that is wrong, ring or answer this mail today: then the host can put it right."),
        state="no_show",
        with_contact=True,
        button=SEE,
        why=TO_TEACHER,
    ),
}


def tell_reminder(kind: str, booking: Booking) -> None:
    """Both sides, once for each day the visit is on."""
    tell_teacher(kind, booking, about=_day(booking))
    tell_hosts(f"{kind}{FOR_HOST}", booking, about=_day(booking))


def reminder_key(kind: str, booking: Booking, person_id: int | None) -> str:
    """The key of one reader's reminder: a visit that moves to another day has another."""
    return f"{kind}-{booking.pk}-{person_id}-{_day(booking)}"


def hosts_reminded(kind: str, booking: Booking) -> bool:
    """Whether somebody at the host's has been reminded for that day."""
    start, end = f"{kind}{FOR_HOST}-{booking.pk}-", f"-{_day(booking)}"
    return Message.objects.filter(dedupe_key__startswith=start, dedupe_key__endswith=end).exists()


def _day(booking: Booking) -> str:
    return f"{timezone.localtime(booking.occurrence.starts_at):%Y%m%d}"


def tell_late(booking: Booking, side: str, minutes: int) -> None:
    """The side that waits; twice in one minute is once."""
    facts: dict[str, Any] = {
        "minutes": minutes,
        "late_note": booking.late_note,
        "about": f"{booking.late_at:%Y%m%d%H%M}",
    }
    if side == Side.HOST:
        tell_teacher("booking_host_is_late", booking, **facts)
    else:
        tell_hosts("booking_class_is_late", booking, **facts)


def tell_no_show(booking: Booking) -> None:
    """The teacher can say that it is wrong while the day lasts."""
    tell_teacher("booking_no_show", booking, about=_day(booking))
