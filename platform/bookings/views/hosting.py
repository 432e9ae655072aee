"""The host answers requests, sees who comes on a date, and calls a date off with a reason."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.guards import company_desk
from accounts.models import User
from accounts.permissions import membership_of
from bookings import actions
from bookings.expectations import with_expectations
from bookings.forms import ReasonForm
from bookings.line import with_numbers
from bookings.models import Booking, BookingState
from bookings.models.booking import BookingQuerySet
from bookings.refusals import AlreadyBegun, NotPending
from bookings.spreadsheet import as_csv
from bookings.views.visits import visible_booking, visit_facts
from content.words import day_long
from offers.models import Occurrence, OccurrenceState, Resource
from offers.views.own import offer_trail


@login_required
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Say yes, or no with a reason."""
    booking, standing = visible_booking(request, reference)
    if not standing.hosts or _asks_themselves(booking):
        raise Http404
    says_no = "no" in request.POST
    form = ReasonForm(request.POST if says_no else None, label_suffix="")
    if "yes" in request.POST or (says_no and form.is_valid()):
        return _answered(request, booking, form.cleaned_data["reason"] if says_no else "")
    is_open = booking.state == BookingState.PENDING
    context = {**visit_facts(booking, standing), "form": form, "is_open": is_open}
    return render(request, "bookings/answer.html", context, status=422 if form.errors else 200)


def _asks_themselves(booking: Booking) -> bool:
    """The host's own wish to move is for the school to answer."""
    return booking.moves_id is not None and booking.asked_by == Booking.EndedBy.HOST


def _answered(request: HttpRequest, booking: Booking, reason: str) -> HttpResponse:
    assert isinstance(request.user, User)
    try:
        if reason:
            actions.decline(booking=booking, reason=reason, by=request.user)
            said = _("%(group)s from %(school)s gets your no")
        else:
            actions.confirm(booking=booking, by=request.user)
            said = _("%(group)s from %(school)s gets your yes")
    except NotPending:
        messages.error(request, _("The request was withdrawn or has lapsed meanwhile"))
    else:
        messages.success(request, said % {"group": booking.group, "school": booking.school})
    return redirect("desks:start")


def own_date(request: HttpRequest, pk: int) -> Occurrence:
    """A date of the company somebody works for now; 404 for any other."""
    membership = membership_of(request)
    assert membership is not None
    own = Occurrence.objects.filter(offer__host=membership.organisation_id).select_related("offer__host__municipality")
    return get_object_or_404(own, pk=pk)


def _comers(occurrence: Occurrence) -> BookingQuerySet:
    """Who holds a place: agreed first, then those who await an answer."""
    rows = Booking.objects.of_date(occurrence).holding(timezone.now()).in_full()
    return with_expectations(rows).order_by("state", "pk")


def _in_line(occurrence: Occurrence) -> BookingQuerySet:
    """Who waits, the head first, with their numbers."""
    return with_numbers(Booking.objects.of_date(occurrence).waiting().in_full())


@company_desk
def date(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes on a date."""
    occurrence = own_date(request, pk)
    rows = list(_comers(occurrence))
    context = {
        "occurrence": occurrence,
        "offer": occurrence.offer,
        "bookings": rows,
        "in_line": list(_in_line(occurrence)),
        "needs": list(Resource.objects.filter(uses__occurrence=occurrence)),
        "pupils": sum(row.pupils for row in rows),
        "trail": offer_trail(occurrence.offer),
        "is_coming": occurrence.state == OccurrenceState.OPEN and occurrence.starts_at > timezone.now(),
    }
    return render(request, "bookings/date.html", context)


@company_desk
def date_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes, for a spreadsheet."""
    occurrence = own_date(request, pk)
    rows = [*_comers(occurrence), *_in_line(occurrence)]
    return as_csv(rows, timezone.localtime(occurrence.starts_at).date().isoformat())


@company_desk
def cancel_date(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a date off; everybody who had asked for it is told why."""
    occurrence = own_date(request, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        return _called_off(request, occurrence, form.cleaned_data["reason"])
    context = {
        "occurrence": occurrence,
        "offer": occurrence.offer,
        "form": form,
        "number": Booking.objects.of_date(occurrence).taking_part().count(),
        "trail": offer_trail(occurrence.offer),
    }
    return render(request, "bookings/cancel_date.html", context, status=422 if form.errors else 200)


def _called_off(request: HttpRequest, occurrence: Occurrence, reason: str) -> HttpResponse:
    assert isinstance(request.user, User)
    try:
        ended = actions.cancel_occurrence(occurrence=occurrence, reason=reason, by=request.user)
    except AlreadyBegun:
        messages.error(request, _("The visit has begun, so it can no longer be cancelled"))
        return redirect("bookings:date", occurrence.pk)
    said = {"day": day_long(occurrence.starts_at), "n": len(ended)}
    messages.success(request, _("%(day)s is cancelled. Classes told: %(n)s") % said)
    return redirect("offers:dates", occurrence.offer_id)
