"""The mails of what both sides do together: a message was written, expectations were changed, both have ticked."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy

from accounts.models import Membership, User
from accounts.models.membership import LEADING_ROLES
from bookings.messages.facts import facts_for_host, facts_for_teacher
from bookings.messages.letters import TO_HOST, TO_TEACHER, Letter
from bookings.messages.telling import hosts_of
from bookings.models import Booking, Expectations, Note, Side
from bookings.sides import organisation_of, other_side
from bookings.where import contact_of
from outbox.actions import post
from outbox.links import link

ABOUT = gettext_lazy("It is about the visit of %(group)s on %(when)s. Answer on Skolebro, so that both keep it.")
TO_TICK = gettext_lazy(
    "Version %(version)s, for the visit of %(group)s on %(when)s. Read it, change what should be different, "
    "and tick it when you agree."
)
BOTH = gettext_lazy("%(by)s from %(from)s has ticked version %(version)s too. Nothing more has to be agreed.")
TICK = (gettext_lazy("Read it, and tick it"), "expectations_url")
TICKED = (gettext_lazy("See what you agreed on"), "expectations_url")
READ = (gettext_lazy("Read and answer"), "notes_url")

TOGETHER = {
    "booking_note": Letter(
        subject=gettext_lazy("Message from %(from)s: %(title)s, %(when)s"),
        heading=gettext_lazy("%(by)s from %(from)s has written"),
        intro=gettext_lazy(
            "It is about the visit of %(group)s on %(when)s. Answer on Skolebro, so that both keep it."
        ),
        state="",
        button=READ,
        quote="said",
        their_words=False,
        why=TO_TEACHER,
    ),
    "booking_note_for_host": Letter(
        subject=gettext_lazy("Message from %(from)s: %(group)s, %(when)s"),
        heading=gettext_lazy("%(by)s from %(from)s has written"),
        intro=gettext_lazy(
            "It is about the visit of %(group)s on %(when)s. Answer on Skolebro, so that both keep it."
        ),
        state="",
        button=READ,
        quote="said",
        their_words=False,
        why=TO_HOST,
    ),
    "booking_expectations": Letter(
        subject=gettext_lazy("What do you expect of the visit? %(title)s, %(when)s"),
        heading=gettext_lazy("%(by)s has written what the visit is for"),
        intro=TO_TICK,
        state="",
        button=TICK,
        why=TO_TEACHER,
    ),
    "booking_expectations_for_host": Letter(
        subject=gettext_lazy("What do you expect of the visit? %(group)s from %(school)s, %(when)s"),
        heading=gettext_lazy("%(by)s has written what the visit is for"),
        intro=TO_TICK,
        state="",
        button=TICK,
        why=TO_HOST,
    ),
    "booking_ready": Letter(
        subject=gettext_lazy("Ready: %(title)s, %(when)s"),
        heading=gettext_lazy("You both expect the same of the visit"),
        intro=BOTH,
        state="ready",
        button=TICKED,
        with_contact=True,
        why=TO_TEACHER,
    ),
    "booking_ready_for_host": Letter(
        subject=gettext_lazy("Ready: %(group)s from %(school)s, %(when)s"),
        heading=gettext_lazy("You both expect the same of the visit"),
        intro=BOTH,
        state="ready",
        button=TICKED,
        with_contact=True,
        why=TO_HOST,
    ),
}


def tell_note(note: Note) -> None:
    """The other side reads the message in its mail, and where to answer."""
    _tell_across("booking_note", note.booking, note.side, by=note.author, about=f"note-{note.pk}", said=note.text)


def tell_expectations(made: Expectations) -> None:
    """The other side reads, changes or ticks the new version."""
    kind, about = "booking_expectations", f"expectations-{made.pk}"
    _tell_across(kind, made.booking, made.side, by=made.author, about=about, version=made.version)


def tell_ready(agreed: Expectations, side: str, by: User) -> None:
    """The side that had ticked first hears that the other has followed."""
    about = f"ready-{agreed.pk}"
    _tell_across("booking_ready", agreed.booking, side, by=by, about=about, version=agreed.version)


def _tell_across(kind: str, booking: Booking, side: str, *, by: User | None, about: str, **more: Any) -> None:
    """A mail to everybody on the other side of `side`, named after what it is `about`."""
    to_host = other_side(side) == Side.HOST
    name = organisation_of(side, booking).name
    for person, facts, answers_to in _hosts(booking) if to_host else _school(booking):
        post(
            kind=f"{kind}_for_host" if to_host else kind,
            to=person,
            payload={**facts, **_links(booking, person.language), "from": name, "by": str(by or name), **more},
            dedupe_key=f"{kind}-{about}-{person.pk}",
            reply_to=answers_to,
        )


def _links(booking: Booking, language: str) -> dict[str, str]:
    pages = {"notes_url": "bookings:notes", "expectations_url": "bookings:expectations"}
    return {name: link(page, booking.reference, language=language) for name, page in pages.items()}


def _hosts(booking: Booking) -> Iterator[tuple[User, dict[str, Any], str]]:
    for person in hosts_of(booking):
        yield person, facts_for_host(booking, person), booking.contact.email if booking.contact else ""


def _school(booking: Booking) -> Iterator[tuple[User, dict[str, Any], str]]:
    """The teacher; where nobody looks after the class any more, those who lead the school."""
    teacher = booking.contact
    people = [teacher] if teacher is not None and teacher.is_active else _leaders(booking)
    for person in people:
        yield person, facts_for_teacher(booking, person), contact_of(booking.occurrence.offer)[2]


def _leaders(booking: Booking) -> list[User]:
    leading = Membership.objects.active().filter(
        organisation=booking.school.organisation_id, role__in=LEADING_ROLES, person__is_active=True
    )
    return [row.person for row in leading.select_related("person").order_by("pk") if row.person]
