"""The forms of what both sides write together: a message, and what they expect of a visit."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from bookings.expectations import FIELDS, LONGEST
from bookings.forms import FreeTextField
from bookings.refusals import NewerVersion, Refusal
from bookings.why_not import why_not

TOO_LONG = _("Write at most %(limit_value)s characters. There are %(show_value)s now")


class LongTextField(FreeTextField):
    """A longer text; the limit is said when it is passed, where `maxlength` would cut a pasted text in silence."""

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(rows=rows, validators=[MaxLengthValidator(LONGEST, TOO_LONG)], **kwargs)

    def to_python(self, value: Any) -> str:
        """One kind of line break, whatever the browser sends."""
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class NoteForm(forms.Form):
    """One message to the other side."""

    text = LongTextField(
        label=_("Your message"),
        help_text=_("Both sides can read it here. Never write pupils' names."),
        error_messages={"required": _("Write what you want to say")},
    )


class ExpectationsForm(forms.Form):
    """What is expected of a visit; every answer may be left out, but not all of them."""

    based_on = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    purpose = LongTextField(label=_("What is the visit for?"), required=False)
    context = LongTextField(label=_("What does the class work on before and after?"), required=False)
    level = LongTextField(
        label=_("What do the pupils know already?"),
        help_text=_("And what should be easier or harder for some. No names or diagnoses."),
        rows=3,
        required=False,
    )
    tasks = LongTextField(
        label=_("What do the pupils do?"),
        help_text=_("Keep the parts of the offer that suit the class, take out the others, add what you wish for."),
        rows=7,
        required=False,
    )
    roles = LongTextField(label=_("Who does what?"), rows=4, required=False)
    practicalities = LongTextField(
        label=_("Practical things"), help_text=_("Clothes, food, breaks, pictures, the way there."), required=False
    )
    agrees = forms.BooleanField(
        label=_("We agree to this version"),
        help_text=_("The visit is ready when the other side has ticked the same version."),
        required=False,
    )

    @property
    def texts(self) -> dict[str, str]:
        """What was written, by field."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    def refuse(self, refusal: Refusal) -> None:
        """Say why nothing was saved; who has read the newer version may then save above it."""
        self.add_error(None, why_not(refusal))
        if isinstance(refusal, NewerVersion):
            sent = {name: self.data[name] for name in self.data}  # not `**`, which would unpack lists
            self.data = {**sent, "based_on": str(refusal.number)}
