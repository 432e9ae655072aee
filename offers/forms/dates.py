"""Adding dates: one, or a weekly series."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from offers.forms.heeding import HeedsCalendar
from offers.forms.resources import NeedsResources
from offers.forms.steps import line, number
from offers.models import CapacityUnit
from offers.series import Wish, moment

A_YEAR = timedelta(days=366)
CLOCKS = ["%H:%M", "%H.%M", "%H"]


def day_field(label: Any) -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=dict.fromkeys(("required", "invalid"), _("Write a day, for example 09.02.2027")),
    )


def clock_field(label: Any) -> forms.TimeField:
    """A time of the day."""
    return forms.TimeField(
        label=label,
        input_formats=CLOCKS,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages=dict.fromkeys(("required", "invalid"), _("Write a time, for example 9.00")),
    )


class PlacesForm(NeedsResources):
    """How many can come, and from when until when."""

    begins = clock_field(_("Begins"))
    ends = clock_field(_("Ends"))
    unit = forms.ChoiceField(
        label=_("What do you count?"),
        choices=CapacityUnit.choices,
        widget=forms.RadioSelect,
        initial=CapacityUnit.GROUPS,
    )
    capacity = number(
        _("Places"),
        _("How many classes, or how many pupils, can come at the same time"),
        error=_("Write a number of places from 1 to 999"),
        least=1,
    )

    def clean_capacity(self) -> int:
        """One place when nothing is said."""
        return int(self.cleaned_data["capacity"] or 1)

    def clean(self) -> dict[str, Any]:
        """A visit ends after it begins."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = facts.get("begins"), facts.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("It must end after it begins"))
        return facts


class OccurrenceForm(HeedsCalendar, PlacesForm):
    """One date."""

    day = day_field(_("Day"))
    note = line(_("Note to the class (optional)"), _("For example: gate 3"), max_length=200)
    field_order = ("day", "begins", "ends", "unit", "capacity", "note", "resources", "anyway")

    def clean(self) -> dict[str, Any]:
        """A day that nothing speaks against, or that is wanted all the same."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        self.heed("day")
        return facts

    def clean_day(self) -> date:
        """A day ahead of us."""
        day: date = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("The day is past. Choose one that lies ahead"))
        return day

    @property
    def times(self) -> tuple[datetime, datetime]:
        """Start and end as moments."""
        facts = self.cleaned_data
        return moment(facts["day"], facts["begins"]), moment(facts["day"], facts["ends"])

    def facts(self) -> dict[str, Any]:
        """What the actions want."""
        starts_at, ends_at = self.times
        kept = {name: self.cleaned_data[name] for name in ("unit", "capacity", "note")}
        return {"starts_at": starts_at, "ends_at": ends_at, "resources": self.needed(), **kept}


def _read_day(text: str) -> date:
    try:
        day = forms.DateField().to_python(text)  # in any of the site's ways to write a day
    except forms.ValidationError as wrong:
        words = _("We cannot read %(text)s as a day. Write it like 24.02.2027")
        raise forms.ValidationError(words, params={"text": text}) from wrong
    assert day is not None
    return day


class SeriesForm(PlacesForm):
    """The same weekday for a while."""

    weekday = forms.TypedChoiceField(
        label=_("Weekday"), coerce=int, choices=[(number, WEEKDAYS[number]) for number in range(5)]
    )
    first_day = day_field(_("From"))
    last_day = day_field(_("Until"))
    except_days = forms.CharField(
        label=_("Leave these days out too (optional)"),
        help_text=_("One day per line, for example 24.02.2027"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    skip_busy = forms.BooleanField(label=_("Leave out our busy weeks"), required=False, initial=True)
    field_order = (
        "weekday",
        "first_day",
        "last_day",
        "begins",
        "ends",
        "unit",
        "capacity",
        "resources",
        "except_days",
        "skip_busy",
    )

    def clean_except_days(self) -> frozenset[date]:
        """The days as they are written, each on its own line or after a comma."""
        written = re.split(r"[\n,;]+", self.cleaned_data["except_days"])
        return frozenset(_read_day(text.strip()) for text in written if text.strip())

    def clean(self) -> dict[str, Any]:
        """Days in order, within a year."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = facts.get("first_day"), facts.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first. Choose a later one"))
        if first and last and last - first > A_YEAR:
            self.add_error("last_day", _("A series can last a year at most. Choose an earlier day"))
        if first and first > timezone.localdate() + 3 * A_YEAR:
            self.add_error("first_day", _("Choose a day within the next three years"))
        return facts

    def wish(self) -> Wish:
        """The series that was asked for."""
        facts = self.cleaned_data
        names = ("weekday", "begins", "ends", "first_day", "last_day", "skip_busy", "except_days")
        return Wish(**{name: facts[name] for name in names})

    def places(self) -> dict[str, Any]:
        """What every date of the series has."""
        return {**{name: self.cleaned_data[name] for name in ("unit", "capacity")}, "resources": self.needed()}
