"""Booking in three steps: the time, the class, check and send. The POST of the last step decides."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from accounts.models.membership import SCHOOL_ROLES
from bookings import actions
from bookings.actions.requesting import answer_by, refuse_date
from bookings.drafts import Draft
from bookings.forms import ClassForm
from bookings.slots import Slot, bookable_slots
from offers.models import Occurrence, Offer
from schools.models import School

ALTERNATIVES = 3


def _occurrence(draft: Draft) -> Occurrence | None:
    rows = Occurrence.objects.select_related("offer__host__municipality")
    return rows.filter(pk=draft.occurrence_id).first() if draft.occurrence_id else None


def _steps(number: int) -> list[dict[str, str]]:
    labels = [
        (_("Choose a time"), reverse("bookings:time")),
        (_("About the class"), reverse("bookings:group")),
        (_("Check the answers"), reverse("bookings:check")),
    ]
    return [
        {
            "label": label,
            "url": url if at < number else "",
            "state": "done" if at < number else ("current" if at == number else ""),
        }
        for at, (label, url) in enumerate(labels, 1)
    ]


def _context(occurrence: Occurrence, number: int, **more: Any) -> dict[str, Any]:
    offer = occurrence.offer
    return {
        "occurrence": occurrence,
        "offer": offer,
        "facts": offer.page_in(offer.first_language),
        "number": number,
        "steps": _steps(number),
        **more,
    }


def start(request: HttpRequest) -> HttpResponse:
    """Keep the chosen time, signed in or not, and go on to the class."""
    chosen = request.GET.get("tid", "")
    occurrence = get_object_or_404(Occurrence, pk=chosen if chosen.isdigit() and len(chosen) < 19 else 0)
    Draft(request.session).choose(occurrence.pk)
    return redirect("bookings:group")


def choose_time(request: HttpRequest) -> HttpResponse:
    """Step 1: another of the offer's times."""
    draft = Draft(request.session)
    occurrence = _occurrence(draft)
    if occurrence is None:
        return redirect("search:catalogue")
    slots = bookable_slots(occurrence.offer, timezone.now())
    if request.method == "POST":
        chosen = {str(slot.occurrence.pk): slot.occurrence.pk for slot in slots}.get(request.POST.get("tid", ""))
        if chosen:
            draft.choose(chosen)
            return redirect("bookings:check" if draft.answers else "bookings:group")
    problem = _("Choose one of the times") if request.method == "POST" else ""
    context = _context(occurrence, 1, slots=slots, chosen=occurrence.pk, problem=problem)
    return render(request, "bookings/time.html", context, status=422 if problem else 200)


def _own_schools(user: User) -> list[School]:
    rights = Membership.objects.active().filter(person=user, role__in=SCHOOL_ROLES, may_book=True)
    schools = School.objects.filter(organisation__in=rights.values("organisation")).select_related("organisation")
    return list(schools)


def _initial(draft: Draft, user: User, schools: list[School]) -> dict[str, Any]:
    if draft.answers:
        return draft.answers
    last = user.bookings.order_by("-pk").select_related("group").first()
    known: dict[str, Any] = {"phone": user.phone, "adults": 2}
    if last and last.school in schools:
        group = last.group
        known |= {"label": group.label, "pupils": last.pupils, "adults": last.adults, "school": str(last.school_id)}
        known["grade"] = group.level or (str(group.grade) if group.grade is not None else "")
        known["phone"] = user.phone or last.contact_phone
    return known


@login_required
def about_class(request: HttpRequest) -> HttpResponse:
    """Step 2: who comes, prefilled with what we know."""
    draft, user = Draft(request.session), request.user
    assert isinstance(user, User)
    occurrence = _occurrence(draft)
    if occurrence is None:
        return redirect("search:catalogue")
    schools = _own_schools(user)
    if not schools:
        return render(request, "bookings/not_a_school.html", _context(occurrence, 2), status=403)
    initial = _initial(draft, user, schools)
    form = ClassForm(request.POST or None, initial=initial, offer=occurrence.offer, schools=schools)
    if request.method == "POST" and form.is_valid():
        draft.answer(form.cleaned_data)
        return redirect("bookings:check")
    context = _context(occurrence, 2, form=form)
    return render(request, "bookings/about_class.html", context, status=422 if form.is_bound else 200)


