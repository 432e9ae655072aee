"""The classes that come to a date as rows of a spreadsheet: UTF-8 with its mark, semicolons, no cell a formula."""

import csv
from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from bookings.models import Booking

FORMULAS = frozenset("=+-@\t\r\n＝＋－＠")


def harmless(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP ASVS 5.0, V1.2.10)."""
    text = str(cell)
    return f"'{text}" if text[:1] in FORMULAS else text


def as_csv(bookings: Iterable[Booking], name: str) -> HttpResponse:
    """The file, as Danish and Swedish spreadsheets open it."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow(
        [
            _("Class"),
            _("School"),
            _("Pupils"),
            _("Adults"),
            _("Teacher"),
            _("Phone"),
            _("Needs"),
            _("State"),
            _("Number in line"),
        ]
    )
    writer.writerows([harmless(cell) for cell in _cells(booking)] for booking in bookings)
    return response


def _cells(booking: Booking) -> tuple[object, ...]:
    people = (booking.pupils, booking.adults, booking.contact or "", booking.contact_phone)
    return booking.group.label, booking.school, *people, booking.needs, _state(booking), booking.number or ""


def _state(booking: Booking) -> str:
    """A row that only holds a new time says so."""
    return _("Would like to move here") if booking.moves_id else booking.get_state_display()
