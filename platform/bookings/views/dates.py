"""The host changes a date that classes have asked for: everybody on it is told, the waiting list too."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.guards import company_desk
from accounts.models import User
from bookings import actions
from bookings.date_forms import MoveDateForm, PlacesForm
from bookings.models import Booking
from bookings.models.booking import BookingQuerySet
from bookings.refusals import Refusal, SchoolClosed
from bookings.views.hosting import own_date
from bookings.why_not import why_not
from content.words import day_long
from offers.actions.dates import AlreadyThere, EndsTooEarly, FewerThanTaken, InThePast
from offers.calendar_checks import calendar_for_host
from offers.models import Occurrence
from offers.resources import ResourceTaken, taken_in_words
from offers.views.own import offer_trail
from schools.models import School


def everybody_on(occurrence: Occurrence) -> BookingQuerySet:
    """Who is told of a change: agreed, asked for, offered and waiting."""
    return Booking.objects.of_date(occurrence).taking_part()


@company_desk
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the date with everybody on it."""
    occurrence = own_date(request, pk)
    coming = School.objects.filter(bookings__in=everybody_on(occurrence)).distinct()
    form = MoveDateForm(
        request.POST if request.method == "POST" else None,
        occurrence=occurrence,
        calendar=calendar_for_host(occurrence.offer, coming),
        label_suffix="",
    )
    if form.is_valid() and _moved(request, occurrence, form):
        return redirect("bookings:date", pk)
    return _page(request, "bookings/move_date.html", occurrence, form)


def _page(request: HttpRequest, template: str, occurrence: Occurrence, form: Form) -> HttpResponse:
    context = {
        "occurrence": occurrence,
        "offer": occurrence.offer,
        "form": form,
        "number": everybody_on(occurrence).count(),
        "trail": offer_trail(occurrence.offer),
    }
    return render(request, template, context, status=422 if form.errors else 200)


def _moved(request: HttpRequest, occurrence: Occurrence, form: MoveDateForm) -> bool:
    assert isinstance(request.user, User)
    starts_at, ends_at = form.times()
    reason = form.cleaned_data["reason"]
    try:
        told = actions.move_occurrence(
            occurrence=occurrence, starts_at=starts_at, ends_at=ends_at, reason=reason, by=request.user
        )
    except (AlreadyThere, InThePast, EndsTooEarly, ResourceTaken, Refusal) as refusal:
        form.add_error("begins", _wrong(refusal))
        return False
    said = {"day": day_long(starts_at), "n": len(told)}
    words = ngettext(
        "The date is moved to %(day)s. %(n)s class is told",
        "The date is moved to %(day)s. %(n)s classes are told",
        len(told),
    )
    messages.success(request, words % said)
    return True


def _wrong(refusal: Exception) -> str:
    if isinstance(refusal, AlreadyThere):
        return _("You have a date at that time already. Choose another time")
    if isinstance(refusal, SchoolClosed):
        return _("A school on this date takes no visits that day. Choose another day")
    if isinstance(refusal, ResourceTaken):
        return taken_in_words(refusal)
    if isinstance(refusal, Refusal):
        return why_not(refusal)
    return _("That time is past. Choose one that lies ahead")


@company_desk
def places(request: HttpRequest, pk: int) -> HttpResponse:
    """More or fewer places, and the note; never fewer than are taken."""
    occurrence = own_date(request, pk)
    initial = {"capacity": occurrence.capacity, "note": occurrence.note}
    form = PlacesForm(request.POST if request.method == "POST" else None, initial=initial, label_suffix="")
    if form.is_valid() and _changed(request, occurrence, form):
        return redirect("bookings:date", pk)
    return _page(request, "bookings/date_places.html", occurrence, form)


def _changed(request: HttpRequest, occurrence: Occurrence, form: PlacesForm) -> bool:
    assert isinstance(request.user, User)
    try:
        offered = actions.change_capacity(occurrence=occurrence, by=request.user, **form.cleaned_data)
    except FewerThanTaken as refusal:
        form.add_error("capacity", _too_few(refusal.taken))
        return False
    except Refusal as refusal:
        form.add_error("capacity", why_not(refusal))
        return False
    messages.success(request, _saved(len(offered)))
    return True


def _too_few(taken: int) -> str:
    words = ngettext(
        "%(n)s place is taken. Write at least that many, or cancel a visit first",
        "%(n)s places are taken. Write at least that many, or cancel a visit first",
        taken,
    )
    return words % {"n": taken}


def _saved(offered: int) -> str:
    if not offered:
        return _("The places are saved")
    words = ngettext(
        "The places are saved. %(n)s class on the waiting list is offered a place",
        "The places are saved. %(n)s classes on the waiting list are offered a place",
        offered,
    )
    return words % {"n": offered}
