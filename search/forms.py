"""What somebody misses in the catalogue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from search.recipients import reachable_municipalities


class MissedForm(forms.Form):
    """Goes to the coordinator of a municipality; `website` is a trap that people neither see nor fill in."""

    text = forms.CharField(
        label=_("What do you miss?"),
        help_text=_("Subject, grade, trade, place: what your class would like to see. Never write pupils' names here"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write what you miss, for example a visit to a bakery for grade 2"),
            "max_length": _("Write at most 500 characters"),
        },
    )
    municipality = forms.ChoiceField(
        label=_("Municipality"),
        help_text=_("Its coordinator reads it and knows whom to ask"),
        error_messages={
            "required": _("Choose a municipality"),
            "invalid_choice": _("Choose a municipality from the list"),
        },
    )
    email = forms.EmailField(
        label=_("Your e-mail address (optional)"),
        help_text=_("Only if you would like an answer. We send it along and keep it nowhere else"),
        required=False,
        error_messages={"invalid": _("Write an e-mail address, for example navn@skole.dk")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        municipality = self.fields["municipality"]
        assert isinstance(municipality, forms.ChoiceField)
        names = [(row.municipality_id, row.name) for row in reachable_municipalities()]
        municipality.choices = [("", _("Choose a municipality")), *names]

    @property
    def is_trap(self) -> bool:
        """Whether a machine has filled it in."""
        return bool(self.cleaned_data.get("website"))
