"""A visit as both sides see it: the receipt, and its calendar entry."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from bookings.alternatives import alternatives_to
from bookings.calendars import calendar_for
from bookings.getting_there import WayThere, trip_to, way_there
from bookings.journey import address
from bookings.line import number_in_line, siblings_of
from bookings.models import Booking, BookingState
from bookings.models.booking import CANCELLABLE, ENDED
from bookings.moves import may_move, move_under_way
from bookings.permissions import Standing, acts_for_school, shows_host_phone, shows_teacher_phone, standing_of
from bookings.receipts import heading_of, lead_of, next_steps
from bookings.rules import free_until
from bookings.together import together_facts
from bookings.where import contact_of, facts_of, place_of

LINED_UP = frozenset({BookingState.WAITLISTED, BookingState.OFFERED})


def visible_booking(request: HttpRequest, reference: str) -> tuple[Booking, Standing]:
    """The booking, for people at the school and at the host; 404 for everybody else. What has lapsed reads so."""
    booking = Booking.objects.in_full().filter(reference=reference).first()
    if booking is None or not isinstance(request.user, User):
        raise Http404
    standing = standing_of(request.user, booking)
    if not standing.sees:
        raise Http404
    booking.state = booking.state_at(timezone.now())
    return booking, standing


@login_required
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """What is agreed, what happens next, and how to change or cancel it."""
    booking, standing = visible_booking(request, reference)
    if booking.moves is not None:
        return redirect("bookings:receipt", booking.moves.reference)
    now, occurrence = timezone.now(), booking.occurrence
    context = {
        **visit_facts(booking, standing),
        "heading": heading_of(booking),
        "lead": lead_of(booking),
        "next": [] if standing.hosts else next_steps(booking, now),
        **line_facts(booking),
        **change_facts(booking, standing, now),
        "can_cancel": _can_cancel(booking, standing, now),
        "is_free": now < free_until(occurrence),
        "free_until": free_until(occurrence),
        "is_coming": booking.state in CANCELLABLE and occurrence.ends_at > now,
        "has_place": booking.state not in ENDED | LINED_UP,
        "ways": [] if standing.hosts else _ways_on(booking, now),
        "colleague_url": _to_a_colleague(request, booking),
        **together_facts(booking, standing, now),
        "way": None if standing.hosts else _way(booking, now),
    }
    return render(request, "bookings/receipt.html", context)


def _way(booking: Booking, now: datetime) -> WayThere | None:
    """How the class gets to a visit that lies ahead."""
    if booking.state not in CANCELLABLE or booking.occurrence.starts_at <= now:
        return None
    offer = booking.occurrence.offer
    return way_there(offer, trip_to(offer, booking.school), booking.occurrence)


def line_facts(booking: Booking) -> dict[str, Any]:
    """Where the class stands, and on how many other lists."""
    waits = booking.state in LINED_UP
    return {"number": number_in_line(booking), "others": siblings_of(booking).count() if waits else 0}


def change_facts(booking: Booking, standing: Standing, now: datetime) -> dict[str, Any]:
    """What the reader may do with the visit, and the wish to move that waits."""
    acts = acts_for_school(standing, booking)
    moving = move_under_way(booking, standing, now)
    return {
        "acts": acts,
        "moving": moving,
        "can_move": moving is None and may_move(booking, standing, now),
        "can_change": acts and booking.state in CANCELLABLE and booking.occurrence.starts_at > now,
    }


def _ways_on(booking: Booking, now: datetime) -> list[dict[str, Any]]:
    """Other times, when this one came to nothing."""
    slots = alternatives_to(booking, now) if booking.state in ENDED else []
    return [{"slot": slot, "url": address("start", slot.occurrence)} for slot in slots]


def visit_facts(booking: Booking, standing: Standing) -> dict[str, Any]:
    """What every page about one visit shows; phones only when the other side may have them."""
    offer = booking.occurrence.offer
    name, phone, _email = contact_of(offer)
    return {
        "booking": booking,
        "occurrence": booking.occurrence,
        "offer": offer,
        "facts": facts_of(offer),
        "place": place_of(offer, booking.school),
        "as_host": standing.hosts,
        "host_contact": {"name": name, "phone": phone} if shows_host_phone(booking.state) else None,
        "teacher_phone": booking.contact_phone if _teacher_phone_is_for(booking, standing) else "",
    }


def _teacher_phone_is_for(booking: Booking, standing: Standing) -> bool:
    return not standing.hosts or shows_teacher_phone(booking.state)


def _can_cancel(booking: Booking, standing: Standing, now: datetime) -> bool:
    stands = booking.state in CANCELLABLE and booking.occurrence.starts_at > now
    if standing.hosts:
        return stands and booking.state != BookingState.PENDING
    return stands and booking.state not in LINED_UP and acts_for_school(standing, booking)


def _to_a_colleague(request: HttpRequest, booking: Booking) -> str:
    """A mail to write oneself: nothing is sent from here."""
    url = request.build_absolute_uri(reverse("bookings:receipt", args=[booking.reference]))
    subject = _("%(group)s: %(title)s") % {"group": booking.group, "title": booking.occurrence.offer.title}
    return "mailto:?" + urlencode({"subject": subject, "body": f"{lead_of(booking)}\n{url}"}).replace("+", "%20")


@login_required
def calendar(request: HttpRequest, reference: str) -> HttpResponse:
    """The visit as an .ics file, for as long as there is one."""
    booking, _standing = visible_booking(request, reference)
    if booking.state in ENDED | LINED_UP:
        raise Http404
    entry = calendar_for(booking, language=get_language() or "da", method="PUBLISH")
    response = HttpResponse(entry, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{booking.reference}.ics"'
    return response
