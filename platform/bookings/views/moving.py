"""A visit moves to another time: asking, answering, withdrawing. Only a POST does something."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from bookings import actions
from bookings.changing_forms import MoveForm, NoToMoveForm
from bookings.models import Booking
from bookings.moves import MoveUnderWay, asks_first, may_move, move_under_way, slots_to_move_to
from bookings.permissions import Standing, acts_for_school
from bookings.refusals import Refusal
from bookings.views.visits import visible_booking, visit_facts
from bookings.why_not import why_not


@login_required
def move(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose another time of the same offer; the page says whether it happens at once or somebody is asked."""
    booking, standing = _movable_by(request, reference)
    now = timezone.now()
    if not may_move(booking, standing, now) or move_under_way(booking, standing, now):
        messages.error(request, _("The visit cannot be moved now"))
        return redirect("bookings:receipt", booking.reference)
    slots = slots_to_move_to(booking, now)
    form = MoveForm(request.POST if request.method == "POST" else None, slots=slots, label_suffix="")
    if form.is_valid() and _moved(request, booking, form, as_host=standing.hosts):
        return redirect("bookings:receipt", booking.reference)
    context = {
        **visit_facts(booking, standing),
        "form": form,
        "slots": slots,
        "asks_first": asks_first(booking, as_host=standing.hosts),
    }
    return render(request, "bookings/move.html", context, status=422 if form.errors else 200)


def _movable_by(request: HttpRequest, reference: str) -> tuple[Booking, Standing]:
    booking, standing = visible_booking(request, reference)
    if booking.moves_id or not (standing.hosts or acts_for_school(standing, booking)):
        raise Http404
    return booking, standing


def _moved(request: HttpRequest, booking: Booking, form: MoveForm, *, as_host: bool) -> bool:
    assert isinstance(request.user, User)
    before = booking.occurrence_id
    target = int(form.cleaned_data["tid"])
    try:
        held = actions.move_booking(booking=booking, occurrence_id=target, by=request.user, as_host=as_host)
    except Refusal as refusal:
        form.add_error("tid", why_not(refusal))
        return False
    is_moved = held.occurrence_id != before
    messages.success(
        request, _("The visit is moved") if is_moved else _("The other side is asked, and the time is held")
    )
    return True


@login_required
@require_POST
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Yes or no to the other side's wish, or withdrawing one's own."""
    booking, standing = _movable_by(request, reference)
    under_way = move_under_way(booking, standing, timezone.now())
    if under_way is None:
        messages.error(request, _("It was answered, withdrawn or has lapsed meanwhile"))
        return redirect("bookings:receipt", booking.reference)
    if "withdraw" in request.POST:
        return _withdrawn(request, booking, under_way)
    if not under_way.answers:
        raise Http404
    return _answered(request, booking, standing)


def _withdrawn(request: HttpRequest, booking: Booking, under_way: MoveUnderWay) -> HttpResponse:
    if not under_way.withdraws:
        raise Http404
    assert isinstance(request.user, User)
    try:
        actions.withdraw_move(booking=booking, by=request.user)
    except Refusal as refusal:
        messages.error(request, why_not(refusal))
    else:
        messages.success(request, _("The wish is withdrawn, and the visit stays where it is"))
    return redirect("bookings:receipt", booking.reference)


def _answered(request: HttpRequest, booking: Booking, standing: Standing) -> HttpResponse:
    form = NoToMoveForm(request.POST, label_suffix="")
    says_yes = "yes" in request.POST
    if not says_yes and not form.is_valid():
        context = {**visit_facts(booking, standing), "form": form}
        return render(request, "bookings/no_to_move.html", context, status=422)
    assert isinstance(request.user, User)
    try:
        if says_yes:
            actions.agree_to_move(booking=booking, by=request.user)
        else:
            actions.refuse_to_move(booking=booking, reason=form.cleaned_data["reason"], by=request.user)
    except Refusal as refusal:
        messages.error(request, why_not(refusal))
    else:
        messages.success(request, _("The visit is moved") if says_yes else _("The visit stays where it is"))
    return redirect("bookings:receipt", booking.reference)
