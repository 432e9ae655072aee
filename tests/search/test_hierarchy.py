"""Stages above grades, regions above municipalities, lengths, and experience: in every engine alike."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import Organisation
from companies.actions import change_facts
from companies.models import Company, Experience
from reference.grades import GRADES, Level
from reference.models import Municipality
from search.engines import engine
from search.facets import FacetOption
from search.filters import municipality_choices
from search.hierarchy import STAGES, grades_in, region_value, regions_on, stages_of
from search.lengths import Length, length_of
from search.query import CatalogueQuery
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import host_in, live_offer

pytestmark = pytest.mark.django_db
URL = "/tilbud/"


@pytest.fixture
def host() -> Organisation:
    """A company in Svendborg."""
    return host_in(name="Nordvind Værksted")


def total(**chosen: tuple[str, ...]) -> int:
    """How many offers have these ticked."""
    return engine().total(CatalogueQuery(chosen=chosen))


def option(client: Client, facet: str, value: str, query: str = "") -> FacetOption:
    """A value as the panel shows it."""
    (shown,) = [each for each in client.get(URL + query).context["facets"] if each.name == facet]
    rows = [*shown.first, *shown.rest]
    (found,) = [row for top in rows for row in (top, *top.below) if row.value == value]
    return found


@pytest.mark.usefixtures("answering")
def test_ticking_a_stage_means_all_its_grades(host: Organisation) -> None:
    """SV-24: an offer of several grades counts once, one of two stages in both."""
    live_offer(host, grade_min=1, grade_max=2)
    live_offer(host, grade_min=3, grade_max=5)
    live_offer(host, grade_min=None, grade_max=None, youth_levels=["eud", "eux"])
    for stage, number in {"indskoling": 2, "mellemtrin": 1, "udskoling": 0, "ungdom": 1}.items():
        assert total(klassetrin=(stage,)) == total(klassetrin=STAGES[stage]) == number, stage
    counted = engine().search(CatalogueQuery()).facets["klassetrin"]
    assert {stage: counted.get(stage, 0) for stage in STAGES} == {
        "indskoling": 2,
        "mellemtrin": 1,
        "udskoling": 0,
        "ungdom": 1,
    }
    assert total(klassetrin=("indskoling", "4")) == 2


@pytest.mark.usefixtures("answering")
def test_ticking_a_region_means_all_its_municipalities(host: Organisation) -> None:
    """SV-02: with one municipality of the region, or with the next region beside it."""
    live_offer(host)
    live_offer(host_in("dk-0461"))
    live_offer(host_in("dk-0101"))
    south, capital = "region-dk-region-syddanmark", "region-dk-region-hovedstaden"
    assert total(kommune=(south,)) == total(kommune=("dk-0479", "dk-0461")) == 2
    assert total(kommune=(south, "dk-0101")) == total(kommune=(south, capital)) == 3
    counted = engine().search(CatalogueQuery(chosen={"kommune": (south,)})).facets["kommune"]
    assert (counted[south], counted[capital], counted["dk-0479"]) == (2, 1, 1)


@pytest.mark.usefixtures("answering")
def test_industry_and_education_narrow_each_other(host: Organisation) -> None:
    """SV-02: the counts of the one facet hold what is ticked in the other."""
    live_offer(host, industry="energy", youth_levels=["eud"])
    live_offer(host, industry="food", youth_levels=["eud", "gym"])
    live_offer(host, industry="food")
    found = engine().search(CatalogueQuery(chosen={"branche": ("food",)})).facets
    assert {level: found["klassetrin"].get(level, 0) for level in ("eud", "gym", "ungdom")} == {
        "eud": 1,
        "gym": 1,
        "ungdom": 1,
    }
    found = engine().search(CatalogueQuery(chosen={"klassetrin": ("ungdom",)})).facets
    assert found["branche"] == {"energy": 1, "food": 1}


@pytest.mark.usefixtures("answering")
def test_form_content_and_length_are_facets(host: Organisation) -> None:
    """SV-24: each offer by its form, its subjects and industry, and how long it lasts."""
    live_offer(host, form="company_visit", subjects=["biologi"], industry="food", duration_minutes=90)
    live_offer(host, form="project", subjects=["dansk"], industry="energy", duration_minutes=0)
    found = engine().search(CatalogueQuery()).facets
    assert found["form"] == {"company_visit": 1, "project": 1}
    assert found["fag"] == {"biologi": 1, "dansk": 1}
    assert found["branche"] == {"food": 1, "energy": 1}
    assert found["varighed"] == {"kort": 1, "laengere": 1}
    assert total(varighed=("kort",)) == total(form=("project",)) == 1


@pytest.mark.usefixtures("answering")
def test_the_hosts_experience_is_a_filter_that_holds_from_the_moment_it_is_said(host: Organisation) -> None:
    """VW-09: new to it, some, much; saying it at the company's desk is enough."""
    Company.objects.create(organisation=host)
    live_offer(host)
    assert total(erfaring=("beginner",)) == 0
    change_facts(organisation=host, facts={"experience": "beginner", "town": "Troense"}, by=UserFactory())
    assert total(erfaring=("beginner",)) == 1
    assert engine().search(CatalogueQuery()).facets["erfaring"] == {"beginner": 1}
    assert engine().search(CatalogueQuery(text="troense")).total == 1


