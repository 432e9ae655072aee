"""The host answers requests, sees who comes on a date, and calls a date off with a reason."""

import csv
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.guards import company_desk
from accounts.models import User
from accounts.permissions import membership_of
from bookings import actions
from bookings.forms import ReasonForm
from bookings.models import Booking, BookingState
from bookings.models.booking import HOLDING_PLACES
from bookings.permissions import hosts
from bookings.views.visits import ROWS, visible_booking
from content.words import day_long
from offers.models import Occurrence


@company_desk
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Say yes, or no with a reason."""
    booking, user = visible_booking(request, reference), request.user
    assert isinstance(user, User)
    if not hosts(membership_of(request), booking):
        raise Http404
    saying_no = "no" in request.POST
    form = ReasonForm(request.POST if saying_no else None)
    if request.method == "POST" and (not saying_no or form.is_valid()):
        return _answer(request, booking, user, form, saying_no=saying_no)
    context = {"booking": booking, "offer": booking.occurrence.offer, "form": form, "is_open": _is_open(booking)}
    return render(request, "bookings/answer.html", context, status=422 if form.errors else 200)


def _is_open(booking: Booking) -> bool:
    return booking.state == BookingState.PENDING


def _answer(
    request: HttpRequest, booking: Booking, user: User, form: ReasonForm, *, saying_no: bool
) -> HttpResponse:
    names = {"group": booking.group, "school": booking.school}
    try:
        if saying_no:
            actions.decline(booking=booking, reason=form.cleaned_data["reason"], by=user)
            messages.success(request, _("%(group)s from %(school)s is told no, with your reason") % names)
        else:
            actions.confirm(booking=booking, by=user)
            messages.success(request, _("%(group)s from %(school)s is told yes") % names)
    except actions.NotPending:
        messages.error(request, _("The request was withdrawn or has lapsed meanwhile"))
    return redirect("desks:company")


def _own_date(request: HttpRequest, pk: int) -> Occurrence:
    membership = membership_of(request)
    assert membership is not None
    own = Occurrence.objects.filter(offer__host=membership.organisation_id).select_related("offer__host")
    return get_object_or_404(own, pk=pk)


def _comers(occurrence: Occurrence) -> Any:
    return ROWS.all().filter(occurrence=occurrence, state__in=HOLDING_PLACES).order_by("pk")


@company_desk
def date(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes on a date."""
    occurrence = _own_date(request, pk)
    context = {"occurrence": occurrence, "offer": occurrence.offer, "bookings": list(_comers(occurrence))}
    return render(request, "bookings/date.html", context)


def harmless(cell: object) -> str:
    """A cell that a spreadsheet does not take for a formula (ASVS V1.2.10)."""
    text = str(cell)
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


@company_desk
def date_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes, for a spreadsheet."""
    occurrence = _own_date(request, pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="besoeg-{timezone.localtime(occurrence.starts_at):%Y-%m-%d}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("Class"), _("School"), _("Pupils"), _("Adults"), _("Teacher"), _("Phone"), _("Needs"), _("State")])
    for row in _comers(occurrence):
        cells = [row.group, row.school, row.pupils, row.adults, row.contact or "", row.contact_phone, row.needs]
        writer.writerow([harmless(cell) for cell in (*cells, row.get_state_display())])
    return response


@company_desk
def cancel_date(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a date off; everybody who had asked for it is told why."""
    occurrence, user = _own_date(request, pk), request.user
    assert isinstance(user, User)
    form = ReasonForm(request.POST or None)
    comers = list(_comers(occurrence))
    if request.method == "POST" and form.is_valid():
        ended = actions.cancel_occurrence(occurrence=occurrence, reason=form.cleaned_data["reason"], by=user)
        said = {"day": day_long(occurrence.starts_at), "n": len(ended)}
        messages.success(request, _("%(day)s is cancelled. Classes told: %(n)s") % said)
        return redirect("desks:company")
    context = {"occurrence": occurrence, "offer": occurrence.offer, "form": form, "bookings": comers}
    return render(request, "bookings/cancel_date.html", context, status=422 if form.is_bound else 200)
