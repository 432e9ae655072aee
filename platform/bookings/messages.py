"""The mails of a booking: to the host and to the teacher, each in its reader's language, with the facts of the moment."""

from datetime import datetime
from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Membership, User
from accounts.models.membership import COMPANY_ROLES
from bookings.models import Booking
from content.words import clock, day_long, day_with_year, time_range
from outbox.actions import post
from outbox.calendars import Visit, calendar_of
from outbox.links import absolute
from outbox.registry import TemplateMessage, register

CANCEL_SALT = "bookings.cancel"
WHEN = gettext_lazy("%(day)s at %(clock)s")


def cancel_token(booking: Booking) -> str:
    """The token of the cancel link in a mail."""
    return signing.dumps(booking.pk, salt=CANCEL_SALT)


def booking_of(token: str) -> int | None:
    """The booking a token names, or None when it was tampered with."""
    try:
        pk: int = signing.loads(token, salt=CANCEL_SALT)
    except signing.BadSignature:
        return None
    return pk


def _place(booking: Booking) -> str:
    page = booking.occurrence.offer.page_in(booking.occurrence.offer.first_language)
    if page is None or page.form == "online":
        return ""
    if page.form == "guest_teacher":
        return booking.school.organisation.name
    host = booking.occurrence.offer.host
    return ", ".join(part for part in (host.name, page.address or host.address, page.postcode or host.postcode) if part)


def _facts(booking: Booking, language: str) -> dict[str, Any]:
    offer = booking.occurrence.offer
    page, first = offer.page_in(language), offer.page_in(offer.first_language)
    return {
        "reference": booking.reference,
        "title": page.title if page else "",
        "industry": first.industry if first else "",
        "offer_id": offer.pk,
        "host": offer.host.name,
        "host_phone": (first.contact_phone if first else "") or offer.host.phone,
        "host_contact": (first.contact_name if first else "") or offer.host.contact_name,
        "school": booking.school.organisation.name,
        "group": booking.group.label,
        "pupils": booking.pupils,
        "adults": booking.adults,
        "needs": booking.needs,
        "reason": booking.reason,
        "teacher": str(booking.contact or ""),
        "teacher_phone": booking.contact_phone,
        "starts_at": booking.occurrence.starts_at.isoformat(),
        "ends_at": booking.occurrence.ends_at.isoformat(),
        "answer_by": booking.expires_at.isoformat() if booking.expires_at else "",
        "cancel_by": (booking.occurrence.cancel_by or booking.occurrence.starts_at).isoformat(),
        "place": _place(booking),
        "url": absolute(reverse("bookings:receipt", args=[booking.reference])),
        "answer_url": absolute(reverse("bookings:answer", args=[booking.reference])),
        "cancel_url": absolute(reverse("bookings:cancel_signed", args=[cancel_token(booking)])),
        "catalogue_url": absolute(reverse("search:catalogue")),
    }


def calendar_for(booking: Booking, *, cancelled: bool = False, language: str = "da") -> str:
    """The calendar entry of a booking: one UID for its whole life, SEQUENCE rises with every change."""
    facts = _facts(booking, language)
    visit = Visit(
        uid=f"booking-{booking.reference.lower()}@skolebro",
        sequence=booking.sequence,
        starts_at=booking.occurrence.starts_at,
        ends_at=booking.occurrence.ends_at,
        summary=f"{facts['group']}: {facts['title']}",
        location=facts["place"],
        description=f"{facts['host']}, {facts['school']}. {facts['url']}",
        url=facts["url"],
        organizer=booking.occurrence.offer.host.email or "skolebro@localhost",
        created_at=booking.created_at,
    )
    return calendar_of(visit, method="CANCEL" if cancelled else "REQUEST")


def _hosts(booking: Booking) -> list[User]:
    members = Membership.objects.active().filter(
        organisation=booking.occurrence.offer.host, role__in=[str(role) for role in COMPANY_ROLES]
    )
    return [row.person for row in members.select_related("person").order_by("pk") if row.person]


def _post(kind: str, booking: Booking, to: User, **more: Any) -> None:
    key = f"{kind}-{booking.pk}-{to.pk}-{booking.sequence}"
    post(kind=kind, to=to, payload=_facts(booking, to.language), dedupe_key=key, **more)


