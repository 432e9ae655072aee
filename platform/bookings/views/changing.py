"""A visit is changed from its receipt: how many come, who looks after it, when it is; and its history."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from bookings import actions
from bookings.changing_forms import HandOverForm, SizeForm
from bookings.colleagues import colleagues_of
from bookings.history import events_of
from bookings.models import Booking
from bookings.models.booking import CANCELLABLE
from bookings.permissions import Standing, acts_for_school
from bookings.refusals import NotBookable, Refusal
from bookings.views.visits import visible_booking, visit_facts
from bookings.why_not import why_not


def _to_change(request: HttpRequest, reference: str) -> tuple[Booking, Standing, User]:
    """The booking, for who acts for the class: the teacher, and those who lead the school."""
    booking, standing = visible_booking(request, reference)
    assert isinstance(request.user, User)
    if not acts_for_school(standing, booking) or booking.moves_id:
        raise Http404
    return booking, standing, request.user


def _cannot(request: HttpRequest, booking: Booking, said: str) -> HttpResponse:
    messages.error(request, said)
    return redirect("bookings:receipt", booking.reference)


def _is_over(booking: Booking) -> bool:
    return booking.state not in CANCELLABLE or booking.occurrence.starts_at <= timezone.now()


@login_required
def size(request: HttpRequest, reference: str) -> HttpResponse:
    """Another number of pupils or adults; the refusal is said at the answer, which stands as typed."""
    booking, standing, person = _to_change(request, reference)
    if _is_over(booking):
        return _cannot(request, booking, _("The visit is over or cancelled, so nothing can be changed"))
    initial = {"pupils": booking.pupils, "adults": booking.adults}
    form = SizeForm(request.POST if request.method == "POST" else None, initial=initial, label_suffix="")
    if form.is_valid() and _resized(request, booking, form, person):
        return redirect("bookings:receipt", booking.reference)
    return _page(request, "bookings/size.html", form, **visit_facts(booking, standing))


def _resized(request: HttpRequest, booking: Booking, form: SizeForm, person: User) -> bool:
    said = form.cleaned_data
    try:
        actions.change_group_size(booking=booking, pupils=said["pupils"], adults=said["adults"], by=person)
    except NotBookable as refusal:
        form.refuse(refusal)
        return False
    except Refusal as refusal:
        messages.error(request, why_not(refusal))
        return True
    messages.success(request, _("The number is changed, and the other side is told"))
    return True


@login_required
def hand_over(request: HttpRequest, reference: str) -> HttpResponse:
    """A colleague of the school looks after the visit from now on."""
    booking, standing, person = _to_change(request, reference)
    if _is_over(booking):
        return _cannot(request, booking, _("The visit is over or cancelled, so nothing can be changed"))
    others = [colleague for colleague in colleagues_of(booking.school) if colleague.pk != booking.contact_id]
    form = HandOverForm(request.POST if request.method == "POST" else None, colleagues=others, label_suffix="")
    if not form.is_valid():
        return _page(request, "bookings/hand_over.html", form, **visit_facts(booking, standing))
    try:
        actions.hand_over(booking=booking, to=form.person, by=person)
    except Refusal as refusal:
        return _cannot(request, booking, why_not(refusal))
    messages.success(request, _("%(name)s looks after the visit now, and is told") % {"name": form.person})
    return redirect("bookings:receipt", booking.reference)


def _page(request: HttpRequest, template: str, form: SizeForm | HandOverForm, **facts: Any) -> HttpResponse:
    return render(request, template, {**facts, "form": form}, status=422 if form.errors else 200)


@login_required
def history(request: HttpRequest, reference: str) -> HttpResponse:
    """Who did what when, for both sides."""
    booking, standing = visible_booking(request, reference)
    if booking.moves_id:
        raise Http404
    context = {**visit_facts(booking, standing), "events": events_of(booking)}
    return render(request, "bookings/history.html", context)
