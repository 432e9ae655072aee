"""Rows for a spreadsheet, who comes to a date and what ways cost: UTF-8 with its mark, semicolons, no formulas."""

import csv
from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings.models import Booking, TransportRequest

FORMULAS = frozenset("=+-@\t\r\n＝＋－＠")


def harmless(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP ASVS 5.0, V1.2.10)."""
    text = str(cell)
    return f"'{text}" if text[:1] in FORMULAS else text


def as_csv(bookings: Iterable[Booking], name: str) -> HttpResponse:
    """Who comes."""
    heads = [_("Class"), _("School"), _("Pupils"), _("Adults"), _("Teacher"), _("Phone"), _("Needs"), _("State")]
    return csv_file([*heads, _("Number in line")], map(_cells, bookings), name)


def transport_csv(requests: Iterable[TransportRequest], name: str) -> HttpResponse:
    """What the school was asked to pay for, and what it said."""
    heads = [_("Day"), _("Class"), _("Offer"), _("Host"), _("How"), _("Price of the way"), _("Answer")]
    return csv_file([*heads, _("The visit"), _("Asked by"), _("Answered by")], map(_costs, requests), name)


def csv_file(heads: list[str], rows: Iterable[tuple[object, ...]], name: str) -> HttpResponse:
    """The file, as Danish and Swedish spreadsheets open it."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow(heads)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return response


def _costs(request: TransportRequest) -> tuple[object, ...]:
    booking = request.booking
    offer, day = booking.occurrence.offer, timezone.localtime(booking.occurrence.starts_at).date().isoformat()
    price = str(request.cost).replace(".", ",")
    answer = (request.get_state_display(), booking.get_state_display(), request.asked_by or "")
    return (
        day,
        booking.group.label,
        offer.title,
        offer.host,
        request.means,
        price,
        *answer,
        request.answered_by or "",
    )


def _cells(booking: Booking) -> tuple[object, ...]:
    people = (booking.pupils, booking.adults, booking.contact or "", booking.contact_phone)
    return booking.group.label, booking.school, *people, booking.needs, _state(booking), booking.number or ""


def _state(booking: Booking) -> str:
    """A row that only holds a new time says so."""
    return _("Would like to move here") if booking.moves_id else booking.get_state_display()
