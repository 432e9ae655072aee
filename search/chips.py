"""The chosen filters as removable chips, and the URL that each leads to."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from search.filters import choices_of
from search.query import FACETS

KEPT = ("q", "sorter")


@dataclass(frozen=True)
class Chip:
    """One chosen filter: its words, and the address without it."""

    label: str
    url: str
    parameter: str
    value: str


def address(data: QueryDict) -> str:
    """The parameters as an address on the same page; blank ones are left out."""
    clean = QueryDict(mutable=True)
    for name, values in data.lists():
        clean.setlist(name, [value for value in values if value])
    return f"?{clean.urlencode()}" if clean else "?"


def without(data: QueryDict, name: str, value: str | None = None) -> str:
    """The address with one value (or the whole parameter) taken away; back on the first page."""
    rest = data.copy()
    kept = [v for v in rest.getlist(name) if value is not None and v != value]
    rest.setlist(name, kept)
    rest.pop("side", None)
    return address(rest)


def _single_chips(form: forms.Form, data: QueryDict) -> list[Chip]:
    facts = form.cleaned_data
    labels = {
        "ledig": _("Free places"),
        "gratis": _("Free of charge"),
        "fra": _("From %(day)s") % {"day": f"{facts['fra']:%d.%m.%Y}"} if facts.get("fra") else "",
        "til": _("Until %(day)s") % {"day": f"{facts['til']:%d.%m.%Y}"} if facts.get("til") else "",
        "km": _("At most %(km)s km") % {"km": facts.get("km")},
        "postnr": _("From %(postcode)s") % {"postcode": facts.get("postnr")},
    }
    return [Chip(label, without(data, name), name, "") for name, label in labels.items() if facts.get(name)]


def chips(form: forms.Form, data: QueryDict, chosen: dict[str, tuple[str, ...]]) -> list[Chip]:
    """One chip for each chosen value, in the order of the facets."""
    found = []
    for facet in FACETS:
        names = choices_of(form, facet)
        found += [Chip(names.get(v, v), without(data, facet, v), facet, v) for v in chosen.get(facet, ())]
    return found + _single_chips(form, data)


def clear_all(data: QueryDict) -> str:
    """The address without any filter; text and sorting stay."""
    kept = QueryDict(mutable=True)
    for name in KEPT:
        kept.setlist(name, data.getlist(name))
    return address(kept)
