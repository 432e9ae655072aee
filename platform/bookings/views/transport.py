"""Paying for the way: the teacher asks from the visit, the school's leader answers."""

from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from bookings import actions
from bookings.models import Booking, TransportRequest
from bookings.models.together import TRAVELLING
from bookings.payers import may_pay, payers_of
from bookings.permissions import acts_for_school
from bookings.refusals import Refusal
from bookings.transport_forms import AnswerForm, TransportForm
from bookings.views.visits import visible_booking, visit_facts
from bookings.why_not import why_not


def _request_of(booking: Booking) -> TransportRequest | None:
    return TransportRequest.objects.filter(booking=booking).in_full().first()


def _is_open(booking: Booking) -> bool:
    return booking.state in TRAVELLING and booking.occurrence.starts_at > timezone.now()


@login_required
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the school to pay for the way, change what was asked, or ask no longer."""
    booking, standing = visible_booking(request, reference)
    if not acts_for_school(standing, booking) or booking.moves_id or not isinstance(request.user, User):
        raise Http404
    asked = _request_of(booking)
    says_more = request.method == "POST" and "withdraw" not in request.POST
    form = TransportForm(request.POST if says_more else None, asked=asked)
    if request.method == "POST" and (not says_more or form.is_valid()):
        return _asked(request, booking, asked, form if says_more else None, request.user)
    payers = payers_of(booking.school)
    more = {"form": form, "asked": asked, "payers": payers, "is_open": _is_open(booking)}
    context = {**visit_facts(booking, standing), **more}
    return render(request, "bookings/transport.html", context, status=422 if form.errors else 200)


def _asked(
    request: HttpRequest, booking: Booking, asked: TransportRequest | None, form: TransportForm | None, person: User
) -> HttpResponse:
    try:
        messages.success(request, _do(booking, asked, form, person))
    except Refusal as refusal:
        messages.error(request, why_not(refusal))
    return redirect("bookings:receipt", booking.reference)


def _do(booking: Booking, asked: TransportRequest | None, form: TransportForm | None, person: User) -> str:
    if form is None:
        if asked is not None:
            actions.withdraw_transport(request=asked, by=person)
        return _("You no longer ask the school to pay for the way")
    if asked is not None and asked.state == TransportRequest.State.ASKED:
        actions.change_transport(request=asked, facts=form.facts(), by=person)
        return _("The leader reads what you have changed")
    actions.ask_for_transport(booking=booking, facts=form.facts(), by=person)
    return _("The leader is asked, and you get the answer by mail")


@login_required
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """The leader says yes, or no with a reason."""
    booking, standing = visible_booking(request, reference)
    if not isinstance(request.user, User) or not may_pay(request.user, booking.school):
        raise Http404
    asked = _request_of(booking)
    says_no = "no" in request.POST
    form = AnswerForm(request.POST if request.method == "POST" else None, says_no=says_no)
    if asked is not None and request.method == "POST" and form.is_valid():
        return _answered(request, asked, form.cleaned_data["words"], request.user)
    waits = asked is not None and asked.state == TransportRequest.State.ASKED and _is_open(booking)
    context = {**visit_facts(booking, standing), "form": form, "asked": asked, "waits": waits}
    return render(request, "bookings/transport_answer.html", context, status=422 if form.errors else 200)


def _answered(request: HttpRequest, asked: TransportRequest, words: str, person: User) -> HttpResponse:
    try:
        if "no" in request.POST:
            actions.refuse_transport(request=asked, by=person, words=words)
            said = _("%(group)s gets your no")
        else:
            actions.approve_transport(request=asked, by=person, words=words, cost=_read(request))
            said = _("%(group)s gets your yes")
    except Refusal as refusal:
        messages.error(request, why_not(refusal))
    else:
        messages.success(request, said % {"group": asked.booking.group})
    return redirect("bookings:transport_costs")


def _read(request: HttpRequest) -> Decimal:
    """The price that stood on the page; a yes without one agrees to nothing."""
    try:
        return Decimal(request.POST.get("cost", ""))
    except InvalidOperation:
        return Decimal(-1)
