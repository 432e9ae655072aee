"""The page of the day, for both sides, by a signed link: no sign-in, nothing kept by browsers or search engines."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_ratelimit.core import is_ratelimited

from accounts.models import User
from bookings import actions
from bookings.day_facts import day_facts
from bookings.day_forms import LateForm, PupilsForm
from bookings.day_pass import DayPass, arrival_token, arriving, is_open, opens_at, pass_of
from bookings.models import Booking, BookingState, Side
from bookings.permissions import standing_of
from bookings.refusals import Refusal
from bookings.views.attending import noted
from bookings.why_not import why_not
from outbox.links import link

MOST_DELAYS = "6/h"
OnTheDay = Callable[[HttpRequest, DayPass], HttpResponse]


def _private(response: HttpResponse) -> HttpResponse:
    """The address is the key, so it goes nowhere: not into caches, search engines or another site's log."""
    add_never_cache_headers(response)
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


def on_the_day(view: OnTheDay) -> Callable[[HttpRequest, str], HttpResponse]:
    """A page behind a side's link, while the day is near; else a plain page that says where to go."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        found = pass_of(token)
        if found is None or not is_open(found.booking, timezone.now()):
            return _private(_closed(request, found.booking if found else None))
        return _private(view(request, found))

    return guarded


def _closed(request: HttpRequest, booking: Booking | None) -> HttpResponse:
    """Not a link, not yet, or over: nothing of the visit is shown but when its page opens."""
    now = timezone.now()
    early = booking is not None and booking.state == BookingState.CONFIRMED and now < opens_at(booking.occurrence)
    context = {"booking": booking, "opens_at": opens_at(booking.occurrence) if booking and early else None}
    status = 404 if booking is None else 403 if early else 410
    return render(request, "bookings/day_closed.html", context, status=status)


@on_the_day
def page(request: HttpRequest, found: DayPass) -> HttpResponse:
    """Who, where, when, what to wear, and what can be said."""
    return _page(request, found)


def _page(request: HttpRequest, found: DayPass, **forms: Any) -> HttpResponse:
    return render(request, "bookings/day.html", day_facts(found, **forms), status=422 if forms else 200)


def _by(request: HttpRequest, booking: Booking, side: Side) -> User | None:
    """Who acts, when somebody of that side is signed in; the link alone names nobody."""
    if not isinstance(request.user, User):
        return None
    standing = standing_of(request.user, booking)
    belongs = standing.at_host if side == Side.HOST else standing.at_school
    return request.user if belongs else None


def _back(found: DayPass) -> HttpResponse:
    return redirect("bookings:day", found.token)


@require_POST
@on_the_day
def late(request: HttpRequest, found: DayPass) -> HttpResponse:
    """Say that one is late; the other side is told at once."""
    form = LateForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _page(request, found, late_form=form, form=form)
    whose = f"{found.booking.pk}-{found.side}"
    if is_ratelimited(request, group="late", key=lambda *_: whose, rate=MOST_DELAYS, increment=True):
        messages.error(request, _("The other side has been told several times. Ring them instead"))
        return _back(found)
    said, by = form.cleaned_data, _by(request, found.booking, found.side)
    try:
        actions.say_late(booking=found.booking, side=found.side, minutes=said["minutes"], note=said["note"], by=by)
    except Refusal as refusal:
        messages.error(request, why_not(refusal))
    else:
        messages.success(request, _("The other side is told"))
    return _back(found)


@require_POST
@on_the_day
def attendance(request: HttpRequest, found: DayPass) -> HttpResponse:
    """The host notes how many came, that nobody did, or takes it back."""
    if not found.is_host:
        return _closed(request, None)
    form = PupilsForm(request.POST if "came" in request.POST else None, booking=found.booking)
    if "came" in request.POST and not form.is_valid():
        return _page(request, found, pupils_form=form, form=form)
    try:
        said = noted(request, found.booking, form, _by(request, found.booking, Side.HOST))
    except Refusal as refusal:
        messages.error(request, why_not(refusal))
    else:
        messages.success(request, said)
    return _back(found)


@on_the_day
def sign(request: HttpRequest, found: DayPass) -> HttpResponse:
    """The code a teacher scans on arrival, to show or to print."""
    if not found.is_host:
        return _closed(request, None)
    url = link("bookings:arrive", arrival_token(found.booking), language=get_language() or "da")
    code = segno.make(url, error="m", micro=False).svg_inline(omitsize=True, light="#fff", border=3)
    return render(request, "bookings/day_sign.html", {**day_facts(found), "code": code, "url": url})


def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the code at the host's door: the teacher says how many came."""
    booking = arriving(token)
    if booking is None or not is_open(booking, timezone.now()):
        return _private(_closed(request, booking))
    form = PupilsForm(request.POST if request.method == "POST" else None, booking=booking)
    if form.is_valid():
        return _private(_arrived(request, booking, form.cleaned_data["pupils"]))
    return _private(render(request, "bookings/arrive.html", _facts(booking, form), status=422 if form.errors else 200))


def _arrived(request: HttpRequest, booking: Booking, pupils: int) -> HttpResponse:
    try:
        actions.check_in(booking=booking, pupils=pupils, by=_by(request, booking, Side.SCHOOL))
    except Refusal as refusal:
        messages.error(request, why_not(refusal))
    return redirect("bookings:arrive", arrival_token(booking))


def _facts(booking: Booking, form: PupilsForm) -> dict[str, Any]:
    is_noted = booking.state != BookingState.CONFIRMED
    return {"booking": booking, "offer": booking.occurrence.offer, "form": form, "is_noted": is_noted}