def _to_teacher(kind: str, booking: Booking, **more: Any) -> None:
    if booking.contact and booking.contact.is_active:
        _post(kind, booking, booking.contact, **more)


def _to_hosts(kind: str, booking: Booking, **more: Any) -> None:
    for person in _hosts(booking):
        _post(kind, booking, person, **more)


def tell_requested(booking: Booking) -> None:
    """The host is asked, the teacher has it in writing."""
    _to_hosts("booking_requested", booking)
    _to_teacher("booking_received", booking)


def tell_confirmed(booking: Booking) -> None:
    """Both sides get the visit into their calendars."""
    entry = {"calendar": calendar_for(booking), "calendar_method": "REQUEST"}
    _to_teacher("booking_confirmed", booking, **entry)
    _to_hosts("booking_agreed", booking, **entry)


def tell_declined(booking: Booking) -> None:
    """The teacher reads why, and where to look instead."""
    _to_teacher("booking_declined", booking)


def tell_cancelled(booking: Booking) -> None:
    """Both sides are told, and the visit leaves their calendars."""
    entry = {"calendar": calendar_for(booking, cancelled=True), "calendar_method": "CANCEL"}
    by_host = booking.ended_by == "host"
    _to_teacher("booking_cancelled_by_host" if by_host else "booking_cancelled", booking, **entry)
    _to_hosts("booking_cancelled_for_host" if by_host else "booking_cancelled_by_school", booking, **entry)


def tell_expired(booking: Booking) -> None:
    """Nobody answered in time: the places are free, the teacher looks elsewhere, the host knows."""
    _to_teacher("booking_expired", booking)
    _to_hosts("booking_expired_for_host", booking)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _said(when: str) -> str:
    moment = _moment(when)
    return str(WHEN) % {"day": day_long(moment), "clock": clock(moment)}


def _common(payload: dict[str, Any]) -> dict[str, Any]:
    """What every mail of a booking shows, in the reader's language."""
    starts_at, ends_at = _moment(payload["starts_at"]), _moment(payload["ends_at"])
    people = ngettext("%(n)s pupil", "%(n)s pupils", payload["pupils"]) % {"n": payload["pupils"]}
    adults = ngettext("%(n)s adult", "%(n)s adults", payload["adults"]) % {"n": payload["adults"]}
    return {
        "when": str(WHEN) % {"day": day_long(starts_at), "clock": clock(starts_at)},
        "facts": [
            (_("Offer"), payload["title"]),
            (_("Time"), f"{day_with_year(starts_at)}, {time_range(starts_at, ends_at)}"),
            (_("Place"), payload["place"] or payload["host"]),
            (_("Class"), f"{payload['group']}, {payload['school']}. {people}, {adults}"),
        ],
        "button": {"label": _("See the visit"), "url": payload["url"]},
        "plate": {"industry": payload["industry"], "key": payload["offer_id"]},
        "small": _("Reference %(reference)s") % payload,
    }


def _letter(heading: Any, intro: Any, **more: Any) -> Any:
    """A writer: heading and introduction with names of the payload, and what differs from the common letter."""

    def fill(payload: dict[str, Any]) -> dict[str, Any]:
        common = _common(payload)
        known = {**payload, **common, "answer_day": _said(payload["answer_by"]) if payload["answer_by"] else ""}
        known["cancel_day"] = day_long(_moment(payload["cancel_by"]))
        made = {name: value(known) if callable(value) else value for name, value in more.items()}
        return {**common, "heading": str(heading) % known, "intro": str(intro) % known, **made}

    return fill


def _contact(who: str, phone: str) -> Any:
    return lambda known: [*known["facts"], (_("Contact"), f"{known[who]}, {known[phone]}")]


def _quote(name: str) -> Any:
    return lambda known: known[name]


def _answer(known: dict[str, Any]) -> dict[str, str]:
    return {"label": _("Answer"), "url": known["answer_url"]}


def _cancel(known: dict[str, Any]) -> dict[str, str]:
    words = _("Can you not come after all? Cancel free of charge until %(cancel_day)s") % known
    return {"label": words, "url": known["cancel_url"]}


