"""The fourth step: how booking works."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from offers.actions.terms import TERMS
from offers.forms.steps import StepForm, line, number
from offers.models import OfferPage

MAY_BE_EMPTY = frozenset({"open_days", "pupils_per_adult"})
ANSWERS = [("ja", _("Yes, we answer each request")), ("nej", _("No, a class that books has its place at once"))]


class BookingTermsForm(StepForm):
    """Approval, deadlines; they hold from the moment they are saved, in every language."""

    FACT_FIELDS: ClassVar[frozenset[str]] = frozenset(TERMS)
    WIDTHS: ClassVar[dict[str, str]] = dict.fromkeys(
        ("answer_days", "open_days", "close_days", "cancel_days", "pupils_per_adult"), "s"
    )

    approval_required = forms.ChoiceField(
        label=_("Do you want to say yes to each class yourselves?"), choices=ANSWERS, widget=forms.RadioSelect
    )
    answer_days = number(
        _("Working days you need to answer"),
        _("Then the place is given free again"),
        error=_("Write a number of days from 1 to 20, for example 2"),
        least=1,
        most=20,
    )
    open_days = number(
        _("Booking opens, days before (optional)"),
        _("Leave it empty, and a date can be booked as soon as it is there"),
        error=_("Write a number of days from 1 to 365, for example 90"),
        least=1,
        most=365,
    )
    close_days = number(
        _("Booking closes, working days before"),
        error=_("Write a number of days from 0 to 60, for example 3"),
        most=60,
    )
    cancel_days = number(
        _("Free cancellation until, working days before"),
        error=_("Write a number of days from 0 to 60, for example 5"),
        most=60,
    )
    late_terms = line(
        _("If the class cancels later than that (optional)"),
        _("What the class should know or do. For example: ring us, we have bought food for you"),
        max_length=200,
    )
    pupils_per_adult = number(
        _("One adult for how many pupils? (optional)"),
        _("For example 10: a class of 24 then comes with three adults. Leave it empty when it does not matter"),
        error=_("Write a number of pupils from 1 to 99, for example 10"),
        least=1,
        most=99,
    )
    takes_wishes = forms.BooleanField(
        label=_("Teachers may suggest a day when none of ours fits"),
        help_text=_("You answer each wish: one of the days, another one, or no"),
        required=False,
    )

    def read(self, page: OfferPage) -> dict[str, Any]:
        """Yes or no as words."""
        return {**super().read(page), "approval_required": "ja" if page.offer.approval_required else "nej"}

    def values(self) -> dict[str, Any]:
        """A day that was left blank keeps what it was, unless it may be empty."""
        values = {name: value for name, value in super().values().items() if value is not None or name in MAY_BE_EMPTY}
        if "approval_required" in values:
            values["approval_required"] = values["approval_required"] == "ja"
        return values
