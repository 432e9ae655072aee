"""Why something cannot be done, in a sentence for the person who tried."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bookings import refusals as no
from content.words import clock, day_long

SENTENCES: dict[type[no.Refusal], Any] = {
    no.OfferClosed: gettext_lazy("The host takes no bookings right now"),
    no.OccurrenceCancelled: gettext_lazy("The host has cancelled this time"),
    no.BookingClosed: gettext_lazy("It is too late to book this time"),
    no.AlreadyBooked: gettext_lazy("The class has asked for this time already"),
    no.KeyReused: gettext_lazy("The wish was sent a moment ago, with other answers"),
    no.MayNotBook: gettext_lazy("You may no longer book for this school"),
    no.NotAColleague: gettext_lazy("That person may not book for the school. Choose another colleague"),
    no.NotPending: gettext_lazy("It was answered, withdrawn or has lapsed meanwhile"),
    no.AlreadyEnded: gettext_lazy("The visit is over or cancelled, so nothing can be changed"),
    no.NotWaiting: gettext_lazy("The class no longer waits for a place on this date"),
    no.NotMovable: gettext_lazy("This visit cannot move to that time"),
    no.MoveUnderWay: gettext_lazy("A move is asked for already. Wait for the answer, or withdraw it"),
    no.AlreadyBegun: gettext_lazy("The visit has begun, so nothing can be changed"),
    no.NotToday: gettext_lazy("It is too early, or too late, to say that of this visit"),
    no.DayOver: gettext_lazy("The day of the visit is over, so what was noted stands"),
    no.ReasonMissing: gettext_lazy("Write why, so that the other side knows what it is about"),
    no.NoPlaceYet: gettext_lazy("Agree on what you expect once the class has a place"),
    no.NothingExpected: gettext_lazy("Write at least one thing that you expect"),
    no.TransportAsked: gettext_lazy("The school has been asked to pay for this way already"),
    no.NobodyPays: gettext_lazy("Nobody who answers for the school's costs has joined yet"),
    no.MayNotPay: gettext_lazy("You do not answer for this school's costs"),
}


def why_not(refusal: no.Refusal) -> str:
    """The sentence of a refusal; every refusal has one."""
    if isinstance(refusal, no.OccurrenceFull):
        return _full(refusal.left)
    if isinstance(refusal, no.NotOpenYet):
        when = {"day": day_long(refusal.opens_at), "clock": clock(refusal.opens_at)}
        return _("Booking of this time opens %(day)s at %(clock)s") % when
    if isinstance(refusal, no.NewerVersion):
        said = _("There is a newer version, number %(n)s. Nothing was changed: read it first")
        return said % {"n": refusal.number}
    if isinstance(refusal, no.ThreadClosed):
        return _("Messages could be written until %(day)s") % {"day": day_long(refusal.ended_at)}
    if isinstance(refusal, no.SchoolClosed):
        return _closed(refusal)
    if isinstance(refusal, (no.GroupTooSmall, no.GroupTooLarge, no.AdultsMissing, no.TooLargeForDate)):
        return _number(refusal)
    return str(SENTENCES.get(type(refusal)) or _("It cannot be done"))


def _closed(refusal: no.SchoolClosed) -> str:
    if refusal.note:
        return _("Your school takes no visits that day: %(note)s") % {"note": refusal.note}
    return _("Your school takes no visits that day")


def _full(left: int) -> str:
    if left <= 0:
        return _("There is no room left")
    return _("There is no longer room for the whole class")


def _number(refusal: no.GroupTooSmall | no.GroupTooLarge | no.AdultsMissing | no.TooLargeForDate) -> str:
    n = {"n": refusal.number}
    if isinstance(refusal, no.GroupTooSmall):
        return _("At least %(n)s pupils must come") % n
    if isinstance(refusal, no.GroupTooLarge):
        return _("At most %(n)s pupils can come") % n
    if isinstance(refusal, no.TooLargeForDate):
        return _("There is room for %(n)s pupils in all, so waiting would be in vain") % n
    needed = ngettext("At least %(n)s adult must come along", "At least %(n)s adults must come along", refusal.number)
    return needed % n
