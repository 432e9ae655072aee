"""Booking in three steps: the time, the class, check and send. The POST of the last step decides."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_ratelimit.core import is_ratelimited

from bookings import actions
from bookings.answers import sections
from bookings.classes import answers_known, class_choices, usual_class
from bookings.forms import ClassForm, TimeForm
from bookings.journey import Journey, step
from bookings.models import Booking
from bookings.refusals import (
    AdultsMissing,
    BookingClosed,
    GroupTooLarge,
    GroupTooSmall,
    NotBookable,
    OccurrenceFull,
)
from bookings.rules import answer_by, free_until, refuse_date
from bookings.slots import bookable_slots
from bookings.views.refusing import refused_page

MOST_WISHES = "60/h"
WRONG_ANSWERS = (GroupTooSmall, GroupTooLarge, AdultsMissing)


@step(needs_class=False)
def choose_time(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Step 1: which of the offer's times, and which class."""
    slots = bookable_slots(journey.offer, timezone.now())
    if all(slot.is_full for slot in slots):
        return refused_page(request, journey, _why_none(journey, has_dates=bool(slots)))
    comes = journey.draft.comes or usual_class(journey.user, journey.schools)
    form = TimeForm(
        request.POST if request.method == "POST" else None,
        slots=slots,
        classes=class_choices(journey.schools, journey.user),
        initial={"tid": journey.occurrence.pk, "comes": comes},
        label_suffix="",
    )
    if request.method == "POST" and form.is_valid():
        journey.draft.choose(int(form.cleaned_data["tid"]))
        journey.draft.bring(form.cleaned_data["comes"])
        return redirect(f"{reverse('bookings:group')}?tid={form.cleaned_data['tid']}")
    is_gone = not form.is_bound and not form.chosen
    context = journey.context(1, form=form, slots=slots, is_gone=is_gone)
    return render(request, "bookings/time.html", context, status=422 if form.is_bound else 200)


def _why_none(journey: Journey, *, has_dates: bool) -> NotBookable:
    try:
        refuse_date(journey.occurrence, timezone.now())
    except NotBookable as refusal:
        return refusal
    return OccurrenceFull(0) if has_dates else BookingClosed()


@step(needs_class=True)
def about_class(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Step 2: who comes, with what we know filled in; what was typed before stands as it was typed."""
    if request.method == "POST":
        journey.draft.answer(request.POST)
    form = _class_form(journey)
    if request.method == "POST" and form.is_valid():
        return journey.go("check")
    context = journey.context(2, form=form, school=journey.school)
    return render(request, "bookings/about_class.html", context, status=422 if form.errors else 200)


def _class_form(journey: Journey) -> ClassForm:
    initial = answers_known(journey.group, journey.user)
    return ClassForm(journey.draft.typed or None, offer=journey.offer, initial=initial, label_suffix="")


def check(request: HttpRequest) -> HttpResponse:
    """Step 3, or the receipt of what was sent a moment ago: a button pressed twice books once."""
    sent_before = _sent_before(request) if request.method == "POST" else None
    if sent_before is not None:
        return redirect("bookings:receipt", sent_before.reference)
    if is_ratelimited(request, group="bookings", key="user_or_ip", rate=MOST_WISHES, method="POST", increment=True):
        messages.error(request, _("That was many wishes in one hour. Wait a little, then send this one"))
        return redirect(request.get_full_path())
    return _check(request)


def _sent_before(request: HttpRequest) -> Booking | None:
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        return None
    if not request.user.is_authenticated:
        return None
    return Booking.objects.filter(idempotency_key=key, contact=request.user).first()


@step(needs_class=True)
def _check(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Look over the answers and send them. Answers that were changed in another window are shown, not sent."""
    form = _class_form(journey)
    if not form.is_valid():
        return journey.go("group")
    try:
        refuse_date(journey.occurrence, timezone.now())
    except NotBookable as refusal:
        return refused_page(request, journey, refusal)
    key = str(journey.draft.key_for(journey.occurrence.pk))
    if request.method == "POST" and request.POST.get("key") == key:
        return _send(request, journey, form, UUID(key))
    context = journey.context(
        3,
        sections=sections(journey, form.facts()),
        key=key,
        has_changed=request.method == "POST",
        answer_by=answer_by(journey.occurrence, timezone.now()),
        free_until=free_until(journey.occurrence),
        now=timezone.now(),
    )
    return render(request, "bookings/check.html", context)


def _send(request: HttpRequest, journey: Journey, form: ClassForm, key: UUID) -> HttpResponse:
    assert journey.school is not None
    try:
        booking = actions.request_places(
            occurrence_id=journey.occurrence.pk,
            school=journey.school,
            facts=form.facts(),
            idempotency_key=key,
            by=journey.user,
        )
    except WRONG_ANSWERS:
        return journey.go("group")
    except NotBookable as refusal:
        return refused_page(request, journey, refusal)
    journey.draft.clear()
    return redirect("bookings:receipt", booking.reference)
