"""The page of somebody who did not get the time: which rule said no, what is kept, and three other times."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings.alternatives import alternatives
from bookings.forms import ClassForm
from bookings.journey import Journey, address
from bookings.refusals import AlreadyBooked, KeyReused, MayNotBook, NotBookable, OccurrenceFull
from bookings.slots import Slot
from bookings.why_not import why_not


def refused_page(
    request: HttpRequest, journey: Journey, refusal: NotBookable, *, form: ClassForm | None = None, key: str = ""
) -> HttpResponse:
    """Say which rule refused; what was typed is kept, and other times are offered, and the waiting list."""
    has_typed = bool(journey.draft.typed)
    others = [] if isinstance(refusal, MayNotBook) else _others(journey, form)
    ways = [{"slot": slot, "url": address("check" if has_typed else "start", slot.occurrence)} for slot in others]
    context = journey.context(
        3 if has_typed else 1,
        heading=_heading(refusal, has_typed=has_typed),
        ways=ways,
        has_typed=has_typed,
        existing_url=_existing(refusal),
        wait_key=key if isinstance(refusal, OccurrenceFull) else "",
        check_url=address("check", journey.occurrence),
    )
    return render(request, "bookings/refused.html", context, status=409)


def _heading(refusal: NotBookable, *, has_typed: bool) -> str:
    if isinstance(refusal, OccurrenceFull) and refusal.left <= 0 and has_typed:
        return _("The last place was taken while you were writing")
    return why_not(refusal)


def _existing(refusal: NotBookable) -> str:
    """Where the booking is that stands in the way."""
    if isinstance(refusal, AlreadyBooked):
        return reverse("bookings:receipt", args=[refusal.reference])
    return reverse("desks:teacher") if isinstance(refusal, KeyReused) else ""


def _others(journey: Journey, form: ClassForm | None) -> list[Slot]:
    said = form.cleaned_data if form else {}
    pupils = said.get("pupils") or (journey.group.pupils if journey.group else 0) or 1
    grade = str(said.get("grade", ""))
    return alternatives(
        journey.occurrence, pupils=pupils, grade=int(grade) if grade.isdigit() else None, now=timezone.now()
    )
