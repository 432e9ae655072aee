"""Pausing, reopening, withdrawing and copying an offer, and beginning it in another language."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import company_desk
from companies.desk import desk_of
from offers import actions
from offers.views.own import offer_trail, own_offer, title_of


@company_desk
@require_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """No new bookings for a while."""
    try:
        actions.pause(offer=own_offer(request, pk), by=desk_of(request).person)
    except actions.Withdrawn:
        messages.info(request, _("The offer is withdrawn already"))
    else:
        messages.success(request, _("The offer is paused. Visits already booked stand"))
    return redirect("offers:show", pk)


@company_desk
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Bookings again."""
    actions.reopen(offer=own_offer(request, pk), by=desk_of(request).person)
    messages.success(request, _("The offer can be booked again"))
    return redirect("offers:show", pk)


@company_desk
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then take the offer off the lists."""
    offer = own_offer(request, pk)
    if request.method == "POST":
        actions.withdraw(offer=offer, by=desk_of(request).person)
        messages.success(request, _("The offer is withdrawn. Visits already booked stand"))
        return redirect("offers:show", pk)
    return render(
        request, "offers/withdraw.html", {"offer": offer, "title": title_of(offer), "trail": offer_trail(offer)}
    )


@company_desk
@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A new draft that says the same."""
    page = actions.copy_offer(offer=own_offer(request, pk), by=desk_of(request).person)
    messages.success(request, _("This is the copy. Give it its own title"))
    return redirect("offers:edit", page.pk, "om")


@company_desk
@require_POST
def write_in(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Begin the text in another language."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    try:
        page = actions.write_in_language(offer=own_offer(request, pk), language=language, by=desk_of(request).person)
    except actions.AlreadyWritten as there:
        page = there.page
    return redirect("offers:edit", page.pk, "om")
