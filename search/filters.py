"""The catalogue's form: what may be asked, and in which words a bad question is answered."""

import re
from collections import defaultdict
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Experience
from offers.models import OfferForm
from reference.geography import Point
from reference.grades import GRADES, Level, grade_label
from reference.models import Industry, Municipality, Postcode, Subject, UnknownPostcode
from search.hierarchy import STAGE_NAMES, STAGES, region_value, regions_on
from search.lengths import Length
from search.models import Entry, FacetValue
from search.query import FACETS, SORTS, CatalogueQuery

LANGUAGE_NAMES = {"da": _("Danish"), "sv": _("Swedish"), "en": _("English"), "de": _("German")}
TEXT_LANGUAGES = ("da", "sv", "en")
RADII = (2, 5, 10, 20, 50)
SORT_NAMES = {
    "relevans": _("best match"),
    "dato": _("first free date"),
    "afstand": _("nearest"),
    "nyeste": _("newest"),
    "titel": _("title"),
}
MOST_PAGES = 10_000
NOT_A_CHOICE = _("We do not know the filter value “%(value)s”, so it is left out")


def grade_choices() -> list[tuple[str, str]]:
    """Grades 0–10 and the youth educations, each below its stage."""
    names = {str(grade): grade_label(grade) for grade in GRADES} | {
        value: str(label) for value, label in Level.choices
    }
    below = {stage: [(value, names[value]) for value in values] for stage, values in STAGES.items()}
    return [row for stage, rows in below.items() for row in [(stage, str(STAGE_NAMES[stage])), *rows]]


def subject_choices() -> list[tuple[str, str]]:
    """All subjects in the reader's language."""
    return [(row.code, str(row.name)) for row in Subject.objects.all()]


def industry_choices() -> list[tuple[str, str]]:
    """The sixteen industries in the reader's language."""
    return [(row.code, str(row.name)) for row in Industry.objects.all()]


def municipality_choices() -> list[tuple[str, str]]:
    """Municipalities that have offers, each below its region of today; those without a region first."""
    used = FacetValue.objects.filter(facet="kommune", value=OuterRef("pk"))
    regions = {key: (region.name, region_value(region)) for key, region in regions_on(timezone.localdate()).items()}
    below: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for key, name in Municipality.objects.filter(Exists(used)).order_by("name").values_list("key", "name"):
        below[regions.get(key, ("", ""))].append((key, name))
    parts = ([(value, name)] * bool(value) + rows for (name, value), rows in sorted(below.items()))
    return [row for part in parts for row in part]


class SeveralField(forms.MultipleChoiceField):
    """Several values of a facet; an unknown one is named in the message and left out, the others count."""

    default_error_messages = {"invalid_choice": NOT_A_CHOICE}


class SeveralFilter(django_filters.MultipleChoiceFilter):
    """A facet."""

    field_class = SeveralField

    def filter(self, qs: QuerySet[Entry], value: Any) -> QuerySet[Entry]:
        """The engine filters; this class only validates."""
        return qs


class PageFilter(django_filters.NumberFilter):
    """Which page of the list: a whole number."""

    field_class = forms.IntegerField


