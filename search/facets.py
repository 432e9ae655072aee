"""A facet as the page shows it: values with counts, ticked or not."""

from dataclasses import dataclass, replace

from django import forms
from django.utils.translation import gettext as _

from search.filters import choices_of
from search.hierarchy import is_parent
from search.query import FACETS

SHOWN_AT_ONCE = 5
ALWAYS_SHOWN = frozenset({"form", "klassetrin"})


@dataclass(frozen=True)
class FacetOption:
    """One value: ticking it gives `count` offers."""

    value: str
    label: str
    count: int
    checked: bool
    below: tuple["FacetOption", ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something below it is ticked."""
        return any(option.checked for option in self.below)

    @property
    def is_key(self) -> bool:
        """Whether it is a grade of school, a key of the pad."""
        return self.value.isdigit()


@dataclass(frozen=True)
class Facet:
    """A fieldset of the filter panel; `first` is shown at once, `rest` behind «show all»."""

    name: str
    legend: str
    first: list[FacetOption]
    rest: list[FacetOption]

    @property
    def more_label(self) -> str:
        """The words that open the rest."""
        return _("Show all %(number)s") % {"number": len(self.first) + len(self.rest)}


def _options(names: dict[str, str], counts: dict[str, int], ticked: tuple[str, ...]) -> list[FacetOption]:
    """The values in order; those that follow a parent stand below it."""
    found: list[FacetOption] = []
    for value, label in names.items():
        option = FacetOption(value, label, counts.get(value, 0), value in ticked)
        if found and is_parent(found[-1].value) and not is_parent(value):
            found[-1] = replace(found[-1], below=(*found[-1].below, option))
        else:
            found.append(option)
    return found


def _split(name: str, options: list[FacetOption]) -> tuple[list[FacetOption], list[FacetOption]]:
    if name in ALWAYS_SHOWN or len(options) <= SHOWN_AT_ONCE + 2:
        return options, []
    ranked = sorted(options, key=lambda option: (not (option.checked or option.is_open), -option.count))
    open_ones = set(ranked[: max(SHOWN_AT_ONCE, sum(option.checked or option.is_open for option in options))])
    return [o for o in options if o in open_ones], [o for o in options if o not in open_ones]


def facets(form: forms.Form, counts: dict[str, dict[str, int]], chosen: dict[str, tuple[str, ...]]) -> list[Facet]:
    """The facets in the order of the panel."""
    found = []
    for name in FACETS:
        options = _options(choices_of(form, name), counts.get(name, {}), chosen.get(name, ()))
        found.append(Facet(name, str(form.fields[name].label), *_split(name, options)))
    return found