def _elsewhere(known: dict[str, Any]) -> dict[str, str]:
    return {"label": _("Find another offer"), "url": known["catalogue_url"]}


LETTERS = {
    "booking_requested": (
        gettext_lazy("Answer wanted: %(group)s from %(school)s, %(when)s"),
        _letter(
            gettext_lazy("%(group)s from %(school)s would like to come"),
            gettext_lazy("%(teacher)s asks for a place on %(when)s. Answer by %(answer_day)s, then the place is free."),
            status="pending",
            quote=_quote("needs"),
            button=_answer,
        ),
    ),
    "booking_received": (
        gettext_lazy("Sent: %(title)s, %(when)s"),
        _letter(
            gettext_lazy("The wish is sent"),
            gettext_lazy("%(host)s answers by %(answer_day)s. Until then the place is yours."),
            status="pending",
            cancel=_cancel,
        ),
    ),
    "booking_confirmed": (
        gettext_lazy("Confirmed: %(title)s, %(when)s"),
        _letter(
            gettext_lazy("%(host)s looks forward to seeing %(group)s"),
            gettext_lazy("The visit is agreed: %(when)s. The calendar entry is attached."),
            status="confirmed",
            facts=_contact("host_contact", "host_phone"),
            cancel=_cancel,
        ),
    ),
    "booking_agreed": (
        gettext_lazy("Confirmed: %(group)s from %(school)s, %(when)s"),
        _letter(
            gettext_lazy("%(group)s from %(school)s comes"),
            gettext_lazy("The visit is agreed: %(when)s. The calendar entry is attached."),
            status="confirmed",
            quote=_quote("needs"),
            facts=_contact("teacher", "teacher_phone"),
        ),
    ),
    "booking_declined": (
        gettext_lazy("Declined: %(title)s, %(when)s"),
        _letter(
            gettext_lazy("%(host)s cannot receive %(group)s that day"),
            gettext_lazy("The answer is no for %(when)s."),
            status="declined",
            quote=_quote("reason"),
            button=_elsewhere,
        ),
    ),
    "booking_cancelled": (
        gettext_lazy("Cancelled: %(title)s, %(when)s"),
        _letter(
            gettext_lazy("The visit is cancelled"),
            gettext_lazy("You have cancelled %(when)s for %(group)s. The host is told."),
            status="cancelled",
            button=_elsewhere,
        ),
    ),
    "booking_cancelled_by_school": (
        gettext_lazy("Cancelled: %(group)s from %(school)s, %(when)s"),
        _letter(
            gettext_lazy("%(group)s from %(school)s cannot come"),
            gettext_lazy("The school has cancelled %(when)s. The place is free for another class."),
            status="cancelled",
            quote=_quote("reason"),
        ),
    ),
    "booking_cancelled_by_host": (
        gettext_lazy("Cancelled: %(title)s, %(when)s"),
        _letter(
            gettext_lazy("%(host)s has to cancel"),
            gettext_lazy("The visit of %(group)s on %(when)s is cancelled."),
            status="cancelled",
            quote=_quote("reason"),
            button=_elsewhere,
        ),
    ),
    "booking_cancelled_for_host": (
        gettext_lazy("Cancelled: %(group)s from %(school)s, %(when)s"),
        _letter(
            gettext_lazy("The visit is cancelled"),
            gettext_lazy("%(group)s from %(school)s is told that %(when)s is cancelled."),
            status="cancelled",
            quote=_quote("reason"),
        ),
    ),
    "booking_expired": (
        gettext_lazy("No answer: %(title)s, %(when)s"),
        _letter(
            gettext_lazy("%(host)s did not answer in time"),
            gettext_lazy("The place on %(when)s is given free. Look for another one, or ask again."),
            status="expired",
            button=_elsewhere,
        ),
    ),
    "booking_expired_for_host": (
        gettext_lazy("Lapsed: %(group)s from %(school)s, %(when)s"),
        _letter(
            gettext_lazy("The request of %(group)s has lapsed"),
            gettext_lazy("Nobody answered in time, so %(school)s has been told to look elsewhere."),
            status="expired",
        ),
    ),
}

for _kind, (_subject, _writer) in LETTERS.items():
    register(_kind, TemplateMessage(_kind, subject=_subject, more=_writer))
