"""The forms of what both sides write together: a message, and what they expect of a visit."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from bookings.forms import FreeTextField

LONGEST = 2000
TOO_LONG = _("Write at most %(limit_value)s characters. There are %(show_value)s now")


class LongTextField(FreeTextField):
    """A longer text; the limit is said when it is passed, where `maxlength` would cut a pasted text in silence."""

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(rows=rows, validators=[MaxLengthValidator(LONGEST, TOO_LONG)], **kwargs)

    def to_python(self, value: Any) -> str:
        """One kind of line break, whatever the browser sends."""
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class NoteForm(forms.Form):
    """One message to the other side."""

    text = LongTextField(
        label=_("Your message"),
        help_text=_("Both sides can read it here. Never write pupils' names."),
        error_messages={"required": _("Write what you want to say")},
    )
