"""The forms of booking, answering and cancelling."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from bookings.actions import ClassFacts
from bookings.colleagues import choices
from bookings.refusals import AdultsMissing, GroupTooLarge, GroupTooSmall, NotOpenYet
from bookings.rules import refuse_adults, refuse_pupils
from bookings.slots import Slot
from bookings.why_not import why_not
from offers.models import Offer
from offers.terms_in_words import adults_in_words
from reference.grades import GRADES, Level, grade_label

PERSONAL_NUMBER = re.compile(r"(?<!\d)(?:\d\d)?\d{6}[-+ ]?\d{4}(?!\d)")
PHONE = re.compile(r"\d{8}|0\d{7,11}|\+\d{8,15}")
MOST_PUPILS, MOST_ADULTS = 999, 99


def refuse_personal_number(text: str) -> str:
    """Free text never holds a civil registration number, Danish or Swedish."""
    if PERSONAL_NUMBER.search(text):
        raise forms.ValidationError(_("This looks like a CPR number. Take it out: never write personal numbers here"))
    return text


class FreeTextField(forms.CharField):
    """Text to the other side: no blanks around it, no civil registration numbers in it."""

    def __init__(self, *, rows: int = 0, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        super().__init__(widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        """The text, or what is wrong with it."""
        return refuse_personal_number(super().clean(value))


class WholeNumberField(forms.IntegerField):
    """A small number typed in an ordinary field: number fields lose what was typed wrong."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def __init__(self, *, example: Any, lowest: int, highest: int, **kwargs: Any) -> None:
        wrong = {"required": example, "invalid": example, "min_value": example}
        too_high = {"max_value": _("Write a number up to %(limit_value)s")}
        super().__init__(min_value=lowest, max_value=highest, error_messages={**wrong, **too_high}, **kwargs)


def pupils_field() -> WholeNumberField:
    """How many pupils come."""
    example = _("Write how many pupils come, for example 24")
    return WholeNumberField(label=_("Number of pupils"), lowest=1, highest=MOST_PUPILS, example=example)


def adults_field() -> WholeNumberField:
    """How many adults come along."""
    example = _("Write how many adults come along, for example 2")
    return WholeNumberField(label=_("Number of adults who come along"), lowest=0, highest=MOST_ADULTS, example=example)


