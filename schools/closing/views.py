"""The school's closed days, for those who lead it: list, add, change, remove."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.guards import desk_for
from accounts.models import User
from accounts.permissions import leads_school, membership_of
from schools.closing.actions import add_closed_period, change_closed_period, remove_closed_period
from schools.closing.forms import ClosedPeriodForm
from schools.models import ClosedPeriod, School

leaders_desk = desk_for(leads_school)


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _own_school(request: HttpRequest) -> School:
    membership = membership_of(request)
    assert membership is not None
    return get_object_or_404(School.objects.select_related("organisation"), organisation=membership.organisation_id)


def _own_period(request: HttpRequest, pk: int) -> ClosedPeriod:
    rows = ClosedPeriod.objects.select_related("school__organisation")
    return get_object_or_404(rows, pk=pk, school=_own_school(request))


def _trail() -> list[dict[str, str]]:
    return [{"label": _("The school's desk"), "url": reverse("desks:start")}]


@leaders_desk
def listing(request: HttpRequest) -> HttpResponse:
    """Those that are not over yet, and one more."""
    school = _own_school(request)
    form = ClosedPeriodForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        add_closed_period(school=school, by=_person(request), **form.facts())
        messages.success(request, _("The days are noted. Teachers and hosts see them from now on"))
        return redirect("closed_days:list")
    periods = list(school.closed_periods.filter(last_day__gte=timezone.localdate()))
    context = {"school": school, "periods": periods, "form": form, "trail": _trail()}
    return render(request, "schools/closed_days.html", context, status=422 if form.errors else 200)


@leaders_desk
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Other days, another reason, another weight."""
    period = _own_period(request, pk)
    initial = {name: getattr(period, name) for name in ("first_day", "last_day", "note")}
    initial["weight"] = "ja" if period.blocks else "nej"
    form = ClosedPeriodForm(request.POST if request.method == "POST" else None, initial=initial, label_suffix="")
    if form.is_valid():
        change_closed_period(period=period, by=_person(request), **form.facts())
        messages.success(request, _("The days are changed"))
        return redirect("closed_days:list")
    context = {"period": period, "form": form, "trail": _trail()}
    return render(request, "schools/closed_period.html", context, status=422 if form.errors else 200)


@leaders_desk
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Gone by a POST; otherwise back to where it can be asked for."""
    period = _own_period(request, pk)
    if request.method != "POST":
        return redirect("closed_days:change", pk)
    remove_closed_period(period=period, by=_person(request))
    messages.success(request, _("The school takes visits on these days again"))
    return redirect("closed_days:list")
