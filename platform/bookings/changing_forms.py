"""The forms of somebody who changes a visit: how many come, who looks after it, and to which time it moves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from bookings.colleagues import choices
from bookings.forms import FreeTextField, adults_field, pupils_field
from bookings.refusals import AdultsMissing, Refusal
from bookings.slots import Slot
from bookings.why_not import why_not


class SizeForm(forms.Form):
    """How many come."""

    pupils = pupils_field()
    adults = adults_field()

    def refuse(self, refusal: Refusal) -> None:
        """Say the refusal at the answer it is about; what was typed stands."""
        self.add_error("adults" if isinstance(refusal, AdultsMissing) else "pupils", why_not(refusal))


class HandOverForm(forms.Form):
    """Which colleague looks after the visit from now on."""

    to = forms.ChoiceField(
        label=_("Who looks after the visit from now on?"),
        error_messages={"required": _("Choose a colleague"), "invalid_choice": _("Choose a colleague from the list")},
    )

    def __init__(self, *args: Any, colleagues: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = colleagues
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = [("", _("Choose a colleague")), *choices(colleagues)]

    @property
    def person(self) -> User:
        """The colleague who was chosen."""
        return next(person for person in self.colleagues if str(person.pk) == self.cleaned_data["to"])


class MoveForm(forms.Form):
    """To which time of the same offer."""

    tid = forms.ChoiceField(
        label=_("Times"),
        error_messages={
            "required": _("Choose a time"),
            "invalid_choice": _("That time can no longer be booked. Choose another"),
        },
    )

    def __init__(self, *args: Any, slots: list[Slot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tid = self.fields["tid"]
        assert isinstance(tid, forms.ChoiceField)
        tid.choices = [(str(slot.occurrence.pk), slot.words) for slot in slots]

    @property
    def chosen(self) -> str:
        """The time that is marked."""
        return str(self["tid"].value() or "")


class NoToMoveForm(forms.Form):
    """Why a move does not suit."""

    reason = FreeTextField(
        label=_("Why? The other side reads this"),
        max_length=500,
        rows=3,
        error_messages={"required": _("Write why, so that the other side knows what it is about")},
    )
