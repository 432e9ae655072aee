"""The thread of a visit: both sides read it, and write to each other (contract VW-06)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from bookings import actions
from bookings.models import Booking
from bookings.refusals import Refusal
from bookings.sides import organisation_of, other_side, side_of
from bookings.together import sides_facts, thread_of
from bookings.together_forms import NoteForm
from bookings.views.visits import visible_booking, visit_facts
from bookings.why_not import why_not


@login_required
def notes(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything that was written, and a field to write in; what cannot be sent stands as typed."""
    booking, standing = visible_booking(request, reference)
    if booking.moves is not None:
        return redirect("bookings:notes", booking.moves.reference)
    side, is_sent = side_of(standing, booking), request.method == "POST"
    if is_sent and side is None:
        raise Http404
    form = NoteForm(request.POST if is_sent else None, label_suffix="")
    if side and form.is_valid() and _written(request, booking, form, side):
        return redirect("bookings:notes", booking.reference)
    context = {
        **visit_facts(booking, standing),
        **sides_facts(booking, standing, timezone.now()),
        "notes": list(thread_of(booking)),
        "form": form,
    }
    return render(request, "bookings/notes.html", context, status=422 if form.errors else 200)


def _written(request: HttpRequest, booking: Booking, form: NoteForm, side: str) -> bool:
    assert isinstance(request.user, User)
    try:
        actions.write_note(booking=booking, text=form.cleaned_data["text"], side=side, by=request.user)
    except Refusal as refusal:
        form.add_error("text", why_not(refusal))
        return False
    name = organisation_of(other_side(side), booking)
    messages.success(request, _("The message is sent. %(name)s gets it by mail") % {"name": name})
    return True
