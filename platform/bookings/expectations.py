"""What both sides expect of a visit (contract SV-08): a first proposal, the versions, and who has ticked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bookings.models import Booking, BookingState, Expectations
from bookings.models.booking import BookingQuerySet
from bookings.rewording import Piece, rewording
from bookings.where import contact_of, people
from reference.grades import Level, grade_label

FIELDS = ("purpose", "context", "level", "tasks", "roles", "practicalities")
LONGEST = 2000


def newest_of(booking: Booking) -> Expectations | None:
    """The version that counts."""
    return booking.expectations.order_by("-version").first()


def texts_of(expectations: Expectations) -> dict[str, str]:
    """What a version says."""
    return {name: getattr(expectations, name) for name in FIELDS}


def can_be_agreed(booking: Booking, now: datetime) -> bool:
    """While the class has asked for or has a place, and the visit has not begun."""
    stands = booking.state_at(now) in {BookingState.PENDING, BookingState.CONFIRMED}
    return stands and booking.occurrence.starts_at > now


def with_expectations(bookings: BookingQuerySet) -> BookingQuerySet:
    """Bookings with `expected` (the newest version's number), `school_agreed` and `host_agreed`. No query more."""
    newest = Expectations.objects.filter(booking=OuterRef("pk")).order_by("-version")
    return bookings.annotate(
        expected=Subquery(newest.values("version")[:1]),
        school_agreed=Subquery(newest.values("school_agreed_at")[:1]),
        host_agreed=Subquery(newest.values("host_agreed_at")[:1]),
    )


def proposed_texts(booking: Booking) -> dict[str, str]:
    """A first version out of the offer's own words and the booking; nothing is saved until somebody saves it."""
    page = booking.occurrence.offer.page_in(get_language() or "da")
    said = {
        "purpose": page.learning if page else "",
        "context": _paragraphs(page.before, page.after) if page else "",
        "level": _level(booking),
        "tasks": (page.during or page.description) if page else "",
        "roles": _roles(booking),
        "practicalities": _paragraphs(booking.needs, page.bring, page.access) if page else booking.needs,
    }
    return {name: text[:LONGEST] for name, text in said.items()}


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _level(booking: Booking) -> str:
    group = booking.group
    grade = grade_label(group.grade) if group.grade is not None else str(dict(Level.choices).get(group.level, ""))
    return ", ".join(part for part in (capfirst(grade), people(booking.pupils, booking.adults)) if part)


def _roles(booking: Booking) -> str:
    offer, school = booking.occurrence.offer, booking.school.organisation
    host = {"side": offer.host, "name": contact_of(offer)[0] or offer.host}
    teacher = {"side": school, "name": booking.contact or school}
    return "\n".join(
        [
            _("%(side)s: %(name)s receives the class and leads what happens") % host,
            _("%(side)s: %(name)s comes along and is responsible for the pupils") % teacher,
        ]
    )


@dataclass(frozen=True)
class Change:
    """A text that a version has changed: what it is about, and the words that went and came."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Version:
    """One version with its texts as rows, and what it changed of the one before; nothing for the first."""

    expectations: Expectations
    rows: list[dict[str, Any]]
    changes: list[Change]


def versions_of(booking: Booking) -> list[Version]:
    """All versions, the newest first; one query."""
    found = list(booking.expectations.select_related("author", "school_agreed_by", "host_agreed_by"))
    earlier: list[Expectations | None] = [*found[1:], None]
    return [Version(row, _rows(row), _changes(before, row)) for row, before in zip(found, earlier, strict=False)]


def _label(name: str) -> str:
    return capfirst(next(str(field.verbose_name) for field in Expectations._meta.fields if field.name == name))


def _rows(expectations: Expectations) -> list[dict[str, Any]]:
    said = texts_of(expectations)
    return [{"label": _label(name), "value": said[name]} for name in FIELDS if said[name]]


def _changes(before: Expectations | None, after: Expectations) -> list[Change]:
    if before is None:
        return []
    old, new = texts_of(before), texts_of(after)
    return [Change(_label(name), rewording(old[name], new[name])) for name in FIELDS if old[name] != new[name]]
