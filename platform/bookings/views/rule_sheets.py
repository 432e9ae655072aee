"""The rule sheets, for everybody: chosen by country, activity and age (contract SV-18)."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bookings.rule_sheets import Activity, Age, Country, sheet_for

UNKNOWN = {"invalid_choice": _("Choose one of those in the list")}


class RuleSheetForm(forms.Form):
    """Which sheet; what is left out is a visit by a class of thirteen-year-olds."""

    land = forms.ChoiceField(label=_("Country"), choices=Country.choices, error_messages=UNKNOWN)
    aktivitet = forms.ChoiceField(label=_("Activity"), choices=Activity.choices, error_messages=UNKNOWN)
    alder = forms.ChoiceField(label=_("Age of the youngest pupil"), choices=Age.choices, error_messages=UNKNOWN)


def rule_sheets(request: HttpRequest) -> HttpResponse:
    """One sheet with its sources; a case that does not exist is said, never guessed."""
    language = get_language() or "da"
    usual = Country.SWEDEN if language == "sv" else Country.DENMARK
    asked = {"land": usual, "aktivitet": Activity.VISIT, "alder": Age.FROM_13}
    chosen = {name: request.GET.get(name) or usual for name, usual in asked.items()}
    form = RuleSheetForm(chosen, label_suffix="")
    sheet = None
    if form.is_valid():
        said = form.cleaned_data
        sheet = sheet_for(Country(said["land"]), Activity(said["aktivitet"]), Age(said["alder"]), language)
    context = {"form": form, "sheet": sheet}
    return render(request, "bookings/rule_sheets.html", context, status=422 if form.errors else 200)
