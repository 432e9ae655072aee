"""The waiting list in front of people: the signed page on which a place is taken, declined or left."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.models import User
from bookings import actions
from bookings.line import number_in_line, siblings_of
from bookings.models import Booking, BookingState
from bookings.refusals import NotWaiting
from bookings.signing import PLACE, booking_of
from bookings.where import facts_of, place_of

ACTS = {"take": actions.accept_place, "decline": actions.decline_place, "leave": actions.leave_waiting_list}
TAKEN = frozenset({BookingState.PENDING, BookingState.CONFIRMED})


def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a mail: shows the place or the line; only its buttons do something."""
    booking = booking_of(token, PLACE)
    if booking is None:
        raise Http404
    act = next((ACTS[name] for name in ACTS if name in request.POST), None) if request.method == "POST" else None
    if act is None:
        return _page(request, booking)
    by = request.user if isinstance(request.user, User) else None
    try:
        act(booking=booking, by=by)
    except NotWaiting:
        return _page(request, booking, status=409)
    return redirect("bookings:place", token)


def _page(request: HttpRequest, booking: Booking, *, status: int = 200) -> HttpResponse:
    booking.refresh_from_db(fields=["state", "expires_at"])
    state = booking.state_at(timezone.now())
    context = {
        "booking": booking,
        "state": state,
        "is_offered": state == BookingState.OFFERED,
        "is_waiting": state == BookingState.WAITLISTED,
        "is_taken": state in TAKEN,
        "number": number_in_line(booking),
        "others": siblings_of(booking).count(),
        "occurrence": booking.occurrence,
        "offer": booking.occurrence.offer,
        "facts": facts_of(booking.occurrence.offer),
        "place": place_of(booking.occurrence.offer, booking.school),
    }
    return render(request, "bookings/place.html", context, status=status)
