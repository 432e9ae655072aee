"""The waiting list for who is signed in: take the place, let it go, leave. Only a POST does something."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from bookings.permissions import acts_for_school
from bookings.refusals import Refusal
from bookings.views.queueing import ACTS
from bookings.views.visits import visible_booking
from bookings.why_not import why_not


@login_required
@require_POST
def by_person(request: HttpRequest, reference: str) -> HttpResponse:
    """What the teacher, or who leads the school, says on the receipt or at the desk."""
    booking, standing = visible_booking(request, reference)
    name = next((name for name in ACTS if name in request.POST), None)
    if name is None or not acts_for_school(standing, booking):
        raise Http404
    assert isinstance(request.user, User)
    said = {"take": _("The place is yours"), "decline": _("The next class in line is asked")}
    try:
        ACTS[name](booking=booking, by=request.user)
    except Refusal as refusal:
        messages.error(request, why_not(refusal))
    else:
        messages.success(request, said.get(name) or _("You have left the waiting list"))
    return redirect("bookings:receipt", booking.reference)
