"""«Check your answers»: what was chosen and typed, in three blocks, each answer with the way to change it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bookings.actions import ClassFacts
from bookings.forms import ClassForm
from bookings.journey import Journey, address
from bookings.where import people, place_of
from content.words import day_with_year, time_range
from reference.grades import Level, grade_label

Row = dict[str, str]


def sections(journey: Journey, form: ClassForm) -> list[dict[str, Any]]:
    """The blocks as `components/answers.html` shows them."""
    facts = form.facts()
    return [
        {"id": "visit", "heading": _("The visit"), "rows": _visit(journey)},
        {"id": "class", "heading": _("The class"), "rows": _class(journey, facts)},
        {"id": "you", "heading": _("You"), "rows": _person(journey, form, facts)},
    ]


def _row(label: str, value: str, url: str = "", what: str = "") -> Row:
    return {"label": label, "value": value, "url": url, "what": what}


def _visit(journey: Journey) -> list[Row]:
    occurrence = journey.occurrence
    day = day_with_year(occurrence.starts_at)
    when = f"{day[:1].upper()}{day[1:]}, {time_range(occurrence.starts_at, occurrence.ends_at)}"
    rows = [
        _row(_("Offer"), journey.offer.title),
        _row(_("Time"), when, address("start", occurrence), _("time")),
        _row(_("Place"), place_of(journey.offer, journey.school)),
    ]
    return [row for row in rows if row["value"]]


def _class(journey: Journey, facts: ClassFacts) -> list[Row]:
    url = address("group", journey.occurrence)
    grade = grade_label(facts.grade) if facts.grade is not None else str(Level(facts.level).label)
    return [
        _row(_("Class"), f"{facts.label}, {journey.school}", f"{url}#id_label", _("class")),
        _row(_("Grade"), grade[:1].upper() + grade[1:], f"{url}#id_grade", _("grade")),
        _row(_("Pupils and adults"), people(facts.pupils, facts.adults), f"{url}#id_pupils", _("numbers")),
        _row(_("The host should know"), facts.needs or _("Nothing"), f"{url}#id_needs", _("message")),
    ]


def _person(journey: Journey, form: ClassForm, facts: ClassFacts) -> list[Row]:
    url, user = address("group", journey.occurrence), form.comes_along or journey.user
    who = f"{user.name}, {user.email}" if user.name else user.email
    change = f"{url}#id_contact" if form.comes_along else reverse("accounts:profile")
    return [
        _row(_("Teacher"), who, change, _("name")),
        _row(_("Mobile on the day"), facts.phone, f"{url}#id_phone", _("mobile number")),
    ]
