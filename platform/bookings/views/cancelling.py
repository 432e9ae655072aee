"""Cancelling a visit: signed in, or by the link in a mail. A GET never cancels."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from bookings import actions
from bookings.forms import CancelForm, ReasonForm
from bookings.models import Booking, BookingState
from bookings.models.booking import CANCELLABLE
from bookings.permissions import Standing, acts_for_school
from bookings.refusals import LinkOver, Refusal
from bookings.rules import free_until
from bookings.signing import CANCEL, booking_of
from bookings.views.visits import visible_booking


def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a mail: shows what would be cancelled; only its button cancels."""
    booking = booking_of(token, CANCEL)
    if booking is None:
        raise Http404
    booking.state = booking.state_at(timezone.now())
    form = CancelForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method != "POST" or not form.is_valid():
        is_late = free_until(booking.occurrence) <= timezone.now()
        return _page(request, booking, form, is_late=is_late)
    try:
        actions.cancel_by_link(booking=booking, reason=form.cleaned_data["reason"])
    except LinkOver:
        return _page(request, booking, form, is_late=True)
    except Refusal:
        return _page(request, booking, form, is_over=True)
    return render(request, "bookings/cancelled.html", {"booking": booking, "offer": booking.occurrence.offer})


@login_required
def by_person(request: HttpRequest, reference: str) -> HttpResponse:
    """The teacher, the school's leaders or the host cancel; the host says why."""
    booking, standing = visible_booking(request, reference)
    _refuse_onlookers(booking, standing)
    sent = request.POST if request.method == "POST" else None
    form = (ReasonForm if standing.hosts else CancelForm)(sent, label_suffix="")
    if request.method != "POST" or not form.is_valid():
        return _page(request, booking, form, as_host=standing.hosts)
    assert isinstance(request.user, User)
    act = actions.cancel_by_host if standing.hosts else actions.cancel_by_school
    try:
        act(booking=booking, by=request.user, reason=form.cleaned_data["reason"])
    except Refusal:
        return _page(request, booking, form, is_over=True)
    messages.success(request, _("The visit is cancelled, and the other side is told"))
    return redirect("bookings:receipt", booking.reference)


def _refuse_onlookers(booking: Booking, standing: Standing) -> None:
    """A colleague reads; the host answers a request instead of cancelling it."""
    answers_instead = standing.hosts and booking.state == BookingState.PENDING
    if answers_instead or not (standing.hosts or acts_for_school(standing, booking)):
        raise Http404


def _page(
    request: HttpRequest,
    booking: Booking,
    form: CancelForm | ReasonForm,
    *,
    as_host: bool = False,
    is_late: bool = False,
    is_over: bool = False,
) -> HttpResponse:
    begun = booking.occurrence.starts_at <= timezone.now()
    context = {
        "booking": booking,
        "occurrence": booking.occurrence,
        "offer": booking.occurrence.offer,
        "form": form,
        "as_host": as_host,
        "is_late": is_late,
        "is_over": is_over or begun or booking.state not in CANCELLABLE,
    }
    conflict = request.method == "POST" and (is_late or context["is_over"])
    return render(request, "bookings/cancel.html", context, status=409 if conflict else 422 if form.errors else 200)
