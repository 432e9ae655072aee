"""The mails of a wish for a day: what is said, and who is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership, Role, User
from accounts.models.membership import COMPANY_ROLES
from bookings.messages.letters import TO_HOST, TO_TEACHER
from bookings.models import VisitRequest
from bookings.where import contact_of, facts_of, people
from content.words import clock, day_long, day_with_year, time_range
from outbox.actions import post
from outbox.links import link

TO_COORDINATOR = gettext_lazy("You get this mail because you coordinate visits for your municipality on Skolebro.")
SEE, ANSWER = gettext_lazy("See the wish"), gettext_lazy("Answer")


@dataclass(frozen=True)
class WishLetter:
    """One kind of mail about a wish; every sentence may use the names of the payload."""

    subject: Any
    heading: Any
    intro: Any
    state: str
    why: Any
    button: Any = SEE
    quote: str = ""

    def __call__(self, payload: dict[str, Any]) -> dict[str, Any]:
        """The names that `mail/base.html` reads, in the active language."""
        known = {**payload, "answer_day": _at(payload["answer_by"]), "proposed_at": _at(payload["proposed_from"])}
        return {
            **known,
            "heading": str(self.heading) % known,
            "intro": str(self.intro) % known,
            "status": self.state,
            "facts": _facts(known),
            "quote": known.get(self.quote, ""),
            "quoted": known["quoted_by"],
            "button": {"label": str(self.button), "url": known["url"]},
            "plate": {"industry": known["industry"], "key": known["offer_id"]},
            "small": _("Wish %(reference)s.") % known,
            "why": str(self.why),
        }


def _at(text: str) -> str:
    if not text:
        return ""
    moment = datetime.fromisoformat(text)
    return _("%(day)s at %(clock)s") % {"day": day_long(moment), "clock": clock(moment)}


def _span(window: list[str]) -> str:
    starts_at, ends_at = (datetime.fromisoformat(text) for text in window)
    return f"{day_with_year(starts_at)}, {time_range(starts_at, ends_at)}"


def _facts(known: dict[str, Any]) -> list[tuple[str, str]]:
    come = people(known["pupils"], known["adults"])
    rows = [
        (_("Offer"), known["title"]),
        (_("Could come"), "; ".join(_span(window) for window in known["windows"])),
        (_("Class"), f"{known['group']}, {known['school']}. {come}"),
        (_("Contact"), known["contact"]),
    ]
    return [(label, value) for label, value in rows if value]


LETTERS = {
    "wish_received": WishLetter(
        subject=gettext_lazy("%(group)s from %(school)s would like to come: which day?"),
        heading=gettext_lazy("%(group)s from %(school)s would like to come"),
        intro=gettext_lazy("Choose one of the days, or propose another, by %(answer_day)s."),
        state="pending",
        quote="needs",
        button=ANSWER,
        why=TO_HOST,
    ),
    "wish_sent": WishLetter(
        subject=gettext_lazy("The wish is sent: %(title)s"),
        heading=gettext_lazy("%(host)s has your days"),
        intro=gettext_lazy("You hear by %(answer_day)s which one it becomes, or which other day is possible."),
        state="pending",
        why=TO_TEACHER,
    ),
    "wish_reminder": WishLetter(
        subject=gettext_lazy("Still waiting: %(group)s from %(school)s"),
        heading=gettext_lazy("%(group)s from %(school)s waits for a day"),
        intro=gettext_lazy("A short no helps too: then the class can look elsewhere. Answer by %(answer_day)s."),
        state="pending",
        button=ANSWER,
        why=TO_HOST,
    ),
    "wish_escalated": WishLetter(
        subject=gettext_lazy("Nobody has answered %(group)s from %(school)s"),
        heading=gettext_lazy("%(host)s has not answered yet"),
        intro=gettext_lazy("%(group)s from %(school)s asked for a day a week ago. A call may help them to meet."),
        state="pending",
        why=TO_COORDINATOR,
    ),
    "wish_proposed": WishLetter(
        subject=gettext_lazy("Another day is proposed: %(title)s, %(proposed_at)s"),
        heading=gettext_lazy("%(host)s proposes %(proposed_at)s"),
        intro=gettext_lazy("Say yes or no by %(answer_day)s."),
        state="pending",
        quote="message",
        button=ANSWER,
        why=TO_TEACHER,
    ),
    "wish_declined": WishLetter(
        subject=gettext_lazy("No this time: %(title)s"),
        heading=gettext_lazy("%(host)s cannot receive %(group)s on those days"),
        intro=gettext_lazy("Another host may fit."),
        state="declined",
        quote="message",
        why=TO_TEACHER,
    ),
    "wish_withdrawn": WishLetter(
        subject=gettext_lazy("No longer wanted: %(group)s from %(school)s"),
        heading=gettext_lazy("%(group)s from %(school)s no longer asks for a day"),
        intro=gettext_lazy("You need not do more."),
        state="cancelled",
        why=TO_HOST,
    ),
    "wish_lapsed": WishLetter(
        subject=gettext_lazy("No answer: %(title)s"),
        heading=gettext_lazy("No day was found for %(group)s"),
        intro=gettext_lazy("Nobody answered in time. Another host may fit, or ask again."),
        state="expired",
        why=TO_TEACHER,
    ),
}


def tell_wish_received(wish: VisitRequest) -> None:
    """The host is asked, the teacher has it in writing."""
    _tell("wish_received", wish, _hosts(wish))
    _tell("wish_sent", wish, _teacher(wish))


def tell_wish_reminder(wish: VisitRequest) -> None:
    """The host, once."""
    _tell("wish_reminder", wish, _hosts(wish))


def tell_wish_escalated(wish: VisitRequest) -> None:
    """The coordinators of the host's municipality, once."""
    rows = Membership.objects.active().with_role(Role.MUNICIPAL_COORDINATOR, Role.MUNICIPAL_EDITOR)
    place = wish.offer.host.municipality_id
    _tell("wish_escalated", wish, _people(rows.filter(organisation__municipality=place)))


