"""The forms about paying for the way: the teacher asks, the leader answers, the school says when its day ends."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bookings.actions import TransportFacts
from bookings.forms import FreeTextField
from bookings.models import TransportRequest
from offers.forms.dates import clock_field

WRONG_PRICE = _("Write the price in digits, for example 1200. Write 0 when it is free")


THOUSANDS = re.compile(r"(?<=\d)[.,\s](?=\d{3}(?:\D|$))")


class KronerField(forms.DecimalField):
    """An amount as people write it: «1200», «1.200», «1.200,50»."""

    def to_python(self, value: Any) -> Any:
        """The amount, without the marks that group its thousands."""
        return super().to_python(THOUSANDS.sub("", value.strip()) if isinstance(value, str) else value)


class TransportForm(forms.Form):
    """How the class travels, and what it costs."""

    means = FreeTextField(
        label=_("How do you travel?"),
        help_text=_("For example: coach with 30 seats, there and back"),
        max_length=120,
        error_messages={"required": _("Write how the class travels, for example by coach")},
    )
    cost = KronerField(
        label=_("Price in kroner"),
        help_text=_("For the whole class, there and back"),
        min_value=0,
        max_digits=8,
        decimal_places=2,
        localize=True,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits"), WRONG_PRICE
        ),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    note = FreeTextField(label=_("A word to the leader (optional)"), max_length=300, rows=3, required=False)

    def __init__(self, *args: Any, asked: TransportRequest | None = None, **kwargs: Any) -> None:
        known = {"means": asked.means, "cost": _typed(asked), "note": asked.note} if asked else {}
        super().__init__(*args, **{"initial": known, "label_suffix": "", **kwargs})

    def facts(self) -> TransportFacts:
        """The answers as the action takes them."""
        said = self.cleaned_data
        return TransportFacts(means=said["means"], cost=said["cost"], note=said["note"])


def _typed(asked: TransportRequest) -> Any:
    """The price without idle decimals."""
    return int(asked.cost) if asked.cost == asked.cost.to_integral_value() else asked.cost


class AnswerForm(forms.Form):
    """The leader's words; with a no they are needed."""

    words = FreeTextField(
        label=_("A word to the teacher"),
        help_text=_("With a no: write why, so that the class can find another way"),
        max_length=300,
        rows=3,
        required=False,
        error_messages={"required": _("Write why, so that the class can find another way")},
    )

    def __init__(self, *args: Any, says_no: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["words"].required = says_no


class LastBellForm(forms.Form):
    """When pupils go home."""

    last_bell = clock_field(_("When does the last bell ring?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["last_bell"].required = False
        self.fields["last_bell"].help_text = _("Teachers then see for each date whether the class is back before it")
