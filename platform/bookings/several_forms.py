"""The form for several classes at once: rows for the classes, the dates they may come, one contact."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bookings.actions import ClassFacts
from bookings.drafts import ROW
from bookings.forms import ContactForm, GroupForm, PhoneForm
from bookings.slots import Slot
from schools.models import School


class RowForm(GroupForm):
    """One class; an empty row is no class."""

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"c{number}", label_suffix="", **kwargs)
        self.number = number
        self.fields["label"].help_text = self.fields["pupils"].help_text = ""
        self.fields["adults"].label = _("Number of adults")

    def has_changed(self) -> bool:
        """Whether anything was written in the row."""
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in ROW)


class SeveralForm(ContactForm, PhoneForm):
    """What is the same for all of them."""

    dates = forms.MultipleChoiceField(
        label=_("Which times?"),
        help_text=_("Each class comes to the first of them that has room"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one time"),
            "invalid_choice": _("That time can no longer be booked. Choose another"),
        },
    )
    school = forms.ChoiceField(label=_("School"))
    how = forms.ChoiceField(
        label=_("If not all of them find room"),
        choices=[("all", _("Send none of them: they come together or not at all")), ("some", _("Send those that do"))],
        widget=forms.RadioSelect,
        initial="all",
    )

    def __init__(
        self,
        *args: Any,
        slots: Sequence[Slot],
        schools: Sequence[School],
        words: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.slots, self.schools = slots, schools
        self._choose("dates", words)
        self._choose("school", [(str(school.pk), str(school)) for school in schools])
        if len(schools) == 1:
            del self.fields["school"]
        if self.colleagues:
            self.fields["phone"].label = _("Mobile on the day")

    def _choose(self, name: str, found: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, (forms.ChoiceField, forms.MultipleChoiceField))
        field.choices = list(found)

    @property
    def for_school(self) -> School:
        """The school that was chosen, or the only one."""
        chosen = self.cleaned_data.get("school")
        return next((school for school in self.schools if str(school.pk) == chosen), self.schools[0])

    @property
    def chosen_dates(self) -> list[int]:
        """The times, in the order of the calendar."""
        chosen = set(self.cleaned_data["dates"])
        return [slot.occurrence.pk for slot in self.slots if str(slot.occurrence.pk) in chosen]


def facts_of_rows(rows: Iterable[RowForm], shared: SeveralForm) -> list[ClassFacts]:
    """The classes as the action takes them: phone and needs are said once for all."""
    said = shared.cleaned_data
    return [replace(row.facts(), phone=said["phone"], needs=said["needs"]) for row in rows]
