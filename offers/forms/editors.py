"""The form in which editors read and mend an offer in the admin."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from offers.choices import VisitLanguage, industry_choices, level_choices, subject_choices


class OfferPageForm(WagtailAdminPageForm):
    """Lists of codes as boxes to tick."""

    subjects = forms.MultipleChoiceField(
        label=_("Subjects"), choices=subject_choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    youth_levels = forms.MultipleChoiceField(
        label=_("Youth education"), choices=level_choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    visit_languages = forms.MultipleChoiceField(
        label=_("Languages of the visit"),
        choices=VisitLanguage.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    industry = forms.ChoiceField(label=_("Industry"), choices=industry_choices, required=False)
