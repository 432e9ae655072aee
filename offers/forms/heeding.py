"""Forms that name days: a day that cannot be is refused, one that is odd is asked about once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from offers.calendar_checks import Calendar


class HeedsCalendar(forms.Form):
    """Knows the calendar; `anyway` is only seen when there is something to say, and passes what does not block."""

    anyway = forms.BooleanField(label=_("We know. Do it all the same"), required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, calendar: Calendar | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calendar = calendar

    def heed(self, *names: str) -> None:
        """Look at the days in these fields."""
        if self.calendar is None:
            return
        doubts = []
        for name in names:
            day = self.cleaned_data.get(name)
            for remark in self.calendar.remarks(day) if day else ():
                if remark.blocks:
                    self.add_error(name, remark.sentence)
                elif remark.sentence not in doubts:
                    doubts.append(remark.sentence)
        if doubts:
            self._ask(doubts)

    def _ask(self, doubts: list[str]) -> None:
        self.fields["anyway"].widget = forms.CheckboxInput()
        if not self.cleaned_data.get("anyway"):
            self.add_error("anyway", ". ".join(sentence[:1].upper() + sentence[1:] for sentence in doubts))
