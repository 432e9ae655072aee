"""What a company says when it asks to take part."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, OrganisationKind
from companies.models import Sector
from reference.cvr import is_valid_cvr
from reference.models import Industry, Municipality, Postcode, UnknownPostcode


def open_municipalities() -> list[tuple[str, str]]:
    """The municipalities that take part, as choices."""
    rows = Organisation.objects.active().of_kind(OrganisationKind.MUNICIPALITY)
    return [(str(row.municipality_id), row.name) for row in rows]


class IndustryChoice(forms.ModelChoiceField):
    """Industries by their plain names."""

    def label_from_instance(self, obj: Industry) -> str:
        return str(obj.name)


class CompanyForm(forms.Form):
    """A company asks its municipality to be admitted."""

    name = forms.CharField(
        label=_("Name of the company"), max_length=200, error_messages={"required": _("Write the name of the company")}
    )
    cvr = forms.CharField(
        label=_("CVR number (optional)"),
        help_text=_("Eight digits. Public workplaces may leave it out"),
        required=False,
    )
    sector = forms.ChoiceField(label=_("What kind of workplace is it?"), choices=Sector.choices)
    industry = IndustryChoice(
        label=_("Industry"),
        queryset=Industry.objects.all(),
        empty_label=_("Choose an industry"),
        error_messages={"required": _("Choose the industry that fits best")},
    )
    municipality = forms.ChoiceField(
        label=_("Municipality"),
        help_text=_("Its editors answer you"),
        error_messages={"required": _("Choose a municipality")},
    )
    address = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    postcode = forms.CharField(
        label=_("Postcode"), max_length=10, error_messages={"required": _("Write the postcode, for example 5700")}
    )
    phone = forms.CharField(label=_("Phone (optional)"), max_length=30, required=False)
    note = forms.CharField(
        label=_("What could pupils see at your place? (optional)"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        municipality = self.fields["municipality"]
        assert isinstance(municipality, forms.ChoiceField)
        municipality.choices = [("", _("Choose a municipality")), *open_municipalities()]

    def clean_cvr(self) -> str:
        """Empty, or a number that can exist."""
        cvr: str = self.cleaned_data["cvr"].replace(" ", "")
        if cvr and not is_valid_cvr(cvr):
            raise forms.ValidationError(_("This CVR number cannot exist. Look for a slip in the eight digits"))
        return cvr

    def clean_municipality(self) -> Municipality:
        """The row behind the choice."""
        return Municipality.objects.get(pk=self.cleaned_data["municipality"])

    def clean(self) -> dict[str, Any]:
        """Find the town and the coordinates of the postcode, or say that there is none."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        if "postcode" in facts:
            try:
                place = Postcode.objects.find(facts["postcode"])
            except UnknownPostcode:
                self.add_error("postcode", _("We do not know this postcode. Write four digits, for example 5700"))
            else:
                facts |= {"town": place.name, "latitude": place.latitude, "longitude": place.longitude}
        return facts


class InviteCompanyForm(forms.Form):
    """A municipal editor invites a company."""

    name = forms.CharField(
        label=_("Name of the company"), max_length=200, error_messages={"required": _("Write the name of the company")}
    )
    email = forms.EmailField(
        label=_("E-mail address of the one you invite"),
        error_messages={"required": _("Write an address"), "invalid": _("Write an e-mail address")},
    )
    industry = IndustryChoice(
        label=_("Industry"), queryset=Industry.objects.all(), required=False, empty_label=_("The company chooses")
    )
