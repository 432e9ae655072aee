"""Several classes in one form: write, check and send, and the receipt of them all."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_ratelimit.core import is_ratelimited

from accounts.models import User
from bookings import actions
from bookings.classes_together import Together
from bookings.drafts import SeveralDraft
from bookings.journey import Journey, address, step
from bookings.models import Booking
from bookings.permissions import acts_for_school, standing_of
from bookings.refusals import NotBookable, OccurrenceFull
from bookings.views.steps import MOST_WISHES
from bookings.where import facts_of
from bookings.why_not import why_not


@step(needs_class=False)
def write(request: HttpRequest, journey: Journey) -> HttpResponse:
    """The classes, the dates and the contact; what was typed stands until it is sent."""
    draft = SeveralDraft(request.session, journey.offer.pk)
    if request.method == "POST":
        draft.answer(request.POST)
    together = Together(journey, draft.typed)
    if request.method == "POST" and together.is_valid():
        return redirect(address("several_check", journey.occurrence))
    return _write_page(request, journey, together, status=422 if together.problems() else 200)


def _write_page(request: HttpRequest, journey: Journey, together: Together, *, status: int) -> HttpResponse:
    context = journey.context(1, together=together, check_url=address("several_check", journey.occurrence))
    return render(request, "bookings/several.html", context, status=status)


def check(request: HttpRequest) -> HttpResponse:
    """Look them over and send, or the receipt of what was sent a moment ago."""
    before = _sent_before(request) if request.method == "POST" else None
    if before is not None:
        return redirect("bookings:batch", before)
    if is_ratelimited(request, group="bookings", key="user_or_ip", rate=MOST_WISHES, method="POST", increment=True):
        messages.error(request, _("That was many wishes in one hour. Wait a little, then send this one"))
        return redirect(request.get_full_path())
    return _check(request)


def _sent_before(request: HttpRequest) -> UUID | None:
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        return None
    return key if isinstance(request.user, User) and _of_batch(request.user, key) else None


def _of_batch(person: User, batch: UUID) -> list[Booking]:
    """The bookings of one form, for who acts for the school; one question, for they share school, host and contact."""
    found = list(Booking.objects.filter(batch=batch).in_full().order_by("occurrence__starts_at", "pk"))
    may_see = bool(found) and acts_for_school(standing_of(person, found[0]), found[0])
    return found if may_see else []


@step(needs_class=False)
def _check(request: HttpRequest, journey: Journey) -> HttpResponse:
    draft = SeveralDraft(request.session, journey.offer.pk)
    together = Together(journey, draft.typed)
    if not together.is_valid():
        return redirect(address("several", journey.occurrence))
    key = str(draft.key())
    if request.method == "POST" and request.POST.get("key") == key:
        return _send(request, journey, together, draft, UUID(key))
    context = journey.context(
        3,
        together=together,
        key=key,
        has_changed=request.method == "POST",
        write_url=address("several", journey.occurrence),
    )
    return render(request, "bookings/several_check.html", context)


def _send(request: HttpRequest, journey: Journey, together: Together, draft: SeveralDraft, key: UUID) -> HttpResponse:
    shared = together.shared
    try:
        done = actions.request_several(
            occurrence_ids=shared.chosen_dates,
            school=shared.for_school,
            classes=together.classes,
            all_or_nothing=shared.cleaned_data["how"] == "all",
            idempotency_key=key,
            by=journey.user,
            contact=shared.comes_along,
        )
    except actions.NotAllFit as refusal:
        return _refused(request, journey, together, refusal.why)
    if not done.booked:
        return _refused(request, journey, together, done.left_over)
    draft.keep_only([facts.label for facts, _why in done.left_over])
    for facts, why in done.left_over:
        messages.warning(request, f"{facts.label}: {_said(why)}")
    return redirect("bookings:batch", key)


def _refused(
    request: HttpRequest, journey: Journey, together: Together, why: list[tuple[actions.ClassFacts, NotBookable]]
) -> HttpResponse:
    """Nothing was sent: each class that found no place says why, and everything stands as it was typed."""
    together.refuse([(facts, _said(refusal)) for facts, refusal in why])
    return _write_page(request, journey, together, status=409)


def _said(refusal: NotBookable) -> str:
    return _("There is no room left") if isinstance(refusal, OccurrenceFull) else why_not(refusal)


@login_required
def receipt(request: HttpRequest, batch: UUID) -> HttpResponse:
    """All classes that were sent together."""
    assert isinstance(request.user, User)
    bookings, now = _of_batch(request.user, batch), timezone.now()
    if not bookings:
        raise Http404
    for booking in bookings:
        booking.state = booking.state_at(now)
    first = bookings[0].occurrence
    left = SeveralDraft(request.session, first.offer_id).typed
    context = {
        "bookings": bookings,
        "offer": first.offer,
        "facts": facts_of(first.offer),
        "left_url": f"{reverse('bookings:several')}?tid={first.pk}" if left else "",
    }
    return render(request, "bookings/batch.html", context)
