"""What a draft says, step by step, for the page on which a company checks it before sending."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from content.words import duration
from offers.choices import language_names, subject_names
from offers.forms.basics import BasicsForm
from offers.forms.booking_terms import BookingTermsForm
from offers.forms.practicalities import PracticalitiesForm
from offers.forms.steps import StepForm
from offers.forms.teaching import TeachingForm
from offers.models import OfferPage
from reference.grades import grades_label
from reference.models import Industry

STEPS: dict[str, type[StepForm]] = {
    "om": BasicsForm,
    "forloeb": TeachingForm,
    "praktisk": PracticalitiesForm,
    "vilkaar": BookingTermsForm,
}
NOT_SHOWN = frozenset({"picture_file", "picture_remove", "youth_levels", "before_time", "during_time", "after_time"})


def step_names() -> dict[str, str]:
    """The steps in words."""
    return {
        "om": _("The offer"),
        "forloeb": _("Before, during and after"),
        "praktisk": _("Practicalities"),
        "vilkaar": _("Booking"),
        "tjek": _("Check and send"),
    }


def steps_of(page: OfferPage) -> list[str]:
    """The steps a text goes through; another language has only those with texts."""
    return list(STEPS) if page.carries_facts else [name for name in STEPS if name != "vilkaar"]


def step_of(field: str) -> str:
    """The step in which a field is filled."""
    return next((name for name, form in STEPS.items() if field in form.base_fields), "om")


def field_url(page: OfferPage, field: str) -> str:
    """The very field, on its step."""
    return reverse("offers:edit", args=[page.pk, step_of(field)]) + f"#id_{field}"


@dataclass(frozen=True)
class Answer:
    """A question, what was answered, and where to correct it."""

    label: str
    text: str
    url: str


@dataclass(frozen=True)
class Section:
    """One step with its answers."""

    name: str
    url: str
    answers: list[Answer]


def _yes(value: Any) -> str:
    return _("Yes") if value else _("No")


def _price(page: OfferPage) -> str:
    if page.price is None:
        return ""
    return _("%(price)s kr.") % {"price": localize(page.price.normalize() + 0)} if page.price else _("Free")


SAID: dict[str, Callable[[OfferPage], str]] = {
    "form": lambda page: str(page.get_form_display() or ""),
    "industry": lambda page: str(Industry.objects.filter(pk=page.industry).first() or ""),
    "grades": lambda page: capfirst(grades_label(page.grade_min, page.grade_max, page.youth_levels)),
    "subjects": lambda page: ", ".join(subject_names(page.subjects)),
    "visit_languages": lambda page: ", ".join(language_names(page.visit_languages)),
    "duration_minutes": lambda page: duration(page.duration_minutes),
    "price": _price,
    "picture_alt": lambda page: page.picture.alt_text if page.picture else "",
    "approval_required": lambda page: _yes(page.offer.approval_required),
    "takes_wishes": lambda page: _yes(page.offer.takes_wishes),
}


def said(page: OfferPage, field: str) -> str:
    """What a draft says in a field, in words."""
    if field in SAID:
        return SAID[field](page)
    value = getattr(page, field, getattr(page.offer, field, ""))
    return "" if value is None else str(value)


def sections(page: OfferPage) -> list[Section]:
    """Every step with every answer, blank ones too."""
    names = step_names()
    return [
        Section(names[step], reverse("offers:edit", args=[page.pk, step]), _answers(page, step))
        for step in steps_of(page)
    ]


def _answers(page: OfferPage, step: str) -> list[Answer]:
    form = STEPS[step]
    left_out = NOT_SHOWN if page.carries_facts else NOT_SHOWN | form.FACT_FIELDS
    fields = {name: field for name, field in form.base_fields.items() if name not in left_out}
    return [Answer(str(field.label), said(page, name), field_url(page, name)) for name, field in fields.items()]