class CatalogueFilter(django_filters.FilterSet):
    """Every GET parameter of /tilbud/; paths and parameters are Danish in all languages."""

    q = django_filters.CharFilter(label=_("Search in offers"), max_length=100_000)
    klassetrin = SeveralFilter(label=_("Grade"), choices=grade_choices)
    fag = SeveralFilter(label=_("Subject"), choices=subject_choices)
    form = SeveralFilter(label=_("Form"), choices=OfferForm.choices)
    varighed = SeveralFilter(label=_("Length"), choices=Length.choices)
    branche = SeveralFilter(label=_("Industry"), choices=industry_choices)
    kommune = SeveralFilter(label=_("Municipality"), choices=municipality_choices)
    erfaring = SeveralFilter(label=_("The host's experience with classes"), choices=Experience.choices)
    besoegssprog = SeveralFilter(label=_("Language of the visit"), choices=list(LANGUAGE_NAMES.items()))
    tekstsprog = SeveralFilter(
        label=_("Language of the text"), choices=[(code, LANGUAGE_NAMES[code]) for code in TEXT_LANGUAGES]
    )
    postnr = django_filters.CharFilter(label=_("Postcode"), max_length=10)
    km = django_filters.TypedChoiceFilter(
        label=_("At most"), choices=[(str(km), f"{km} km") for km in RADII], coerce=int, empty_value=None
    )
    fra = django_filters.DateFilter(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    til = django_filters.DateFilter(
        label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ledig = django_filters.ChoiceFilter(label=_("Free places"), choices=[("1", _("Only with free places"))])
    gratis = django_filters.ChoiceFilter(label=_("Price"), choices=[("1", _("Free of charge"))])
    sorter = django_filters.ChoiceFilter(label=_("Sort by"), choices=[(s, SORT_NAMES[s]) for s in SORTS])
    side = PageFilter(label=_("Page"), min_value=1, max_value=MOST_PAGES)

    class Meta:
        model = Entry
        fields: list[str] = []


def choices_of(form: forms.Form, facet: str) -> dict[str, str]:
    """The values of a facet with their names, in order."""
    field = form.fields[facet]
    assert isinstance(field, forms.MultipleChoiceField)
    pairs: Any = field.choices
    return {str(value): str(label) for value, label in pairs}


def left_out(bound: forms.Form, name: str) -> list[str]:
    """The values of a facet that are known, though others were not."""
    field = bound.fields[name]
    assert isinstance(field, forms.MultipleChoiceField)
    return [value for value in bound.data.getlist(name) if field.valid_value(value)]  # type: ignore[attr-defined]


def _settle_choices(form: forms.Form) -> None:
    """Read the values of each facet once: a callable would be called wherever the page names one."""
    for name in FACETS:
        field = form.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        pairs: Any = field.choices
        field.choices = list(pairs)


class Asked:
    """A request's parameters as a question, with what could not be understood.

    `problems` has (label, message) of each bad parameter; the rest of the question is answered all the same.
    """

    def __init__(self, data: QueryDict, *, language: str, school_place: Point | None) -> None:
        self.form = CatalogueFilter(data, queryset=Entry.objects.none()).form
        _settle_choices(self.form)
        self.form.is_valid()
        self.facts = self.form.cleaned_data
        self.problems = [(self.form.fields[name], name, errors) for name, errors in self.form.errors.items()]
        self.near, self.place_name = self._place(school_place)
        self.query = self._query(language)

    def _place(self, school_place: Point | None) -> tuple[Point | None, str]:
        typed = (self.facts.get("postnr") or "").strip()
        if not typed:
            return school_place, ""
        try:
            row = Postcode.objects.find(re.sub(r"\s|^DK-?", "", typed))
        except UnknownPostcode:
            self.form.add_error("postnr", _("We do not know the postcode “%(code)s”") % {"code": typed})
            return school_place, ""
        return Point(row.latitude, row.longitude), f"{row.code} {row.name}"

    def _query(self, language: str) -> CatalogueQuery:
        facts = self.facts
        ticked = {name: tuple(facts.get(name) or left_out(self.form, name)) for name in FACETS}
        first, last = facts.get("fra"), facts.get("til")
        if first and last and first > last:
            self.form.add_error("til", _("The last day is before the first. Choose a later one"))
            last = None
        return CatalogueQuery(
            language=language,
            text=facts.get("q") or "",
            chosen={name: values for name, values in ticked.items() if values},
            near=self.near,
            radius_km=facts.get("km") if self.near else None,
            first_day=first,
            last_day=last,
            bookable=bool(facts.get("ledig")),
            free_of_charge=bool(facts.get("gratis")),
            sort=facts.get("sorter") or "",
            page=int(facts.get("side") or 1),
        )
