"""What the mails of a booking say; every sentence may use the names of `known`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from bookings.where import people
from content.words import clock, day_long, day_with_year, time_range

ANSWER = (gettext_lazy("Answer"), "answer_url")
ELSEWHERE = (gettext_lazy("Find another offer"), "catalogue_url")
SEE = (gettext_lazy("See the visit"), "url")
TO_TEACHER = gettext_lazy("You get this mail because you book visits on Skolebro. Answer it, and it reaches the host.")
TO_HOST = gettext_lazy(
    "You get this mail because your company receives classes on Skolebro. Answer it, and it reaches the teacher."
)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _at(moment: datetime) -> str:
    return _("%(day)s at %(clock)s") % {"day": day_long(moment), "clock": clock(moment)}


def _known(payload: dict[str, Any]) -> dict[str, Any]:
    """The payload, with its times and numbers in the words of the reader's language."""
    return {
        **payload,
        "when": _at(_moment(payload["starts_at"])),
        "people": people(payload["pupils"], payload["adults"]),
        "answer_day": _at(_moment(payload["answer_by"])) if payload["answer_by"] else "",
        "was_at": _at(_moment(payload["was"])) if payload.get("was") else "",
        "wanted_at": _at(_moment(payload["wanted"])) if payload.get("wanted") else "",
        "cancel_day": _at(_moment(payload["cancel_by"])) if payload.get("cancel_by") else "",
    }


def _facts(known: dict[str, Any], *, with_contact: bool) -> list[tuple[str, str]]:
    starts_at, ends_at = _moment(known["starts_at"]), _moment(known["ends_at"])
    contact = ", ".join(part for part in (known["contact"], known["contact_phone"]) if part)
    rows = [
        (_("Offer"), known["title"]),
        (_("Time"), f"{day_with_year(starts_at)}, {time_range(starts_at, ends_at)}"),
        (_("Place"), known["place"]),
        (_("Class"), f"{known['group']}, {known['school']}. {known['people']}"),
        (pgettext("things to bring", "Remember"), known["bring"] if with_contact else ""),
        (_("Contact"), contact if with_contact else ""),
    ]
    return [(label, value) for label, value in rows if value]


@dataclass(frozen=True)
class Letter:
    """One kind of mail. `quote` names the fact that is quoted, by `contact` when `their_words`."""

    subject: Any
    heading: Any
    intro: Any
    state: str
    why: Any
    button: tuple[Any, str] = SEE
    quote: str = ""
    their_words: bool = True
    with_contact: bool = False
    cancels: bool = False

    def __call__(self, payload: dict[str, Any]) -> dict[str, Any]:
        """The names that `mail/base.html` reads, in the active language."""
        known = _known(payload)
        label, address = self.button
        return {
            **known,
            "heading": str(self.heading) % known,
            "intro": str(self.intro) % known,
            "status": self.state,
            "facts": _facts(known, with_contact=self.with_contact),
            "quote": known.get(self.quote, ""),
            "quoted": known["contact"] if self.their_words else "",
            "button": {"label": str(label), "url": known[address]},
            "cancel": self._cancelling(known),
            "plate": {"industry": known["industry"], "key": known["offer_id"]},
            "small": _("Booking %(reference)s.") % known,
            "why": str(self.why),
        }

    def _cancelling(self, known: dict[str, Any]) -> dict[str, str] | None:
        words = _("Can you not come after all? Cancel free of charge until %(cancel_day)s.")
        return {"label": words % known, "url": known["cancel_url"]} if self.cancels else None


