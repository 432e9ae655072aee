"""What is said on the day: how late, and how many came."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bookings.models import Booking

MINUTES = (5, 10, 15, 20, 30, 45, 60, 90)


def _minutes() -> list[tuple[int, str]]:
    return [(n, ngettext("%(n)s minute", "%(n)s minutes", n) % {"n": n}) for n in MINUTES]


class LateForm(forms.Form):
    """About how late, and why."""

    minutes = forms.TypedChoiceField(label=_("About how late?"), coerce=int, choices=_minutes, initial=15)
    note = forms.CharField(
        label=_("What the other side should know"), required=False, max_length=200, help_text=_("You may leave it out")
    )


class PupilsForm(forms.Form):
    """How many came."""

    pupils = forms.IntegerField(
        label=_("How many pupils came?"),
        min_value=1,
        max_value=999,
        error_messages={
            "required": _("Write how many pupils came"),
            "invalid": _("Write a number, for example 24"),
            "min_value": _("Write at least 1. If nobody came, use the other button"),
            "max_value": _("Write at most 999"),
        },
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, booking: Booking) -> None:
        super().__init__(data, initial={"pupils": booking.attended_pupils or booking.pupils}, label_suffix="")
