"""The forms of booking, answering and cancelling."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from offers.models import Offer
from reference.grades import GRADES, Level, grade_label
from schools.models import School

CPR = re.compile(r"\b\d{6}-?\d{4}\b")
PHONE = re.compile(r"(\+\d{1,3} ?)?(\d ?){8,12}")
MOST_PUPILS, MOST_ADULTS = 999, 99


def refuse_cpr(text: str) -> str:
    """Free text never holds a civil registration number."""
    if CPR.search(text):
        raise forms.ValidationError(_("This looks like a CPR number. Take it out: the host only needs to know what helps"))
    return text


def grade_choices() -> list[tuple[str, str]]:
    """Grades and youth educations."""
    grades = [(str(grade), grade_label(grade)) for grade in GRADES]
    return [("", _("Choose a grade")), *grades, *Level.choices]


class ClassForm(forms.Form):
    """Who comes: step 2 of 3."""

    school = forms.ChoiceField(label=_("School"))
    label = forms.CharField(
        label=_("Name of the class"),
        help_text=_("As you call it yourselves, for example 7.B"),
        max_length=40,
        error_messages={"required": _("Write the name of the class, for example 7.B")},
    )
    grade = forms.ChoiceField(
        label=_("Grade"), choices=grade_choices, error_messages={"required": _("Choose the grade of the class")}
    )
    pupils = forms.IntegerField(
        label=_("Number of pupils"),
        min_value=1,
        max_value=MOST_PUPILS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Write how many pupils come, for example 24"),
            "invalid": _("Write the number of pupils in digits, for example 24"),
            "min_value": _("Write how many pupils come, for example 24"),
            "max_value": _("Write a number of pupils up to 999"),
        },
    )
    adults = forms.IntegerField(
        label=_("Number of adults who come along"),
        min_value=0,
        max_value=MOST_ADULTS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Write how many adults come along, for example 2"),
            "invalid": _("Write the number of adults in digits, for example 2"),
            "min_value": _("Write how many adults come along, for example 2"),
            "max_value": _("Write a number of adults up to 99"),
        },
    )
    phone = forms.CharField(
        label=_("Your mobile number"),
        help_text=_("So that the host can ring on the day"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={"required": _("Write a mobile number with 8 digits, so that the host can ring on the day")},
    )
    needs = forms.CharField(
        label=_("Something the host should know? (optional)"),
        help_text=_("For example that a pupil uses a wheelchair, or what you have worked on. No names or diagnoses."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, offer: Offer, schools: list[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        school = self.fields["school"]
        assert isinstance(school, forms.ChoiceField)
        school.choices = [(str(row.pk), str(row)) for row in schools]
        if len(schools) == 1:
            school.widget, self.initial["school"] = forms.HiddenInput(), str(schools[0].pk)
        if offer.max_pupils:
            self.fields["pupils"].help_text = _("At most %(most)s on this visit") % {"most": offer.max_pupils}

    def clean_label(self) -> str:
        """One spelling of a class, whatever the blanks."""
        return " ".join(self.cleaned_data["label"].split())

    def clean_pupils(self) -> int:
        """Within what the host takes."""
        pupils: int = self.cleaned_data["pupils"]
        if self.offer.max_pupils and pupils > self.offer.max_pupils:
            raise forms.ValidationError(_("At most %(most)s pupils can come") % {"most": self.offer.max_pupils})
        if self.offer.min_pupils and pupils < self.offer.min_pupils:
            raise forms.ValidationError(_("At least %(fewest)s pupils must come") % {"fewest": self.offer.min_pupils})
        return pupils

    def clean_adults(self) -> int:
        """As many as the host asks for."""
        adults: int = self.cleaned_data["adults"]
        needed = self.offer.adults_required
        if adults < needed:
            raise forms.ValidationError(
                ngettext("At least %(n)s adult must come along", "At least %(n)s adults must come along", needed)
                % {"n": needed}
            )
        return adults

    def clean_phone(self) -> str:
        """A number that can be rung."""
        phone: str = self.cleaned_data["phone"].strip()
        if not PHONE.fullmatch(phone):
            raise forms.ValidationError(self.fields["phone"].error_messages["required"])
        return phone

    def clean_needs(self) -> str:
        """No civil registration numbers."""
        return refuse_cpr(self.cleaned_data["needs"].strip())


class ReasonForm(forms.Form):
    """Why the host says no or cancels."""

    reason = forms.CharField(
        label=_("Why? The teacher reads this"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why, so that the class knows what it is about")},
    )

    def clean_reason(self) -> str:
        """No civil registration numbers."""
        return refuse_cpr(self.cleaned_data["reason"].strip())


class CancelForm(forms.Form):
    """Why the school cancels; it may be left out."""

    reason = forms.CharField(
        label=_("A word to the host (optional)"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_reason(self) -> str:
        """No civil registration numbers."""
        return refuse_cpr(self.cleaned_data["reason"].strip())
