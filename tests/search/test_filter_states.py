"""Random questions: what the counts promise is what ticking gives, and both engines find the same."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Organisation
from companies.models import Company, Experience
from reference.geography import Point
from search.cluster.renewing import keep_up
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch import ElasticsearchEngine
from search.hierarchy import STAGES
from search.lengths import Length
from search.query import SORTS, CatalogueQuery, CatalogueResult, Engine
from search.rebuilding import renew_lexicon
from tests.factories.bookings import ask_for, new_school, teacher_at
from tests.factories.catalogue import host_in, live_offer, occurrence, write_live

STATES = 500
OFFERS = 60
PLACES = {"dk-0479": (55.06, 10.61), "dk-0101": (55.68, 12.57), "dk-0461": (55.40, 10.39)}
REGIONS = ("region-dk-region-hovedstaden", "region-dk-region-syddanmark")
TITLES = ("Vind i tal", "Fra mælk til ost", "Byg en bro", "Robotter i stalden", "Brød og gær", "Vand fra hanen")
FORMS = ("company_visit", "guest_teacher", "project", "online")
SUBJECTS = ("matematik", "dansk", "biologi", "fysik-kemi", "geografi")
INDUSTRIES = ("energy", "food", "construction")
TEXTS = ("", "", "vind", "vindmøller", "mælk ost", "brød bro robot", "vand 5. klasse", "matematik", "gaer", "xyzzy")

pytestmark = pytest.mark.django_db


def make_catalogue(chance: random.Random) -> None:
    """Some dozens of offers that differ in everything one can filter by."""
    hosts = [host_in(code, latitude=at[0], longitude=at[1]) for code, at in PLACES.items()]
    for host, experience in zip(hosts, Experience.values, strict=True):
        Company.objects.create(organisation=host, experience=experience)
    for number in range(OFFERS):
        _make_offer(chance, chance.choice(hosts), number)
    renew_lexicon()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a running database does by itself: without it every plan is a guess


def _make_offer(chance: random.Random, host: Organisation, number: int) -> None:
    low = chance.randint(0, 9)
    language = chance.choice(["da", "da", "da", "sv"])
    offer = live_offer(
        host,
        title=f"{chance.choice(TITLES)} {number}",
        language=language,
        form=chance.choice(FORMS),
        subjects=chance.sample(SUBJECTS, chance.randint(1, 3)),
        industry=chance.choice(INDUSTRIES),
        grade_min=low,
        grade_max=min(10, low + chance.randint(0, 4)),
        price=chance.choice([0, 0, 450]),
        duration_minutes=chance.choice([0, 45, 120, 200, 400, 900, None]),
        youth_levels=chance.choice([[], [], ["eud"], ["gym", "eux"]]),
        visit_languages=chance.sample(["da", "sv", "en"], chance.randint(1, 2)),
    )
    if chance.random() < 0.2:
        write_live(offer, title=f"Vind i siffror {number}", language="sv" if language == "da" else "da")
    if number % 4 == 0:
        ask_for(occurrence(offer, days=40), teacher_at(new_school()))
    for _ in range(chance.randint(0, 3)):
        taken = chance.choice([0, 1, 1])
        occurrence(offer, days=chance.randint(1, 90), hour=chance.randint(8, 14), capacity=1, taken=taken)


def random_state(chance: random.Random) -> CatalogueQuery:
    """Any filters, a text or none, any order."""
    values: dict[str, list[str]] = {
        "klassetrin": [*map(str, range(11)), "eud", "gym", *STAGES],
        "varighed": list(Length.values),
        "erfaring": list(Experience.values),
        "fag": list(SUBJECTS),
        "form": list(FORMS),
        "branche": list(INDUSTRIES),
        "kommune": [*PLACES, *REGIONS],
        "besoegssprog": ["da", "sv", "en"],
        "tekstsprog": ["da", "sv"],
    }
    ticked = chance.sample(sorted(values), chance.choice([0, 1, 1, 2, 3]))
    today = timezone.localdate()
    near = Point(*chance.choice(list(PLACES.values()))) if chance.random() < 0.4 else None
    return CatalogueQuery(
        language=chance.choice(["da", "da", "sv", "en"]),
        text=chance.choice(TEXTS),
        chosen={name: tuple(chance.sample(values[name], chance.randint(1, 2))) for name in ticked},
        near=near,
        radius_km=chance.choice([2, 10, 50, None]) if near else None,
        first_day=today + timedelta(days=chance.randint(0, 60)) if chance.random() < 0.2 else None,
        last_day=today + timedelta(days=chance.randint(30, 90)) if chance.random() < 0.2 else None,
        bookable=chance.random() < 0.2,
        free_of_charge=chance.random() < 0.2,
        sort=chance.choice(["", *SORTS]),
        page_size=OFFERS,
    )


def narrowed(query: CatalogueQuery, facet: str, value: str) -> CatalogueQuery:
    """The question with this value ticked in this facet, and nothing else in it."""
    return replace(query, chosen={**query.chosen, facet: (value,)})


def promised(chance: random.Random, found: CatalogueResult) -> list[tuple[str, str, int]]:
    """A few of the counts that a page shows."""
    shown = [(facet, value, n) for facet, counts in found.facets.items() for value, n in counts.items()]
    return chance.sample(shown, min(2, len(shown)))


def offers_of(found: CatalogueResult) -> list[int]:
    """What is listed."""
    return [hit.entry.offer_id for hit in found.hits]


def test_counts_are_what_ticking_gives_in_500_random_states() -> None:
    """SV-02 SV-24 VW-09: the database engine; industry × education, length, experience, stages and regions too."""
    chance = random.Random(7)
    make_catalogue(chance)
    _counts_hold(chance, DatabaseEngine())


@pytest.mark.elasticsearch
@pytest.mark.usefixtures("cluster")
def test_both_engines_find_and_count_the_same_in_500_random_states() -> None:
    """The same offers, the same counts, and without a text the same order; the cluster's counts hold too."""
    chance = random.Random(11)
    make_catalogue(chance)
    keep_up()
    for _ in range(STATES):
        query = random_state(chance)
        here, there = DatabaseEngine().search(query), ElasticsearchEngine().search(query)
        assert not there.is_substitute
        _same(query, here, there)
        _promises_hold(chance, ElasticsearchEngine(), query, there)


def _counts_hold(chance: random.Random, engine: Engine) -> None:
    for _ in range(STATES):
        query = random_state(chance)
        _promises_hold(chance, engine, query, engine.search(query))


def _promises_hold(chance: random.Random, engine: Any, query: CatalogueQuery, found: CatalogueResult) -> None:
    for facet, value, number in promised(chance, found):
        assert engine.total(narrowed(query, facet, value)) == number, (query, facet, value)


def _same(query: CatalogueQuery, here: CatalogueResult, there: CatalogueResult) -> None:
    listed, found = offers_of(here), offers_of(there)
    if query.text and query.sort in ("", "relevans"):  # the cluster rounds the lengths of texts
        listed, found = sorted(listed), sorted(found)
    assert found == listed, query
    facts = [(r.total, r.bookable_total, r.facets, r.is_loose, r.suggestion) for r in (here, there)]
    assert facts[0] == facts[1], query