LETTERS = {
    "booking_requested": Letter(
        subject=gettext_lazy("Answer wanted: %(group)s from %(school)s, %(when)s"),
        heading=gettext_lazy("%(group)s from %(school)s would like to come"),
        intro=gettext_lazy("Say yes or no by %(answer_day)s. After that the place is free for others."),
        state="pending",
        quote="needs",
        button=ANSWER,
        with_contact=True,
        why=TO_HOST,
    ),
    "booking_received": Letter(
        subject=gettext_lazy("The wish is sent: %(title)s, %(when)s"),
        heading=gettext_lazy("The wish is sent"),
        intro=gettext_lazy("%(host)s answers by %(answer_day)s. Until then the place is yours."),
        state="pending",
        cancels=True,
        why=TO_TEACHER,
    ),
    "booking_confirmed": Letter(
        subject=gettext_lazy("Confirmed: %(title)s, %(when)s"),
        heading=gettext_lazy("%(host)s looks forward to seeing %(group)s"),
        intro=gettext_lazy("The visit is agreed. You need not do more now."),
        state="confirmed",
        with_contact=True,
        cancels=True,
        why=TO_TEACHER,
    ),
    "booking_agreed": Letter(
        subject=gettext_lazy("Confirmed: %(group)s from %(school)s, %(when)s"),
        heading=gettext_lazy("%(group)s from %(school)s is coming"),
        intro=gettext_lazy("The visit is agreed. You need not do more now."),
        state="confirmed",
        quote="needs",
        with_contact=True,
        why=TO_HOST,
    ),
    "booking_declined": Letter(
        subject=gettext_lazy("No this time: %(title)s, %(when)s"),
        heading=gettext_lazy("%(host)s cannot receive %(group)s that day"),
        intro=gettext_lazy("The answer is no for %(when)s. Another time or another host may fit."),
        state="declined",
        quote="reason",
        button=ELSEWHERE,
        why=TO_TEACHER,
    ),
    "booking_cancelled": Letter(
        subject=gettext_lazy("Cancelled: %(title)s, %(when)s"),
        heading=gettext_lazy("The visit is cancelled"),
        intro=gettext_lazy("%(group)s does not come on %(when)s. %(host)s has been told."),
        state="cancelled",
        button=ELSEWHERE,
        why=TO_TEACHER,
    ),
    "booking_cancelled_by_school": Letter(
        subject=gettext_lazy("Cancelled: %(group)s from %(school)s, %(when)s"),
        heading=gettext_lazy("%(group)s from %(school)s cannot come"),
        intro=gettext_lazy("The school has cancelled. The place is free for another class."),
        state="cancelled",
        quote="reason",
        why=TO_HOST,
    ),
    "booking_cancelled_by_host": Letter(
        subject=gettext_lazy("Cancelled: %(title)s, %(when)s"),
        heading=gettext_lazy("%(host)s has to cancel"),
        intro=gettext_lazy("%(group)s cannot come on %(when)s after all. Another time or another host may fit."),
        state="cancelled",
        quote="reason",
        button=ELSEWHERE,
        why=TO_TEACHER,
    ),
    "booking_cancelled_for_host": Letter(
        subject=gettext_lazy("Cancelled: %(group)s from %(school)s, %(when)s"),
        heading=gettext_lazy("The visit is cancelled"),
        intro=gettext_lazy("%(group)s from %(school)s has been told, with your reason."),
        state="cancelled",
        quote="reason",
        their_words=False,
        why=TO_HOST,
    ),
    "booking_expired": Letter(
        subject=gettext_lazy("No answer: %(title)s, %(when)s"),
        heading=gettext_lazy("%(host)s did not answer in time"),
        intro=gettext_lazy("The place on %(when)s is given free. Look for another one, or ask again."),
        state="expired",
        button=ELSEWHERE,
        why=TO_TEACHER,
    ),
    "booking_expired_for_host": Letter(
        subject=gettext_lazy("Lapsed: %(group)s from %(school)s, %(when)s"),
        heading=gettext_lazy("The request from %(group)s has lapsed"),
        intro=gettext_lazy("Nobody answered in time, so %(school)s has been told to look elsewhere."),
        state="expired",
        why=TO_HOST,
    ),
}
