"""What both sides expect of a visit: read it, tick it, write another version (contract SV-08)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from bookings import actions
from bookings.expectations import can_be_agreed, newest_of, proposed_texts, texts_of, versions_of
from bookings.models import Booking
from bookings.permissions import Standing
from bookings.refusals import NewerVersion, Refusal
from bookings.sides import organisation_of, other_side, side_of
from bookings.together_forms import ExpectationsForm
from bookings.views.visits import visible_booking, visit_facts
from bookings.why_not import why_not


@login_required
def read(request: HttpRequest, reference: str) -> HttpResponse:
    """The newest version, who has ticked it, and the older ones; a tick is for the version that was read."""
    booking, standing = visible_booking(request, reference)
    if booking.moves is not None:
        return redirect("bookings:expectations", booking.moves.reference)
    refused = ""
    if request.method == "POST":
        refused = _ticked(request, booking, standing)
        if not refused:
            return redirect("bookings:expectations", booking.reference)
    versions = versions_of(booking)
    context = {
        **_facts(booking, standing),
        "newest": versions[0] if versions else None,
        "earlier": versions[1:],
        "refused": refused,
    }
    return render(request, "bookings/expectations.html", context, status=409 if refused else 200)


def _facts(booking: Booking, standing: Standing) -> dict[str, Any]:
    side = side_of(standing, booking)
    may_agree = side is not None and can_be_agreed(booking, timezone.now())
    across = organisation_of(other_side(side), booking) if side else None
    return {**visit_facts(booking, standing), "side": side, "across": across, "may_agree": may_agree}


def _ticked(request: HttpRequest, booking: Booking, standing: Standing) -> str:
    """Tick for the reader's side; why not, when it is refused."""
    side, said = side_of(standing, booking), request.POST.get("version", "")
    if side is None:
        raise Http404
    assert isinstance(request.user, User)
    version = int(said) if said.isascii() and said.isdigit() else 0
    try:
        agreed = actions.agree_to_expectations(booking=booking, version=version, side=side, by=request.user)
    except Refusal as refusal:
        return why_not(refusal)
    messages.success(request, _("The visit is ready: you both agree") if agreed.is_ready else _("Your tick is saved"))
    return ""


@login_required
def write(request: HttpRequest, reference: str) -> HttpResponse:
    """Another version; the first one begins with the offer's own words. What is refused stands as typed."""
    booking, standing = visible_booking(request, reference)
    side = side_of(standing, booking)
    if side is None or booking.moves_id:
        raise Http404
    if not can_be_agreed(booking, timezone.now()):
        messages.error(request, _("What is expected can only be changed before a visit that has a place"))
        return redirect("bookings:expectations", booking.reference)
    form, refusal = _form(request, booking), None
    if form.is_valid():
        refusal = _saved(request, booking, form, side)
        if refusal is None:
            return redirect("bookings:expectations", booking.reference)
    newer = versions_of(booking)[0] if isinstance(refusal, NewerVersion) else None
    context = {**_facts(booking, standing), "form": form, "newer": newer}
    return render(request, "bookings/expectations_write.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, booking: Booking) -> ExpectationsForm:
    newest = newest_of(booking)
    texts = texts_of(newest) if newest else proposed_texts(booking)
    initial = {**texts, "based_on": newest.version if newest else 0, "agrees": True}
    return ExpectationsForm(request.POST if request.method == "POST" else None, initial=initial, label_suffix="")


def _saved(request: HttpRequest, booking: Booking, form: ExpectationsForm, side: str) -> Refusal | None:
    """None when it is saved; else why not, which the form says too."""
    assert isinstance(request.user, User)
    said = form.cleaned_data
    terms = {"texts": form.texts, "based_on": said["based_on"], "agrees": said["agrees"]}
    try:
        made = actions.write_expectations(booking=booking, side=side, by=request.user, **terms)
    except Refusal as refusal:
        form.refuse(refusal)
        return refusal
    words = _("Version %(n)s is saved, and %(name)s is told")
    name = organisation_of(other_side(side), booking)
    messages.success(request, words % {"n": made.version, "name": name})
    return None
