"""A company's facts, its text in one language, and its busy weeks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from companies.models import Company, CompanyPage, Experience, Sector
from companies.pictures import BadPicture, read_picture
from reference.models import Industry, Postcode, UnknownPostcode

FACTS = ("contact_name", "contact_title", "phone", "email", "website", "address", "postcode")


class IndustryField(forms.ModelChoiceField):
    """Industries by their plain names."""

    def label_from_instance(self, obj: Industry) -> str:
        """The name in the reader's language."""
        return str(obj.name)


class FactsForm(forms.Form):
    """What schools need to know about the company; holds at once."""

    contact_name = forms.CharField(label=_("Contact person"), max_length=120, required=False)
    contact_title = forms.CharField(
        label=_("Job title"), help_text=_("For example: workshop manager"), max_length=120, required=False
    )
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        error_messages={"invalid": _("Write an e-mail address, for example navn@firma.dk")},
    )
    website = forms.URLField(
        label=_("Website"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Write the whole address, for example https://firma.dk")},
    )
    address = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=10, required=False)
    sector = forms.ChoiceField(
        label=_("What kind of workplace is it?"), choices=Sector.choices, widget=forms.RadioSelect
    )
    industry = IndustryField(
        label=_("Industry"), queryset=Industry.objects.all(), required=False, empty_label=_("Choose an industry")
    )
    employees = forms.IntegerField(
        label=_("How many work here (optional)"),
        required=False,
        min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value"), _("Write a number in digits, for example 24")),
    )
    experience = forms.ChoiceField(
        label=_("How used are you to having classes?"),
        help_text=_(
            "Teachers can look for it. Who is new to it often begins with an open day or a visit; who is used to it "
            "with a course of lessons"
        ),
        choices=[("", _("We would rather not say")), *Experience.choices],
        required=False,
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        company = getattr(organisation, "company", None) or Company()
        initial = {name: getattr(organisation, name) for name in FACTS}
        initial |= {name: getattr(company, name) for name in ("sector", "industry", "employees", "experience")}
        super().__init__(*args, **{"initial": initial, "label_suffix": "", **kwargs})
        self.organisation = organisation

    def clean(self) -> dict[str, Any]:
        """The town and the coordinates of the postcode, or that there is none."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        code = facts.get("postcode", "").strip()
        municipality = self.organisation.municipality
        if not code or (municipality and municipality.country != "DK"):
            return facts
        try:
            place = Postcode.objects.find(code)
        except UnknownPostcode:
            self.add_error(
                "postcode",
                _("We do not know the postcode %(code)s. Write four digits, for example 5700") % {"code": code},
            )
            return facts
        return facts | {"town": place.name, "latitude": place.latitude, "longitude": place.longitude}


class TextForm(forms.Form):
    """What the company says about itself in one language; reviewed before others read it."""

    about = forms.CharField(
        label=_("About us"),
        help_text=_("What do you make or do, how many are you, and for whom? A blank line begins a new paragraph"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    gains = forms.CharField(
        label=_("Why we open our doors"),
        help_text=_("What do you get out of having a class with you?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    picture_file = forms.FileField(
        label=_("Picture (optional)"),
        help_text=_("Work and hands rather than faces. JPG, PNG or WebP, at most 5 MB. Without one we draw a picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    picture_alt = forms.CharField(
        label=_("What the picture shows"),
        help_text=_("One sentence for those who cannot see it"),
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, page: CompanyPage, **kwargs: Any) -> None:
        alt_text = page.picture.alt_text if page.picture else ""
        initial = {"about": page.about, "gains": page.gains, "picture_alt": alt_text}
        super().__init__(*args, **{"initial": initial, "label_suffix": "", **kwargs})

    def clean_picture_file(self) -> Any:
        """The picture anew, without what the camera noted."""
        file = self.cleaned_data["picture_file"]
        try:
            return read_picture(file) if file else None
        except BadPicture as problem:
            raise forms.ValidationError(str(problem)) from problem

    def values(self) -> dict[str, Any]:
        """The texts that can be saved."""
        return {name: self.cleaned_data[name] for name in ("about", "gains") if name in self.cleaned_data}


WEEK_ERROR = _("Write a week from 1 to 53")


def week_field(label: Any) -> forms.IntegerField:
    """A week of the year."""
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=53,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), WEEK_ERROR),
    )


class PeakSeasonForm(forms.Form):
    """Weeks in which nobody has time for visitors (contract OP-25); may wrap the new year."""

    first_week = week_field(_("From week"))
    last_week = week_field(_("To week"))
    note = forms.CharField(
        label=_("Why (optional)"), help_text=_("For example: harvest"), max_length=120, required=False
    )
