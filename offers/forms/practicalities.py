"""The third step: time, group, price, place, contact and picture."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.pictures import BadPicture, read_picture
from offers.choices import VisitLanguage
from offers.forms.steps import StepForm, line, number, text
from offers.models import OfferPage
from reference.models import Postcode, UnknownPostcode

PICTURE_FIELDS = frozenset({"picture_file", "picture_alt", "picture_remove"})


class PracticalitiesForm(StepForm):
    """Everything a teacher must know before the class sets out."""

    FACT_FIELDS: ClassVar[frozenset[str]] = PICTURE_FIELDS | {
        "duration_minutes",
        "min_pupils",
        "max_pupils",
        "adults_required",
        "price",
        "visit_languages",
        "address",
        "postcode",
        "contact_name",
        "contact_phone",
        "contact_email",
    }

    WIDTHS: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("duration_minutes", "min_pupils", "max_pupils", "adults_required", "price", "postcode"), "s"),
        "contact_phone": "m",
    }

    duration_minutes = number(
        _("How long it takes, in minutes"),
        _("How long the class is with you. 0 when there is no fixed length"),
        error=_("Write the number of minutes in digits, for example 150"),
        most=20_000,
    )
    min_pupils = number(
        _("Fewest pupils (optional)"), error=_("Write a number of pupils from 1 to 999, for example 12"), least=1
    )
    max_pupils = number(
        _("Most pupils (optional)"), error=_("Write a number of pupils from 1 to 999, for example 28"), least=1
    )
    adults_required = number(
        _("Adults who must come along"), error=_("Write a number of adults from 0 to 20, for example 2"), most=20
    )
    price = forms.DecimalField(
        label=_("Price in kroner"),
        help_text=_("For the whole class. 0 when it is free"),
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=2,
        localize=True,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits"),
            _("Write the price in digits, for example 450. Write 0 when it is free"),
        ),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    visit_languages = forms.MultipleChoiceField(
        label=_("Languages you can meet the class in"),
        choices=VisitLanguage.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    address = line(_("Street and number"), _("Where the class goes"), max_length=200)
    postcode = line(_("Postcode"), max_length=10)
    bring = text(_("What to wear and bring"), _("One thing per line. Shoes, clothes, lunch"), rows=3, max_length=1000)
    access = text(_("Access"), _("One thing per line. Steps, lifts, toilets, noise, smells"), rows=3, max_length=1000)
    transport = text(_("How to get there"), _("Only what will still be true next year"), rows=3, max_length=1000)
    contact_name = line(_("Contact person"), _("Who the school can talk to"), max_length=120)
    contact_phone = line(_("Phone"), max_length=30)
    contact_email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        error_messages={"invalid": _("Write an e-mail address, for example navn@firma.dk")},
    )
    picture_file = forms.FileField(
        label=_("Picture (optional)"),
        help_text=_("Work and hands rather than faces. JPG, PNG or WebP, at most 5 MB. Without one we draw a picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    picture_alt = line(_("What the picture shows"), _("One sentence for those who cannot see it"), max_length=200)
    picture_remove = forms.BooleanField(label=_("Remove the picture"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.page.picture is None:
            self.fields.pop("picture_remove", None)

    def read(self, page: OfferPage) -> dict[str, Any]:
        """The words of the picture, and a price without idle decimals."""
        price = page.price
        whole = price is not None and price == price.to_integral_value()
        picture_alt = page.picture.alt_text if page.picture else ""
        return {**super().read(page), "picture_alt": picture_alt, "price": int(price or 0) if whole else price}

    def clean_adults_required(self) -> int:
        """No answer means none."""
        return int(self.cleaned_data["adults_required"] or 0)

    def clean_picture_file(self) -> Any:
        """The picture anew, without what the camera noted."""
        file = self.cleaned_data["picture_file"]
        try:
            return read_picture(file) if file else None
        except BadPicture as problem:
            raise forms.ValidationError(str(problem)) from problem

    def clean(self) -> dict[str, Any]:
        """Sizes that are not crossed, and a postcode with its place."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        fewest, most = facts.get("min_pupils"), facts.get("max_pupils")
        if fewest and most and fewest > most:
            self.add_error("max_pupils", _("The most pupils must be at least as many as the fewest"))
            facts.pop("min_pupils", None)
        if "postcode" in facts:
            self._place(facts)
        return facts

    def _place(self, facts: dict[str, Any]) -> None:
        """Coordinates of a Danish postcode; a host in Sweden has those of its municipality."""
        code = facts["postcode"].strip().removeprefix("DK").strip(" -")
        municipality = self.page.offer.host.municipality
        if not code or (municipality and municipality.country != "DK"):
            facts |= {"latitude": self.page.offer.host.latitude, "longitude": self.page.offer.host.longitude}
            return
        try:
            place = Postcode.objects.find(code)
        except UnknownPostcode:
            self.add_error(
                "postcode",
                _("We do not know the postcode %(code)s. Write four digits, for example 5700") % {"code": code},
            )
            return
        facts |= {"postcode": code, "latitude": place.latitude, "longitude": place.longitude}

    def values(self) -> dict[str, Any]:
        """Without what belongs to the picture: the view keeps that."""
        return {name: value for name, value in super().values().items() if name not in PICTURE_FIELDS}
