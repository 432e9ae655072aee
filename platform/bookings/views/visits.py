"""A visit as both sides see it: the receipt, and its calendar entry."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.audit import history
from accounts.permissions import membership_of
from bookings.messages import calendar_for, cancel_token
from bookings.models import Booking, BookingState
from bookings.models.booking import CANCELLABLE
from bookings.permissions import acts_for_school, hosts, sees

ROWS = Booking.objects.select_related(
    "occurrence__offer__host__municipality", "school__organisation", "group", "contact"
)


def visible_booking(request: HttpRequest, reference: str) -> Booking:
    """The booking, for the school and the host; 404 for everybody else."""
    booking = ROWS.all().filter(reference=reference).first()
    if booking is None or not sees(membership_of(request), booking):
        raise Http404
    late = booking.expires_at is not None and booking.expires_at <= timezone.now()
    if late and booking.state == BookingState.PENDING:
        booking.state = BookingState.EXPIRED
    return booking


@login_required
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """What is agreed, what happens next, and how to cancel."""
    booking = visible_booking(request, reference)
    membership, now = membership_of(request), timezone.now()
    offer = booking.occurrence.offer
    can_end = booking.state in CANCELLABLE and booking.occurrence.starts_at > now
    context = {
        "booking": booking,
        "offer": offer,
        "page": offer.page_in(offer.first_language),
        "facts": offer.page_in(offer.first_language),
        "as_host": hosts(membership, booking),
        "may_cancel": can_end and acts_for_school(membership, booking),
        "host_may_cancel": can_end and hosts(membership, booking),
        "history": history(booking),
        "is_past": booking.occurrence.ends_at < now,
        "token": cancel_token(booking),
    }
    return render(request, "bookings/receipt.html", context)


@login_required
def calendar(request: HttpRequest, reference: str) -> HttpResponse:
    """The visit as an .ics file."""
    booking = visible_booking(request, reference)
    ended = booking.state in {BookingState.CANCELLED, BookingState.DECLINED, BookingState.EXPIRED}
    response = HttpResponse(calendar_for(booking, cancelled=ended), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{booking.reference}.ics"'
    return response