def test_forms_that_fit_the_experience_are_suggested(client: Client, host: Organisation) -> None:
    """VW-09: only those that have offers, each a link that ticks it; nothing where two levels are asked for."""
    Company.objects.create(organisation=host, experience=Experience.BEGINNER)
    live_offer(host, form="company_visit")
    live_offer(host, form="project")
    response = client.get(URL + "?erfaring=beginner&fag=matematik&side=1")
    assert [(row.count, row.url) for row in response.context["advice"]] == [
        (1, "?erfaring=beginner&fag=matematik&form=company_visit")
    ]
    assert response.context["advice_reason"] in response.content.decode()
    assert client.get(URL + "?erfaring=beginner&erfaring=some").context["advice"] == []
    assert client.get(URL).context["advice_reason"] == ""


def test_the_panel_shows_children_below_their_parent(client: Client, host: Organisation) -> None:
    """With counts that say what ticking gives."""
    live_offer(host, grade_min=5, grade_max=5)
    live_offer(host_in("dk-0461"), grade_min=6, grade_max=8)
    stage = option(client, "klassetrin", "mellemtrin")
    assert (stage.count, [(row.value, row.count) for row in stage.below]) == (2, [("4", 0), ("5", 1), ("6", 1)])
    region = option(client, "kommune", "region-dk-region-syddanmark", "?kommune=dk-0479")
    assert (region.count, region.is_open, region.checked) == (2, True, False)
    assert [row.label for row in region.below] == ["Odense", "Svendborg"]
    response = client.get(URL + "?klassetrin=mellemtrin&klassetrin=7")
    assert "4.–7. klasse" in response.context["heading"]
    assert {chip.value for chip in response.context["chips"]} == {"mellemtrin", "7"}


def test_every_grade_and_level_has_a_stage() -> None:
    """And one only."""
    below = [value for values in STAGES.values() for value in values]
    assert sorted(below) == sorted([*map(str, GRADES), *Level.values])
    assert stages_of(["0", "gym"]) == {"indskoling", "ungdom"}
    assert grades_in(["mellemtrin", "7", "eud", "ungdom"]) == {4, 5, 6, 7}


def test_a_municipality_stands_below_the_region_of_the_day(host: Organisation) -> None:
    """Copenhagen belongs to another region from 2027 on; offers are found under either name."""
    before, after = regions_on(date(2026, 12, 31))["dk-0101"], regions_on(date(2027, 1, 1))["dk-0101"]
    live_offer(host_in("dk-0101"))
    assert before != after
    assert total(kommune=(region_value(before),)) == total(kommune=(region_value(after),)) == 1
    assert {row.pk for row in Municipality.objects.filter(pk__startswith="se-")} <= regions_on(date(2026, 1, 1)).keys()


def test_a_municipality_without_a_region_stands_by_itself(host: Organisation) -> None:
    """First, below nothing."""
    Municipality.objects.create(key="dk-0999", country="DK", code="0999", name="Opdigtet", is_invented=True)
    live_offer(host_in("dk-0999"))
    live_offer(host)
    assert [value for value, _name in municipality_choices()] == ["dk-0999", "region-dk-region-syddanmark", "dk-0479"]


@pytest.mark.parametrize(
    ("minutes", "length"),
    [
        (None, ""),
        (0, Length.LONGER),
        (120, Length.SHORT),
        (121, Length.HALF_DAY),
        (240, Length.HALF_DAY),
        (480, Length.DAY),
        (481, Length.LONGER),
    ],
)
def test_lengths_are_those_of_a_timetable(minutes: int | None, length: str) -> None:
    """0 is open-ended."""
    assert length_of(minutes) == length
