"""What a school's leader sees of the ways: what waits, what they cost by half-year, and when the last bell rings."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.guards import school_desk
from accounts.models import Membership, User
from accounts.permissions import leads_school, membership_of
from bookings import actions
from bookings.half_years import HalfYear, half_year_named
from bookings.models import TransportRequest
from bookings.payers import pays
from bookings.spreadsheet import transport_csv
from bookings.transport_forms import LastBellForm
from schools.models import School


def _leading(request: HttpRequest) -> tuple[Membership, User]:
    """Who leads the school; a teacher's desk has no costs."""
    own = membership_of(request)
    if own is None or not leads_school(own) or not isinstance(request.user, User):
        raise PermissionDenied
    return own, request.user


@school_desk
def costs(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, and everything of one half-year with its sum."""
    own, _person = _leading(request)
    now = timezone.now()
    half = half_year_named(request.GET.get("halvaar", ""), now)
    school = get_object_or_404(School.objects.select_related("organisation"), organisation=own.organisation)
    context = {
        **_of_half_year(own, half),
        "own": own,
        "school": school,
        "waiting": list(TransportRequest.objects.of_school(own.organisation).awaiting(now).in_full()),
        "answers": pays(own),
    }
    return render(request, "bookings/transport_costs.html", context)


def _of_half_year(own: Membership, half: HalfYear) -> dict[str, Any]:
    rows = TransportRequest.objects.of_school(own.organisation).between(*half.span)
    answered = rows.exclude(state=TransportRequest.State.ASKED)
    return {"half": half, "rows": list(answered.in_full()), "total": rows.agreed().total()}


@school_desk
def costs_csv(request: HttpRequest) -> HttpResponse:
    """The same half-year for a spreadsheet."""
    own, _person = _leading(request)
    half = half_year_named(request.GET.get("halvaar", ""), timezone.now())
    rows = TransportRequest.objects.of_school(own.organisation).between(*half.span)
    return transport_csv(rows.in_full(), f"transport-{half}")


@school_desk
def last_bell(request: HttpRequest) -> HttpResponse:
    """When pupils go home."""
    own, person = _leading(request)
    school = get_object_or_404(School, organisation=own.organisation)
    form = LastBellForm(request.POST if request.method == "POST" else None, initial={"last_bell": school.last_bell})
    if form.is_valid():
        actions.set_last_bell(school=school, last_bell=form.cleaned_data["last_bell"], by=person)
        messages.success(request, _("The last bell is saved. Every date says whether the class is back before it"))
        return redirect("bookings:transport_costs")
    context = {"own": own, "form": form}
    return render(request, "bookings/last_bell.html", context, status=422 if form.errors else 200)
