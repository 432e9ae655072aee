"""What an offer must say before anybody else reads it; asked at submission and again at approval."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from companies.models import Missing
from offers.models.offer import FORMS_WITHOUT_PLACE

if TYPE_CHECKING:
    from offers.models.page import OfferPage


def _blank(page: "OfferPage", asked: dict[str, str]) -> list[Missing]:
    return [Missing(name, sentence) for name, sentence in asked.items() if not str(getattr(page, name) or "").strip()]


def missing_texts(page: "OfferPage") -> list[Missing]:
    """What every language must say: the didactics of contract SV-03, educations and jobs of SV-15."""
    return _blank(
        page,
        {
            "summary": _("Say in one sentence what the class will do"),
            "description": _("Describe what happens"),
            "before": _("Write what the class does before the visit"),
            "during": _("Write what the class does during the visit"),
            "after": _("Write what the class does after the visit"),
            "learning": _("Write what pupils learn, one thing per line"),
            "education_and_jobs": _("Name the educations and jobs pupils meet"),
        },
    )


def missing_facts(page: "OfferPage") -> list[Missing]:
    """What the page in the first language must say."""
    gaps = _blank(
        page,
        {"form": _("Choose what kind of meeting it is"), "industry": _("Choose the industry that fits best")},
    )
    if not page.subjects and not page.extra_words:
        gaps.append(Missing("subjects", _("Choose at least one subject")))
    if (page.grade_min is None or page.grade_max is None) and not page.youth_levels:
        gaps.append(Missing("grades", _("Choose the grades it suits")))
    if page.duration_minutes is None:
        gaps.append(
            Missing("duration_minutes", _("Write how many minutes it takes, or 0 when there is no fixed length"))
        )
    if page.price is None:
        gaps.append(Missing("price", _("Write the price, or 0 when it is free")))
    return [*gaps, *_missing_place(page), *_missing_contact(page), *_missing_picture(page)]


def _missing_place(page: "OfferPage") -> list[Missing]:
    if page.form in FORMS_WITHOUT_PLACE:
        return []
    return _blank(page, {"postcode": _("Write the postcode, so that schools can see how far it is")})


def _missing_contact(page: "OfferPage") -> list[Missing]:
    gaps = _blank(page, {"contact_name": _("Write who the school can talk to")})
    if not page.contact_phone and not page.contact_email:
        gaps.append(Missing("contact_phone", _("Write a phone number or an e-mail address")))
    return gaps


def _missing_picture(page: "OfferPage") -> list[Missing]:
    if page.picture is None or page.picture.alt_text:
        return []
    return [Missing("picture_alt", _("Say what the picture shows, for those who cannot see it"))]


def missing(page: "OfferPage") -> list[Missing]:
    """Everything that is missing, in the order of the steps; other languages lack texts only."""
    texts = missing_texts(page)
    return [*texts, *missing_facts(page)] if page.carries_facts else texts
