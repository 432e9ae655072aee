"""Who came: the host notes it signed in, also when the day and its link are over."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.models import User
from bookings import actions
from bookings.day_forms import PupilsForm
from bookings.day_pass import ON_THE_DAY
from bookings.models import Booking
from bookings.refusals import Refusal
from bookings.views.visits import visible_booking, visit_facts
from bookings.why_not import why_not


@login_required
def attendance(request: HttpRequest, reference: str) -> HttpResponse:
    """How many came, or that nobody did."""
    booking, standing = visible_booking(request, reference)
    if not standing.hosts or booking.state not in ON_THE_DAY or booking.moves_id:
        raise Http404
    form = PupilsForm(request.POST if "came" in request.POST else None, booking=booking)
    if request.method != "POST" or ("came" in request.POST and not form.is_valid()):
        context = {**visit_facts(booking, standing), "form": form}
        return render(request, "bookings/attendance.html", context, status=422 if form.errors else 200)
    assert isinstance(request.user, User)
    try:
        messages.success(request, noted(request, booking, form, request.user))
    except Refusal as refusal:
        messages.error(request, why_not(refusal))
    return redirect("bookings:receipt", booking.reference)


def noted(request: HttpRequest, booking: Booking, form: PupilsForm, by: User | None) -> str:
    """Do what the pressed button says; gives what to answer."""
    if "came" in request.POST:
        actions.note_attended(booking=booking, pupils=form.cleaned_data["pupils"], by=by)
        return _("Noted: the class has been here")
    if "nobody" in request.POST:
        actions.note_no_show(booking=booking, by=by)
        return _("Noted: nobody came. The teacher is told")
    actions.take_back_attendance(booking=booking, by=by)
    return _("Taken back: nothing is noted")
