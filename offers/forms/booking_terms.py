"""The fourth step: how booking works."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from offers.actions.terms import TERMS
from offers.forms.steps import StepForm, number
from offers.models import OfferPage

ANSWERS = [("ja", _("Yes, we answer each request")), ("nej", _("No, a class that books has its place at once"))]


class BookingTermsForm(StepForm):
    """Approval, deadlines; they hold from the moment they are saved, in every language."""

    FACT_FIELDS: ClassVar[frozenset[str]] = frozenset(TERMS)
    WIDTHS: ClassVar[dict[str, str]] = dict.fromkeys(("answer_days", "close_days", "cancel_days"), "s")

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
    takes_wishes = forms.BooleanField(
        label=_("Teachers may suggest a day when none of ours fits"),
        help_text=_("You answer each wish: one of the days, another one, or no"),
        required=False,
    )

    def read(self, page: OfferPage) -> dict[str, Any]:
        """Yes or no as words."""
        return {**super().read(page), "approval_required": "ja" if page.offer.approval_required else "nej"}

    def values(self) -> dict[str, Any]:
        """A day that was left blank keeps what it was."""
        values = {name: value for name, value in super().values().items() if value is not None}
        if "approval_required" in values:
            values["approval_required"] = values["approval_required"] == "ja"
        return values
