"""The mails about paying for the way: the leader is asked, the teacher reads the answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from bookings.messages.letters import TO_TEACHER
from bookings.models import TransportRequest
from bookings.payers import payers_of
from bookings.where import facts_of, people
from content.words import clock, day_long, day_with_year, kroner, time_range
from outbox.actions import post
from outbox.links import link

TO_LEADER = gettext_lazy("You get this mail because you answer for your school's costs on Skolebro.")


@dataclass(frozen=True)
class TransportLetter:
    """One kind of mail about the way; every sentence may use the names of the payload."""

    subject: Any
    heading: Any
    intro: Any
    state: str
    why: Any
    button: Any
    quote: str

    def __call__(self, payload: dict[str, Any]) -> dict[str, Any]:
        """The names that `mail/base.html` reads, in the active language."""
        begins = datetime.fromisoformat(payload["starts_at"])
        when = _("%(day)s at %(clock)s") % {"day": day_long(begins), "clock": clock(begins)}
        known = {**payload, "when": when, "price": kroner(Decimal(payload["cost"]))}
        return {
            **known,
            "heading": str(self.heading) % known,
            "intro": str(self.intro) % known,
            "status": self.state,
            "facts": _facts(known),
            "quote": known[self.quote],
            "quoted": known["by"],
            "button": {"label": str(self.button), "url": known["url"]},
            "plate": {"industry": known["industry"], "key": known["offer_id"]},
            "small": _("Booking %(reference)s.") % known,
            "why": str(self.why),
        }


def _facts(known: dict[str, Any]) -> list[tuple[str, str]]:
    begins, ends = datetime.fromisoformat(known["starts_at"]), datetime.fromisoformat(known["ends_at"])
    come = people(known["pupils"], known["adults"])
    return [
        (_("How"), known["means"]),
        (_("Price of the way"), known["price"]),
        (_("Offer"), f"{known['title']}, {known['host']}"),
        (_("Time"), f"{day_with_year(begins)}, {time_range(begins, ends)}"),
        (_("Class"), f"{known['group']}, {known['school']}. {come}"),
    ]


LETTERS = {
    "transport_asked": TransportLetter(
        subject=gettext_lazy("May %(group)s travel for %(price)s? %(title)s, %(when)s"),
        heading=gettext_lazy("%(by)s asks the school to pay for the way"),
        intro=gettext_lazy("%(group)s visits %(host)s on %(when)s. Say yes, or no with a reason."),
        state="pending",
        why=TO_LEADER,
        button=gettext_lazy("Answer"),
        quote="note",
    ),
    "transport_approved": TransportLetter(
        subject=gettext_lazy("The way is paid for: %(title)s, %(when)s"),
        heading=gettext_lazy("The school pays for %(group)s's way"),
        intro=gettext_lazy("%(by)s says yes to %(price)s, and you order the way yourselves: nobody else has done it."),
        state="confirmed",
        why=TO_TEACHER,
        button=gettext_lazy("See the visit"),
        quote="answer",
    ),
    "transport_refused": TransportLetter(
        subject=gettext_lazy("The way is not paid for: %(title)s, %(when)s"),
        heading=gettext_lazy("The school does not pay for this way"),
        intro=gettext_lazy("The visit itself stands. Ask again with another way, or move or cancel the visit."),
        state="declined",
        why=TO_TEACHER,
        button=gettext_lazy("See the visit"),
        quote="answer",
    ),
}
ANSWERS = {
    TransportRequest.State.APPROVED: "transport_approved",
    TransportRequest.State.REFUSED: "transport_refused",
}


def tell_transport_asked(request: TransportRequest, by: User, *, about: int) -> None:
    """Everybody who may answer, but for who asks."""
    readers = [person for person in payers_of(request.booking.school) if person != by]
    _tell("transport_asked", request, readers, by, page="bookings:transport_answer", about=about)


def tell_transport_answered(request: TransportRequest, by: User, *, about: int) -> None:
    """Who asked, and who looks after the visit now."""
    people_told = {person.pk: person for person in (request.asked_by, request.booking.contact) if person}
    readers = [person for person in people_told.values() if person.is_active and person != by]
    kind = ANSWERS[TransportRequest.State(request.state)]
    _tell(kind, request, readers, by, page="bookings:receipt", about=about)


def _tell(kind: str, request: TransportRequest, readers: Iterable[User], by: User, *, page: str, about: int) -> None:
    for person in readers:
        facts = {
            **_payload(request, person),
            "by": str(by),
            "url": link(page, request.booking.reference, language=person.language),
        }
        key = f"{kind}-{request.booking_id}-{person.pk}-{about}"
        post(kind=kind, to=person, payload=facts, dedupe_key=key, reply_to=by.email)


def _payload(request: TransportRequest, reader: User) -> dict[str, Any]:
    booking = request.booking
    offer = booking.occurrence.offer
    page, first = offer.page_in(reader.language), facts_of(offer)
    return {
        "reference": booking.reference,
        "title": page.title if page else offer.host.name,
        "industry": first.industry if first else "",
        "offer_id": offer.pk,
        "host": offer.host.name,
        "school": booking.school.organisation.name,
        "group": booking.group.label,
        "pupils": booking.pupils,
        "adults": booking.adults,
        "starts_at": booking.occurrence.starts_at.isoformat(),
        "ends_at": booking.occurrence.ends_at.isoformat(),
        "means": request.means,
        "cost": str(request.cost),
        "note": request.note,
        "answer": request.answer,
        "municipality": str(booking.school.organisation.municipality or ""),
        "town": booking.school.organisation.municipality_id or "",
    }