class TimeForm(forms.Form):
    """Step 1: which of the offer's times, and which class. A full time leads to its waiting list."""

    tid = forms.ChoiceField(
        label=_("Times"),
        error_messages={
            "required": _("Choose a time"),
            "invalid_choice": _("That time can no longer be booked. Choose another"),
        },
    )
    comes = forms.ChoiceField(
        label=_("Which class comes?"),
        help_text=_("You can change the number of pupils in the next step"),
        error_messages={"required": _("Choose a class"), "invalid_choice": _("Choose a class from the list")},
    )

    def __init__(self, *args: Any, slots: list[Slot], classes: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots = slots
        times, comes = self.fields["tid"], self.fields["comes"]
        assert isinstance(times, forms.ChoiceField)
        assert isinstance(comes, forms.ChoiceField)
        times.choices = [(str(slot.occurrence.pk), slot.words) for slot in slots]
        comes.choices = classes
        if len(classes) == 1 and isinstance(classes[0][1], str):
            comes.widget, self.initial["comes"] = forms.HiddenInput(), classes[0][0]

    def clean_tid(self) -> str:
        """A time whose booking has begun."""
        chosen: str = self.cleaned_data["tid"]
        slot = next(slot for slot in self.slots if str(slot.occurrence.pk) == chosen)
        if slot.opens_at is not None:
            raise forms.ValidationError(why_not(NotOpenYet(slot.opens_at)))
        return chosen

    @property
    def chosen(self) -> str:
        """The time that is marked: what was sent, else what was asked for while it is there."""
        value = str(self["tid"].value() or "")
        return value if any(str(slot.occurrence.pk) == value for slot in self.slots) else ""


def grade_choices() -> list[tuple[str, Any]]:
    """Grades and youth educations."""
    grades = [(str(grade), grade_label(grade)) for grade in GRADES]
    return [("", _("Choose a grade")), *grades, *Level.choices]


class OfferedForm(forms.Form):
    """A form about an offer."""

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer


class GroupForm(OfferedForm):
    """One class: what it is called and how many come."""

    label = FreeTextField(
        label=_("Name of the class"),
        help_text=_("As you call it yourselves"),
        max_length=40,
        error_messages={"required": _("Write the name of the class, for example 7.B")},
    )
    grade = forms.ChoiceField(
        label=_("Grade"), choices=grade_choices, error_messages={"required": _("Choose the grade of the class")}
    )
    pupils = pupils_field()
    adults = adults_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.offer.max_pupils:
            self.fields["pupils"].help_text = _("At most %(most)s on this visit") % {"most": self.offer.max_pupils}
        adults = adults_in_words(self.offer)
        if adults:
            self.fields["adults"].help_text = _("The host asks for %(adults)s") % {"adults": adults}

    def clean_label(self) -> str:
        """One spelling of a class, whatever the blanks."""
        return " ".join(self.cleaned_data["label"].split())

    def clean_pupils(self) -> int:
        """As many as the host can receive."""
        pupils: int = self.cleaned_data["pupils"]
        try:
            refuse_pupils(self.offer, pupils)
        except GroupTooLarge as most:
            raise forms.ValidationError(_("At most %(n)s pupils can come"), params={"n": most.number}) from most
        except GroupTooSmall as fewest:
            raise forms.ValidationError(_("At least %(n)s pupils must come"), params={"n": fewest.number}) from fewest
        return pupils

    def clean_adults(self) -> int:
        """As many as the host asks for."""
        adults: int = self.cleaned_data["adults"]
        try:
            refuse_adults(self.offer, adults, pupils=self.cleaned_data.get("pupils") or 0)
        except AdultsMissing as needed:
            n = needed.number
            words = ngettext("At least %(n)s adult must come along", "At least %(n)s adults must come along", n)
            raise forms.ValidationError(words, params={"n": n}) from needed
        return adults

    def facts(self) -> ClassFacts:
        """The answers as the action takes them."""
        said = self.cleaned_data
        grade = str(said["grade"])
        return ClassFacts(
            label=said["label"],
            pupils=said["pupils"],
            adults=said["adults"],
            grade=int(grade) if grade.isdigit() else None,
            level="" if grade.isdigit() else grade,
            needs=said.get("needs", ""),
            phone=said.get("phone", ""),
        )


class PhoneForm(OfferedForm):
    """What the host needs on the day: a number that is answered, and what to know of the classes."""

    phone = forms.CharField(
        label=_("Your mobile number"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    needs = FreeTextField(
        label=_("Something the host should know? (optional)"),
        help_text=_(
            "For example that a pupil uses a wheelchair, or that the class has just worked on electricity. "
            "No names or diagnoses."
        ),
        max_length=1000,
        required=False,
        rows=4,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_phone = str(
            _("Write a mobile number with 8 digits, so that %(host)s can ring on the day") % {"host": self.offer.host}
        )
        self.fields["phone"].error_messages["required"] = self.ask_for_phone

    def clean_phone(self) -> str:
        """A number that can be rung: eight digits in pairs, a Swedish one, or one with its country's code."""
        digits = re.sub(r"[\s().-]", "", self.cleaned_data["phone"])
        if not PHONE.fullmatch(digits):
            raise forms.ValidationError(self.ask_for_phone)
        pairs = [digits[at : at + 2] for at in range(0, 8, 2)]
        return " ".join(pairs) if len(digits) == 8 else digits


class ContactForm(forms.Form):
    """Who comes along, asked only of who acts for all classes of the school."""

    contact = forms.ChoiceField(
        label=_("Who comes along?"),
        help_text=_("You act for all classes of the school, so you may book for a colleague: the visit is theirs"),
        error_messages={
            "required": _("Choose who comes along"),
            "invalid_choice": _("Choose a colleague from the list"),
        },
    )

    def __init__(self, *args: Any, colleagues: Sequence[User] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = colleagues
        contact = self.fields["contact"]
        assert isinstance(contact, forms.ChoiceField)
        contact.choices = choices(colleagues)
        if not colleagues:
            del self.fields["contact"]

    @property
    def comes_along(self) -> User | None:
        """Whom a leader has chosen; None for everybody else, who comes along themselves."""
        chosen = self.cleaned_data.get("contact")
        return next((person for person in self.colleagues if str(person.pk) == chosen), None)


class ClassForm(ContactForm, GroupForm, PhoneForm):
    """Step 2: who comes."""

    field_order = ("contact", "label", "grade", "pupils", "adults", "phone", "needs")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.colleagues:
            self.fields["phone"].label = _("Mobile on the day")


class ReasonForm(forms.Form):
    """Why the host says no or cancels."""

    reason = FreeTextField(
        label=_("Why? The teacher reads this"),
        max_length=500,
        rows=3,
        error_messages={"required": _("Write why, so that the class knows what it is about")},
    )


class CancelForm(forms.Form):
    """Why the school cancels; it may be left out."""

    reason = FreeTextField(label=_("A word to the host (optional)"), max_length=500, rows=3, required=False)
