"""A municipality's free buses: those there are, one more, another wording, none any more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.guards import municipal_desk
from accounts.models import Organisation, User
from accounts.permissions import membership_of
from bookings import actions
from bookings.free_bus_forms import FreeBusForm
from bookings.models import FreeBus


def _own(request: HttpRequest) -> tuple[Organisation, User]:
    membership = membership_of(request)
    assert membership is not None
    assert isinstance(request.user, User)
    return membership.organisation, request.user


@municipal_desk
def listing(request: HttpRequest) -> HttpResponse:
    """What there is, and a form for one more."""
    place, person = _own(request)
    form = FreeBusForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.add_free_bus(municipality=place, facts=form.facts(), by=person)
        messages.success(request, _("The free bus is added. Teachers see it on the days it fits"))
        return redirect("bookings:free_buses")
    coming = FreeBus.objects.filter(municipality=place, last_day__gte=timezone.localdate())
    context = {"municipality": place, "form": form, "windows": coming}
    return render(request, "bookings/free_buses.html", context, status=422 if form.errors else 200)


@municipal_desk
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one, or take it away."""
    place, person = _own(request)
    window = get_object_or_404(FreeBus.objects.filter(municipality=place), pk=pk)
    if "remove" in request.POST:
        actions.remove_free_bus(window=window, by=person)
        messages.success(request, _("The free bus is no longer shown"))
        return redirect("bookings:free_buses")
    form = FreeBusForm(request.POST if request.method == "POST" else None, window=window)
    if form.is_valid():
        actions.change_free_bus(window=window, facts=form.facts(), by=person)
        messages.success(request, _("The free bus is changed"))
        return redirect("bookings:free_buses")
    context = {"municipality": place, "form": form, "window": window}
    return render(request, "bookings/free_bus.html", context, status=422 if form.errors else 200)
