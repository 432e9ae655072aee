"""From which day to which, why, and whether it blocks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

WEIGHTS = [("nej", _("Warn the teacher, who may book all the same")), ("ja", _("No class may book on these days"))]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=dict.fromkeys(("required", "invalid"), _("Write a day, for example 09.02.2027")),
    )


class ClosedPeriodForm(forms.Form):
    """One period."""

    first_day = _day(_("First day"))
    last_day = _day(_("Last day"))
    note = forms.CharField(
        label=_("Why? (optional)"),
        help_text=_("Teachers and hosts read it. For example: camp, project week, tests"),
        required=False,
        max_length=120,
    )
    weight = forms.ChoiceField(
        label=_("What happens when somebody wants to book?"), choices=WEIGHTS, widget=forms.RadioSelect, initial="nej"
    )

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = facts.get("first_day"), facts.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first. Choose a later one"))
        return facts

    def facts(self) -> dict[str, Any]:
        """The answers as the actions take them."""
        said = self.cleaned_data
        kept = {name: said[name] for name in ("first_day", "last_day", "note")}
        return {**kept, "blocks": said["weight"] == "ja"}
