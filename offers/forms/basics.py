"""The first step: what it is, for whom, in which subjects."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from offers.choices import grade_choices, industry_choices, level_choices, subject_choices
from offers.forms.steps import StepForm, text
from offers.models import OfferForm, OfferPage


def title_field() -> forms.CharField:
    """The one thing even a draft needs."""
    return forms.CharField(
        label=_("Title"),
        help_text=_(
            "What the class does, as a sentence with a verb. For example: Build a windmill that can light a bulb"
        ),
        max_length=120,
        error_messages={
            "required": _("Write a title, so that you can find the draft again"),
            "max_length": _("The title is too long. Use at most 120 characters"),
        },
    )


class StartForm(forms.Form):
    """Title and language: enough for a draft."""

    title = title_field()
    language = forms.ChoiceField(
        label=_("Language of the text"),
        help_text=_("You can write it in the other languages later"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language")},
    )


class BasicsForm(StepForm):
    """Title, sentence, form, industry, subjects, grades, what happens."""

    FACT_FIELDS: ClassVar[frozenset[str]] = frozenset({"form", "industry", "subjects", "grades", "youth_levels"})

    title = title_field()
    summary = text(_("In one sentence"), _("This is what teachers read in the list of offers"), rows=2, max_length=300)
    form = forms.ChoiceField(
        label=_("What kind of meeting is it?"), choices=OfferForm.choices, widget=forms.RadioSelect, required=False
    )
    industry = forms.ChoiceField(label=_("Industry"), choices=industry_choices, required=False)
    grades = forms.MultipleChoiceField(
        label=_("Grades"),
        help_text=_("Choose every grade it suits. They must follow one another"),
        choices=grade_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    youth_levels = forms.MultipleChoiceField(
        label=_("Youth education"), choices=level_choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    subjects = forms.MultipleChoiceField(
        label=_("Subjects"),
        help_text=_("Teachers search by subject. Choose those the class really works with"),
        choices=subject_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    description = text(
        _("What happens"), _("Plain text. A blank line begins a new paragraph"), rows=8, max_length=8000
    )

    def read(self, page: OfferPage) -> dict[str, Any]:
        """The grades of a range, each as a key."""
        low, high = page.grade_min, page.grade_max
        known = low is not None and high is not None
        grades = [str(grade) for grade in range(low or 0, (high or 0) + 1)] if known else []
        return {**super().read(page), "grades": grades}

    def clean_grades(self) -> list[int]:
        """Grades that follow one another."""
        grades = sorted(int(grade) for grade in self.cleaned_data["grades"])
        gaps = [grade for grade in range(grades[0], grades[-1]) if grade not in grades] if grades else []
        if gaps:
            raise forms.ValidationError(
                _("The grades must follow one another. Choose %(grade)s too, or make two offers"),
                params={"grade": f"{gaps[0]}."},
            )
        return grades

    def values(self) -> dict[str, Any]:
        """The grades as first and last."""
        values = super().values()
        if "grades" in values:
            grades = values.pop("grades")
            values |= {"grade_min": min(grades, default=None), "grade_max": max(grades, default=None)}
        return values
