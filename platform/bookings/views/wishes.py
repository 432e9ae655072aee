"""A wish as both sides see it; the host answers, the teacher takes what is proposed or no longer asks."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from bookings import actions
from bookings.forms import ReasonForm
from bookings.models import VisitRequest, VisitRequestState
from bookings.models.wish import LIVE_WISHES
from bookings.refusals import SchoolClosed
from bookings.where import contact_of, facts_of, place_of
from bookings.why_not import why_not
from bookings.wish_forms import AcceptForm, ProposeForm, span_of
from bookings.wish_rights import WishStanding, standing_to_wish
from bookings.wish_words import heading_of, lead_of, status_of
from bookings.wishes import OutsideWindows, WishAnswered
from offers.actions.dates import AlreadyThere, EndsTooEarly, InThePast
from offers.calendar_checks import calendar_for_host

HOST_ACTS, TEACHER_ACTS = ("accept", "propose", "decline"), ("take", "withdraw")
ODD_TIMES = (AlreadyThere, InThePast, EndsTooEarly, OutsideWindows, SchoolClosed)
Answer = Callable[[HttpRequest, VisitRequest, dict[str, Form]], HttpResponse]


@login_required
def wish(request: HttpRequest, reference: str) -> HttpResponse:
    """The page of one wish; its buttons answer it."""
    found, standing = _visible(request, reference)
    act = _act(request)
    if act and not (standing.answers if act in HOST_ACTS else standing.asks):
        raise Http404
    forms = _forms(request, found, act)
    form = forms.get(act)
    if act and (form is None or form.is_valid()):
        return _done(request, found, standing, forms, act)
    return _page(request, found, standing, forms)


def _visible(request: HttpRequest, reference: str) -> tuple[VisitRequest, WishStanding]:
    """404 for everybody else. What has lapsed reads so."""
    found = VisitRequest.objects.in_full().filter(reference=reference).first()
    if found is None or not isinstance(request.user, User):
        raise Http404
    standing = standing_to_wish(request.user, found)
    if not standing.sees:
        raise Http404
    found.state = found.state_at(timezone.now())
    return found, standing


def _act(request: HttpRequest) -> str:
    known = (*HOST_ACTS, *TEACHER_ACTS)
    return next((name for name in known if name in request.POST), "") if request.method == "POST" else ""


def _forms(request: HttpRequest, found: VisitRequest, act: str) -> dict[str, Form]:
    """The three answers of a host; only the one that was sent is bound."""
    return {
        "accept": AcceptForm(request.POST if act == "accept" else None, wish=found, prefix="yes", label_suffix=""),
        "propose": ProposeForm(
            request.POST if act == "propose" else None,
            calendar=calendar_for_host(found.offer, [found.school]) if act == "propose" else None,
            prefix="other",
            label_suffix="",
        ),
        "decline": ReasonForm(request.POST if act == "decline" else None, prefix="no", label_suffix=""),
    }


def _done(
    request: HttpRequest, found: VisitRequest, standing: WishStanding, forms: dict[str, Form], act: str
) -> HttpResponse:
    try:
        said = _answer(request, found, forms, act)
    except WishAnswered:
        messages.error(request, _("The wish was answered, withdrawn or has lapsed meanwhile"))
    except ODD_TIMES as refusal:
        if act not in forms:
            messages.error(request, why_not(refusal) if isinstance(refusal, SchoolClosed) else _wrong(refusal))
            return redirect("bookings:wish", found.reference)
        forms[act].add_error("begins", _wrong(refusal))
        return _page(request, found, standing, forms)
    else:
        messages.success(request, said)
    return redirect("bookings:wish", found.reference)


def _answer(request: HttpRequest, found: VisitRequest, forms: dict[str, Form], act: str) -> str:
    """Do it; gives what to say about it."""
    by = request.user
    assert isinstance(by, User)
    if act == "accept":
        form = forms[act]
        assert isinstance(form, AcceptForm)
        starts_at, ends_at = form.times()
        actions.accept_wish(wish=found, starts_at=starts_at, ends_at=ends_at, by=by)
        return _("The date is made and the visit booked. The class is told")
    if act == "propose":
        return _propose(found, forms[act], by)
    if act == "decline":
        actions.decline_wish(wish=found, reason=forms[act].cleaned_data["reason"], by=by)
        return _("The class gets your no")
    if act == "take":
        actions.accept_proposal(wish=found, by=by)
        return _("The visit is booked. The host is told")
    actions.withdraw_wish(wish=found, by=by)
    return _("You no longer ask for a day. The host is told")


def _propose(found: VisitRequest, form: Form, by: User) -> str:
    assert isinstance(form, ProposeForm)
    starts_at, ends_at = form.times()
    message = form.cleaned_data["message"]
    actions.propose_time(wish=found, starts_at=starts_at, ends_at=ends_at, message=message, by=by)
    return _("The class gets your proposal")


def _wrong(refusal: Exception) -> str:
    if isinstance(refusal, AlreadyThere):
        return _("You have a date at that time already. Choose another time")
    if isinstance(refusal, SchoolClosed):
        return _("The school takes no visits that day. Propose another time instead")
    if isinstance(refusal, OutsideWindows):
        return _("The class cannot be there all that time. Propose it as another time instead")
    return _("That time is past. Choose one that lies ahead")


def _remarks(found: VisitRequest) -> list[str]:
    """What speaks against the days the class has named, for the host who chooses one of them."""
    calendar = calendar_for_host(found.offer, [found.school])
    days = [timezone.localtime(row.starts_at).date() for row in found.windows.all()]
    said = [remark.sentence for day in dict.fromkeys(days) for remark in calendar.remarks(day)]
    return [sentence[:1].upper() + sentence[1:] for sentence in dict.fromkeys(said)]


def _page(request: HttpRequest, found: VisitRequest, standing: WishStanding, forms: dict[str, Form]) -> HttpResponse:
    wrong = next((form for form in forms.values() if form.errors), None)
    name, phone, _email = contact_of(found.offer)
    has_host_phone = not standing.at_school or found.state == VisitRequestState.ACCEPTED
    is_live = found.state in LIVE_WISHES
    context: dict[str, Any] = {
        "wish": found,
        "offer": found.offer,
        "facts": facts_of(found.offer),
        "place": place_of(found.offer, found.school),
        "windows": [span_of(row) for row in found.windows.all()],
        "heading": heading_of(found),
        "lead": lead_of(found, answers=standing.answers, asks=standing.asks),
        "status": status_of(found),
        "host_contact": {"name": name or found.offer.host.name, "phone": phone if has_host_phone else ""},
        "shows_teacher_phone": is_live and (standing.answers or standing.asks),
        "remarks": _remarks(found) if standing.answers and is_live else [],
        "standing": standing,
        "is_open": found.state == VisitRequestState.OPEN,
        "is_proposed": found.state == VisitRequestState.PROPOSED,
        "is_live": is_live,
        "wrong": wrong,
        **forms,
    }
    return render(request, "bookings/wish.html", context, status=422 if wrong else 200)
