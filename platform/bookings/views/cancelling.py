"""Cancelling a visit: signed in, or by the link in a mail. A GET never cancels."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import membership_of
from bookings import actions
from bookings.forms import CancelForm, ReasonForm
from bookings.messages import booking_of
from bookings.models import Booking
from bookings.models.booking import CANCELLABLE
from bookings.permissions import acts_for_school, hosts
from bookings.views.visits import ROWS, visible_booking


def link_lasts_until(booking: Booking) -> datetime:
    """The link in a mail works while cancelling is free; afterwards one signs in."""
    return booking.occurrence.cancel_by or booking.occurrence.starts_at


def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a mail: shows what would be cancelled; only its button cancels."""
    booking = ROWS.all().filter(pk=booking_of(token) or 0).first()
    if booking is None:
        raise Http404
    form = CancelForm(request.POST or None)
    over = booking.state not in CANCELLABLE
    late = timezone.now() >= link_lasts_until(booking)
    context = {"booking": booking, "offer": booking.occurrence.offer, "form": form, "over": over, "late": late}
    if request.method != "POST" or over or late or not form.is_valid():
        return render(request, "bookings/cancel.html", context)
    try:
        actions.cancel_by_school(booking=booking, by=None, reason=form.cleaned_data["reason"])
    except (actions.AlreadyEnded, actions.AlreadyBegun):
        return render(request, "bookings/cancel.html", {**context, "over": True}, status=409)
    return render(request, "bookings/cancelled.html", {"booking": booking, "offer": booking.occurrence.offer})


@login_required
def by_person(request: HttpRequest, reference: str) -> HttpResponse:
    """The teacher, the school's leaders or the host cancel; the host says why."""
    booking, user = visible_booking(request, reference), request.user
    assert isinstance(user, User)
    membership = membership_of(request)
    as_host = hosts(membership, booking)
    if not as_host and not acts_for_school(membership, booking):
        raise Http404
    form = (ReasonForm if as_host else CancelForm)(request.POST or None)
    over = booking.state not in CANCELLABLE
    context = {"booking": booking, "offer": booking.occurrence.offer, "form": form, "over": over, "as_host": as_host}
    if request.method != "POST" or over or not form.is_valid():
        return render(request, "bookings/cancel.html", context)
    act = actions.cancel_by_host if as_host else actions.cancel_by_school
    try:
        act(booking=booking, by=user, reason=form.cleaned_data["reason"])
    except (actions.AlreadyEnded, actions.AlreadyBegun):
        return render(request, "bookings/cancel.html", {**context, "over": True}, status=409)
    messages.success(request, _("The visit is cancelled, and the other side is told"))
    return redirect("bookings:receipt", booking.reference)