def tell_time_proposed(wish: VisitRequest) -> None:
    """The teacher answers; each proposal is told."""
    assert wish.proposed_starts_at is not None
    _tell("wish_proposed", wish, _teacher(wish), about=f"{wish.proposed_starts_at:%Y%m%d%H%M}")


def tell_wish_declined(wish: VisitRequest) -> None:
    """The teacher reads why."""
    _tell("wish_declined", wish, _teacher(wish))


def tell_wish_withdrawn(wish: VisitRequest) -> None:
    """The host need not answer any more."""
    _tell("wish_withdrawn", wish, _hosts(wish))


def tell_wish_lapsed(wish: VisitRequest) -> None:
    """The teacher looks elsewhere."""
    _tell("wish_lapsed", wish, _teacher(wish))


def _people(rows: Iterable[Membership]) -> list[User]:
    return [row.person for row in rows if row.person]


def _hosts(wish: VisitRequest) -> list[User]:
    rows = Membership.objects.active().filter(organisation=wish.offer.host_id, role__in=COMPANY_ROLES)
    return _people(rows.select_related("person").order_by("pk"))


def _teacher(wish: VisitRequest) -> list[User]:
    return [wish.contact] if wish.contact is not None and wish.contact.is_active else []


def _tell(kind: str, wish: VisitRequest, readers: Iterable[User], *, about: str = "") -> None:
    for person in readers:
        key = f"{kind}-{wish.pk}-{person.pk}{'-' + about if about else ''}"
        payload = {**_payload(wish, person), "contact": _contact(kind, wish, person)}
        post(kind=kind, to=person, payload=payload, dedupe_key=key)


def _contact(kind: str, wish: VisitRequest, reader: User) -> str:
    """The other side; the coordinator rings the host, whose number the teacher has once a visit is agreed."""
    name, phone, _email = contact_of(wish.offer)
    if kind == "wish_escalated":
        return ", ".join(filter(None, [name or wish.offer.host.name, phone]))
    return (name or wish.offer.host.name) if reader == wish.contact else str(wish.contact or wish.school)


def _payload(wish: VisitRequest, reader: User) -> dict[str, Any]:
    offer, facts = wish.offer, facts_of(wish.offer)
    page = offer.page_in(reader.language)
    name, _phone, _email = contact_of(offer)
    is_teacher = reader == wish.contact
    return {
        "reference": wish.reference,
        "title": page.title if page else offer.host.name,
        "industry": facts.industry if facts else "",
        "offer_id": offer.pk,
        "host": offer.host.name,
        "school": wish.school.organisation.name,
        "group": wish.group.label,
        "pupils": wish.pupils,
        "adults": wish.adults,
        "needs": wish.needs,
        "message": wish.message,
        "windows": [[row.starts_at.isoformat(), row.ends_at.isoformat()] for row in wish.windows.all()],
        "proposed_from": wish.proposed_starts_at.isoformat() if wish.proposed_starts_at else "",
        "answer_by": wish.expires_at.isoformat(),
        "quoted_by": (name or offer.host.name) if is_teacher else str(wish.contact or wish.school),
        "url": link("bookings:wish", wish.reference, language=reader.language),
        "town": (wish.school.organisation if is_teacher else offer.host).municipality_id or "",
    }
