"""The catalogue's heading: what was asked, as a sentence."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reference.grades import grades_label
from search.filters import choices_of
from search.hierarchy import grades_in
from search.query import CatalogueQuery

MOST_NAMED = 3


def _names(form: forms.Form, facet: str, values: tuple[str, ...]) -> str:
    names = choices_of(form, facet)
    shown = [names.get(value, value) for value in values[:MOST_NAMED]]
    if facet == "fag":
        shown = [name[:1].lower() + name[1:] for name in shown]
    return _(" or ").join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


def _grades(values: tuple[str, ...]) -> str:
    grades = sorted(grades_in(values))
    if not grades:
        return ""
    if grades == list(range(grades[0], grades[-1] + 1)):
        return grades_label(grades[0], grades[-1])
    return _(" or ").join(grades_label(grade, grade) for grade in grades)


def heading(query: CatalogueQuery, total: int, form: forms.Form) -> str:
    """For example «38 offers in mathematics for grades 7–8»."""
    counted = ngettext("%(number)s offer", "%(number)s offers", total) % {"number": total}
    said = counted if total else _("No offers")
    if query.text.strip():
        said = _("%(offers)s on “%(text)s”") % {"offers": said, "text": query.text.strip()[:60]}
    subjects, grades, places = (query.chosen.get(name, ()) for name in ("fag", "klassetrin", "kommune"))
    if subjects:
        said = _("%(offers)s in %(subjects)s") % {"offers": said, "subjects": _names(form, "fag", subjects)}
    if _grades(grades):
        said = _("%(offers)s for %(grades)s") % {"offers": said, "grades": _grades(grades)}
    if places:
        said = _("%(offers)s near %(places)s") % {"offers": said, "places": _names(form, "kommune", places)}
    return said
