"""Short rule sheets by country, activity and age (contract SV-18), read from `data/rules.toml`."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from bookings.models import Booking
from bookings.where import facts_of
from offers.models import OfferForm
from reference.grades import Level
from schools.models import Group

FILE = Path(__file__).parent / "data" / "rules.toml"


class Country(models.TextChoices):
    """Where the school is."""

    DENMARK = "dk", _("Denmark")
    SWEDEN = "se", _("Sweden")


class Activity(models.TextChoices):
    """What pupils take part in."""

    VISIT = "visit", _("A visit with the class")
    GUEST_TEACHER = "guest_teacher", _("A guest teaches at school")
    PRAKTIK = "praktik", _("Work experience (erhvervspraktik, prao)")
    JUNIOR = "juniormesterlaere", _("Junior apprenticeship (juniormesterlære)")


class Age(models.TextChoices):
    """How old the youngest pupil is."""

    UNDER_13 = "under-13", _("Under 13")
    FROM_13 = "13-14", _("13–14 years")
    FROM_15 = "15-17", _("15–17 years")


TOPICS: dict[str, Any] = {
    "supervision": _("Who is responsible"),
    "work": _("What pupils may do"),
    "hours": _("Working hours"),
    "safety": _("Safety"),
    "insurance": _("Insurance"),
    "checks": _("Record checks"),
    "consent": _("Consent of the parents"),
    "photos": _("Pictures"),
    "transport": _("The way there"),
}
AT_SCHOOL = frozenset({OfferForm.GUEST_TEACHER, OfferForm.ONLINE})


@dataclass(frozen=True)
class Source:
    """Where a rule can be read in full, and when it was read for us."""

    name: str
    url: str
    checked: date


@dataclass(frozen=True)
class Rule:
    """One rule in our words."""

    country: str
    topic: str
    activities: tuple[str, ...]
    ages: tuple[str, ...]
    texts: dict[str, str]
    source: Source


@dataclass(frozen=True)
class Sheet:
    """The rules of one case, in one language: (topic, text, source)."""

    country: Country
    activity: Activity
    age: Age
    rows: list[tuple[str, str, Source]]


@cache
def all_rules() -> tuple[Rule, ...]:
    """Everything the file says."""
    said = tomllib.loads(FILE.read_text(encoding="utf-8"))
    sources = {key: Source(**facts) for key, facts in said["sources"].items()}
    return tuple(_rule(facts, sources) for facts in said["rule"])


def _rule(facts: dict[str, Any], sources: dict[str, Source]) -> Rule:
    texts = {language: facts[language] for language in ("da", "sv", "en")}
    activities, ages = tuple(facts["activities"]), tuple(facts["ages"])
    return Rule(facts["country"], facts["topic"], activities, ages, texts, sources[facts["source"]])


def sheet_for(country: Country, activity: Activity, age: Age, language: str) -> Sheet:
    """The rules of one case in the order of TOPICS; none where there is no such thing, so nobody answers for it."""
    fitting = [
        rule for rule in all_rules() if rule.country == country and activity in rule.activities and age in rule.ages
    ]
    if not any(rule.topic == "supervision" for rule in fitting):
        fitting = []
    order = list(TOPICS)
    rows = [
        (str(TOPICS[rule.topic]), rule.texts.get(language, rule.texts["en"]), rule.source)
        for rule in sorted(fitting, key=lambda rule: order.index(rule.topic))
    ]
    return Sheet(country, activity, age, rows)


def sheet_of(booking: Booking, language: str) -> Sheet | None:
    """The sheet that fits a booking's offer and class; None for material, to which nobody goes."""
    facts, municipality = facts_of(booking.occurrence.offer), booking.school.organisation.municipality
    form = facts.form if facts else ""
    if form == OfferForm.MATERIAL:
        return None
    country = Country.SWEDEN if municipality and municipality.country == "SE" else Country.DENMARK
    activity = Activity.GUEST_TEACHER if form in AT_SCHOOL else Activity.VISIT
    return sheet_for(country, activity, age_of(booking.group), language)


def age_of(group: Group) -> Age:
    """The age of most of a class by its grade; grade 9 counts as fourteen, the stricter of its two ages."""
    if group.level in Level.values or (group.grade or 0) > 9:
        return Age.FROM_15
    return Age.FROM_13 if (group.grade or 0) > 6 else Age.UNDER_13
