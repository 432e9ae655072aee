"""Booking in three steps: the time, the class, check and send. The POST of the last step decides."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_ratelimit.core import is_ratelimited

from bookings.answers import sections
from bookings.classes import answers_known, class_choices, usual_class
from bookings.drafts import KEY
from bookings.forms import ClassForm, TimeForm
from bookings.getting_there import with_days_out
from bookings.journey import Journey, step
from bookings.refusals import BookingClosed, NotBookable
from bookings.rules import answer_by, free_until, refuse_date
from bookings.slots import bookable_slots
from bookings.views.refusing import refused_page
from bookings.views.sending import full_dates, send, sent_before

MOST_WISHES = "60/h"


@step(needs_class=False)
def choose_time(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Step 1: which of the offer's times, and which class."""
    slots = with_days_out(bookable_slots(journey.offer, timezone.now()), journey.trip)
    if not slots:
        return refused_page(request, journey, _why_none(journey))
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


def _why_none(journey: Journey) -> NotBookable:
    try:
        refuse_date(journey.occurrence, timezone.now())
    except NotBookable as refusal:
        return refusal
    return BookingClosed()


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
    typed = journey.draft.typed
    initial = {} if typed else {**answers_known(journey.group, journey.user), "contact": journey.user.pk}
    return ClassForm(
        typed or None,
        offer=journey.offer,
        colleagues=journey.colleagues,
        initial=initial,
        label_suffix="",
    )


def check(request: HttpRequest) -> HttpResponse:
    """Step 3, or the receipt of what was sent a moment ago: a button pressed twice books once."""
    request.session.get(KEY)  # read before asking: answers that are gone by now were booked, and are found
    before = sent_before(request) if request.method == "POST" else None
    if before is not None:
        return redirect("bookings:receipt", before.reference)
    if is_ratelimited(request, group="bookings", key="user_or_ip", rate=MOST_WISHES, method="POST", increment=True):
        messages.error(request, _("That was many wishes in one hour. Wait a little, then send this one"))
        return redirect(request.get_full_path())
    return _check(request)


@step(needs_class=True)
def _check(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Look over the answers and send them. Answers that were changed in another window are shown, not sent."""
    form = _class_form(journey)
    if not form.is_valid():
        return journey.go("group")
    try:
        refuse_date(journey.occurrence, timezone.now())
    except NotBookable as refusal:
        return refused_page(request, journey, refusal, form=form)
    key = str(journey.draft.key_for(journey.occurrence.pk))
    if request.method == "POST" and request.POST.get("key") == key:
        return send(request, journey, form, UUID(key))
    full, also = full_dates(journey, form.cleaned_data["pupils"])
    context = journey.context(
        3,
        sections=sections(journey, form),
        full=full,
        also=also,
        key=key,
        has_changed=request.method == "POST",
        answer_by=answer_by(journey.occurrence, timezone.now()),
        free_until=free_until(journey.occurrence),
        now=timezone.now(),
    )
    return render(request, "bookings/check.html", context)