@login_required
def check(request: HttpRequest) -> HttpResponse:
    """Step 3: look over the answers and send them."""
    draft, user = Draft(request.session), request.user
    assert isinstance(user, User)
    occurrence = _occurrence(draft)
    if occurrence is None or not draft.answers:
        return redirect("bookings:group" if occurrence else "search:catalogue")
    school = next((row for row in _own_schools(user) if str(row.pk) == str(draft.answers["school"])), None)
    if school is None:
        raise Http404
    if request.method == "POST":
        return _send(request, draft, occurrence, school, user)
    until = answer_by(occurrence.offer, occurrence, timezone.now())
    context = _context(occurrence, 3, school=school, answers=draft.facts(), answer_by=until)
    return render(request, "bookings/check.html", context)


def _send(
    request: HttpRequest, draft: Draft, occurrence: Occurrence, school: School, user: User
) -> HttpResponse:
    try:
        booking = actions.request_places(
            occurrence_id=occurrence.pk, school=school, facts=draft.facts(), idempotency_key=draft.key, by=user
        )
    except (actions.OccurrenceFull, actions.NotBookable) as error:
        return _refused(request, occurrence, error)
    draft.clear()
    return redirect("bookings:receipt", booking.reference)


def _refused(request: HttpRequest, occurrence: Occurrence, error: Exception) -> HttpResponse:
    """Say which rule refused; what was typed is kept, and other times are offered."""
    context = _context(
        occurrence, 3, heading=_heading_of(error), alternatives=_alternatives(occurrence), similar=occurrence.offer
    )
    return render(request, "bookings/refused.html", context, status=409)


def _heading_of(error: Exception) -> str:
    if isinstance(error, actions.OccurrenceFull):
        return _("The last place was taken while you were writing")
    headings = {
        actions.OfferClosed: _("The host takes no bookings right now"),
        actions.OccurrenceCancelled: _("The host has cancelled this date"),
        actions.BookingClosed: _("It is too late to book this date"),
        actions.AlreadyBooked: _("The class has asked for this date already"),
        actions.KeyReused: _("The form was sent before with other answers"),
        actions.MayNotBook: _("You may not book for this school"),
        actions.GroupTooLarge: _("More pupils than the host can take"),
        actions.GroupTooSmall: _("Fewer pupils than the host asks for"),
        actions.AdultsMissing: _("More adults must come along"),
    }
    return headings[type(error)]  # type: ignore[index]  # every rule has its words; a new one must get them


def _alternatives(occurrence: Occurrence) -> list[Slot]:
    """Up to three other times with room: of the same offer, else of others in its industry."""
    now = timezone.now()
    own = [slot for slot in bookable_slots(occurrence.offer, now) if slot.occurrence.pk != occurrence.pk]
    free = [slot for slot in own if not slot.is_full]
    return free[:ALTERNATIVES] if free else _elsewhere(occurrence.offer)


def _elsewhere(offer: Offer) -> list[Slot]:
    now, page = timezone.now(), offer.page_in(offer.first_language)
    if page is None:
        return []
    alike = Offer.objects.open().filter(pages__industry=page.industry, pages__live=True).exclude(pk=offer.pk)
    near = alike.filter(host__municipality_id=offer.host.municipality_id).distinct()[:12]
    found = [slot for other in near for slot in bookable_slots(other, now, 1) if not slot.is_full]
    return sorted(found, key=lambda slot: slot.occurrence.starts_at)[:ALTERNATIVES]


@login_required
def taken(request: HttpRequest) -> HttpResponse:
    """Choose another time after a lost race: the answers are kept."""
    occurrence = _occurrence(Draft(request.session))
    if occurrence is None:
        return redirect("search:catalogue")
    try:
        refuse_date(occurrence, timezone.now())
    except actions.NotBookable as error:
        return _refused(request, occurrence, error)
    return redirect("bookings:time")
