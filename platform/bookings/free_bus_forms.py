"""The form of a municipality that gives classes free buses."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from bookings.actions.free_buses import BusFacts
from bookings.forms import FreeTextField
from bookings.models import FreeBus
from bookings.models.together import SATURDAY
from offers.forms.dates import clock_field, day_field

FIELDS = ("first_day", "last_day", "from_time", "until_time", "note")


class FreeBusForm(forms.Form):
    """On which days, in which hours, and how a class uses it."""

    first_day = day_field(_("From"))
    last_day = day_field(_("Until and with"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Weekdays (optional)"),
        help_text=_("None chosen means every school day"),
        coerce=int,
        choices=[(number, WEEKDAYS[number]) for number in range(SATURDAY)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    from_time = clock_field(_("Not before (optional)"))
    until_time = clock_field(_("Not after (optional)"))
    note = FreeTextField(
        label=_("How does a class use it?"),
        help_text=_("For example: show the class's card to the driver, and ring the bus company the day before"),
        max_length=300,
        rows=3,
        error_messages={"required": _("Write how a class uses the free bus")},
    )

    def __init__(self, *args: Any, window: FreeBus | None = None, **kwargs: Any) -> None:
        known = {name: getattr(window, name) for name in (*FIELDS, "weekdays")} if window else {}
        super().__init__(*args, **{"initial": known, "label_suffix": "", **kwargs})
        self.fields["from_time"].required = self.fields["until_time"].required = False

    def clean(self) -> dict[str, Any]:
        """Days and hours in order."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = said.get("first_day"), said.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day must not lie before the first"))
        begins, ends = said.get("from_time"), said.get("until_time")
        if begins and ends and ends <= begins:
            self.add_error("until_time", _("It must end after it begins"))
        return said

    def facts(self) -> BusFacts:
        """The answers as the action takes them."""
        said = self.cleaned_data
        return BusFacts(weekdays=tuple(said["weekdays"]), **{name: said[name] for name in FIELDS})
