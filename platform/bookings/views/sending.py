"""What the last step of booking sends: a wish for the date, or a place in line on it and on other full dates."""

from uuid import UUID, uuid5

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from accounts.models import User
from bookings import actions
from bookings.drafts import Draft
from bookings.forms import ClassForm
from bookings.journey import Journey
from bookings.models import Booking
from bookings.permissions import acts_for_school, standing_of
from bookings.refusals import AdultsMissing, GroupTooLarge, GroupTooSmall, NotBookable
from bookings.slots import Slot, bookable_slots
from bookings.views.refusing import refused_page

WRONG_ANSWERS = (GroupTooSmall, GroupTooLarge, AdultsMissing)


def full_dates(journey: Journey, pupils: int) -> tuple[Slot | None, list[Slot]]:
    """The chosen date when it has no room for so many, and the offer's other dates that have none either."""
    crowded = [
        slot
        for slot in bookable_slots(journey.offer, timezone.now())
        if slot.opens_at is None and not slot.fits(pupils)
    ]
    own = next((slot for slot in crowded if slot.occurrence == journey.occurrence), None)
    return own, [slot for slot in crowded if slot is not own] if own else []


def sent_before(request: HttpRequest) -> Booking | None:
    """What the same key made a moment ago, for whoever may look after it.

    Answers that are still there are sent with their key, and the action finds what they made; so nobody asks here.
    """
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        return None
    if Draft(request.session).would_send(key, request.GET.get("tid", "")):
        return None
    made = Booking.objects.filter(Q(idempotency_key=key) | Q(queue_key=uuid5(key, "dates"))).in_full().first()
    if made is None or not isinstance(request.user, User):
        return None
    return made if acts_for_school(standing_of(request.user, made), made) else None


def send(request: HttpRequest, journey: Journey, form: ClassForm, key: UUID) -> HttpResponse:
    """Book or stand in line, as the button said; a refusal keeps what was typed."""
    try:
        booking = (_stand_in_line if "wait" in request.POST else _ask)(request.POST, journey, form, key)
    except WRONG_ANSWERS:
        return journey.go("group")
    except NotBookable as refusal:
        return refused_page(request, journey, refusal, form=form, key=str(key))
    journey.draft.clear()
    return redirect("bookings:receipt", booking.reference)


def _ask(sent: QueryDict, journey: Journey, form: ClassForm, key: UUID) -> Booking:
    assert journey.school is not None
    return actions.request_places(
        occurrence_id=journey.occurrence.pk,
        school=journey.school,
        facts=form.facts(),
        idempotency_key=key,
        by=journey.user,
        contact=form.comes_along,
        wait_if_full="wait_if_full" in sent,
    )


def _stand_in_line(sent: QueryDict, journey: Journey, form: ClassForm, key: UUID) -> Booking:
    assert journey.school is not None
    _own, others = full_dates(journey, form.cleaned_data["pupils"])
    ticked = set(sent.getlist("also"))
    also = [slot.occurrence.pk for slot in others if str(slot.occurrence.pk) in ticked]
    entries = actions.join_waiting_list(
        occurrence_ids=[journey.occurrence.pk, *also],
        school=journey.school,
        facts=form.facts(),
        idempotency_key=key,
        by=journey.user,
        contact=form.comes_along,
    )
    return entries[0]
