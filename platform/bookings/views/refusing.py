"""The page of somebody who did not get the time: which rule said no, what is kept, and three other times."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.alternatives import alternatives
from bookings.forms import ClassForm
from bookings.journey import Journey, address
from bookings.refusals import (
    AlreadyBooked,
    BookingClosed,
    KeyReused,
    MayNotBook,
    NotBookable,
    OccurrenceCancelled,
    OccurrenceFull,
    OfferClosed,
)
from bookings.slots import Slot

HEADINGS: dict[type[NotBookable], Any] = {
    OfferClosed: gettext_lazy("The host takes no bookings right now"),
    OccurrenceCancelled: gettext_lazy("The host has cancelled this time"),
    BookingClosed: gettext_lazy("It is too late to book this time"),
    AlreadyBooked: gettext_lazy("The class has asked for this time already"),
    KeyReused: gettext_lazy("The wish was sent a moment ago, with other answers"),
    MayNotBook: gettext_lazy("You may no longer book for this school"),
}


def refused_page(request: HttpRequest, journey: Journey, refusal: NotBookable) -> HttpResponse:
    """Say which rule refused; what was typed is kept, and other times are offered."""
    has_typed = bool(journey.draft.typed)
    others = [] if isinstance(refusal, MayNotBook) else _others(journey)
    ways = [{"slot": slot, "url": address("check" if has_typed else "start", slot.occurrence)} for slot in others]
    context = journey.context(
        3 if has_typed else 1,
        heading=_heading(refusal, has_typed=has_typed),
        ways=ways,
        has_typed=has_typed,
        existing_url=_existing(refusal),
    )
    return render(request, "bookings/refused.html", context, status=409)


def _heading(refusal: NotBookable, *, has_typed: bool) -> str:
    if not isinstance(refusal, OccurrenceFull):
        return str(HEADINGS[type(refusal)])
    if refusal.left > 0:
        return _("There is no longer room for the whole class")
    return _("The last place was taken while you were writing") if has_typed else _("All times are full")


def _existing(refusal: NotBookable) -> str:
    """Where the booking is that stands in the way."""
    if isinstance(refusal, AlreadyBooked):
        return reverse("bookings:receipt", args=[refusal.reference])
    return reverse("desks:teacher") if isinstance(refusal, KeyReused) else ""


def _others(journey: Journey) -> list[Slot]:
    form = ClassForm(journey.draft.typed, offer=journey.offer)
    form.is_valid()
    pupils = form.cleaned_data.get("pupils") or (journey.group.pupils if journey.group else 0) or 1
    grade = str(form.cleaned_data.get("grade", ""))
    return alternatives(
        journey.occurrence, pupils=pupils, grade=int(grade) if grade.isdigit() else None, now=timezone.now()
    )
