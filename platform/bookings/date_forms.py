"""The forms of a host who changes a date that classes may have asked for."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bookings.forms import FreeTextField, ReasonForm
from offers.forms.dates import clock_field, day_field
from offers.forms.heeding import HeedsCalendar
from offers.forms.steps import line, number
from offers.models import Occurrence
from offers.series import moment


class MoveDateForm(HeedsCalendar, ReasonForm):
    """To which time, and why."""

    day = day_field(_("New day"))
    begins = clock_field(_("The visit begins"))
    ends = clock_field(_("The visit ends"))
    reason = FreeTextField(
        label=_("Why? Everybody on the date reads this"),
        max_length=500,
        rows=3,
        error_messages={"required": _("Write why, so that the classes know what it is about")},
    )
    field_order = ("day", "begins", "ends", "reason", "anyway")

    def __init__(self, *args: Any, occurrence: Occurrence, **kwargs: Any) -> None:
        starts_at, ends_at = timezone.localtime(occurrence.starts_at), timezone.localtime(occurrence.ends_at)
        initial = {"day": starts_at.date(), "begins": starts_at.time(), "ends": ends_at.time()}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Ahead of us, ending after it begins, on a day that can be."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        if {"day", "begins", "ends"} <= facts.keys():
            starts_at, ends_at = self.times()
            if ends_at <= starts_at:
                self.add_error("ends", _("It must end after it begins"))
            if starts_at <= timezone.now():
                self.add_error("day", _("The day is past. Choose one that lies ahead"))
        self.heed("day")
        return facts

    def times(self) -> tuple[datetime, datetime]:
        """Start and end as moments."""
        said = self.cleaned_data
        return moment(said["day"], said["begins"]), moment(said["day"], said["ends"])


class PlacesForm(forms.Form):
    """How many can come, and what the class should know."""

    capacity = number(
        _("Places"),
        _("How many classes, or how many pupils, can come at the same time"),
        error=_("Write a number of places from 1 to 999"),
        least=1,
    )
    note = line(_("Note to the class (optional)"), _("For example: gate 3"), max_length=200)

    def clean_capacity(self) -> int:
        """A number is needed here."""
        capacity: int | None = self.cleaned_data["capacity"]
        if capacity is None:
            raise forms.ValidationError(_("Write a number of places from 1 to 999"))
        return capacity
