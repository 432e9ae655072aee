"""Each desk begins with what waits; the rows come from the rooms they belong to."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.guards import company_desk, member_desk, municipal_desk, school_desk
from accounts.models import Membership, Organisation
from accounts.permissions import (
    acts_for_all_classes,
    leads_school,
    membership_of,
    works_in_company,
    works_in_municipality,
)
from accounts.views.admissions import requests_for
from bookings.line import with_numbers
from bookings.models import Booking, BookingState, TransportRequest
from bookings.models.booking import BookingQuerySet
from bookings.payers import pays
from desks.dead_letters import dead_letters_of
from desks.gathering import booking_rows, company_offers, lined_up, pages_in_review
from desks.wishes import unanswered_in, wishes_of, wishes_put_to

MOST_PAST = 12


def _own(request: HttpRequest) -> Membership:
    membership = membership_of(request)
    assert membership is not None
    return membership


@member_desk
def start(request: HttpRequest) -> HttpResponse:
    """Lead a person to the desk of the organisation they work under."""
    own = _own(request)
    if works_in_company(own):
        return redirect("desks:company")
    if works_in_municipality(own):
        return redirect("desks:municipality")
    return redirect("desks:school" if acts_for_all_classes(own) else "desks:teacher")


@school_desk
def teacher(request: HttpRequest) -> HttpResponse:
    """A teacher's own visits: waiting, coming, past."""
    own, now = _own(request), timezone.now()
    mine = Booking.objects.of_school(own.organisation).filter(contact_id=request.user.pk)
    context = {**_visits(mine, now), "own": own, "now": now}
    context["wishes"] = wishes_of(own.organisation, now, contact=own.person)
    return render(request, "desks/teacher.html", context)


@school_desk
def school(request: HttpRequest) -> HttpResponse:
    """All visits of the school, for those who lead it and for its learning centre."""
    own, now = _own(request), timezone.now()
    if not acts_for_all_classes(own):
        return redirect("desks:teacher")
    everyone = Booking.objects.of_school(own.organisation)
    context = {**_visits(everyone, now), "own": own, "now": now, "asking": requests_for(own)}
    context["wishes"] = wishes_of(own.organisation, now)
    ways = list(TransportRequest.objects.of_school(own.organisation).awaiting(now).in_full())
    context |= {"ways": ways, "leads": leads_school(own), "pays": bool(ways) and pays(own)}
    return render(request, "desks/school.html", context)


def _visits(bookings: BookingQuerySet, now: datetime) -> dict[str, list[Booking]]:
    rows = with_numbers(booking_rows(bookings.standing_alone()))
    coming = rows.filter(occurrence__ends_at__gte=now).order_by("occurrence__starts_at", "pk")
    past = rows.filter(occurrence__ends_at__lt=now).order_by("-occurrence__starts_at", "-pk")
    found = list(coming)
    for booking in found:
        booking.state = booking.state_at(now)
    return {**lined_up(found, now), "past": list(past[:MOST_PAST])}


@company_desk
def company(request: HttpRequest) -> HttpResponse:
    """A company's desk: requests to answer, own offers, who comes."""
    own, now = _own(request), timezone.now()
    wishes = wishes_put_to(own.organisation, now)
    hosted = booking_rows(Booking.objects.hosted_by(own.organisation))
    context = {
        "own": own,
        "now": now,
        "waiting": list(hosted.pending(now).filter(occurrence__starts_at__gt=now).order_by("expires_at", "pk")),
        "coming": list(
            hosted.standing_alone()
            .filter(state=BookingState.CONFIRMED, occurrence__ends_at__gte=now)
            .order_by("occurrence__starts_at")
        ),
        "offers": company_offers(own.organisation),
        "asking": requests_for(own),
        "wishes": wishes,
        "to_answer": sum(row.is_mine for row in wishes),
    }
    return render(request, "desks/company.html", context)


@municipal_desk
def municipality(request: HttpRequest) -> HttpResponse:
    """What waits for a municipal editor: texts to approve, people and companies to answer."""
    own = _own(request)
    context = {
        "own": own,
        "reviews": pages_in_review(own.organisation),
        "asking": requests_for(own),
        "companies": Organisation.objects.waiting().in_municipality_of(own.organisation),
        "wishes": unanswered_in(own.organisation, timezone.now()),
        "dead": dead_letters_of(own.organisation).count(),
    }
    return render(request, "desks/municipality.html", context)
