"""What may be asked of the catalogue, and in which words a bad question is answered."""

from datetime import date

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client

from reference.geography import Point
from search.chips import address, clear_all, without
from search.engines.scoring import idf
from search.filters import Asked, municipality_choices
from search.headings import heading
from search.models import Entry, FacetValue, Posting
from search.templatetags.search import catalogue_numbers, industry_doors, recommended, soon_bookable
from tests.factories.catalogue import host_in, live_offer, occurrence

pytestmark = pytest.mark.django_db
SCHOOL = Point(55.06, 10.61)


def asked(query: str, school: Point | None = None) -> Asked:
    """The question of an address."""
    return Asked(QueryDict(query), language="da", school_place=school)


def test_every_parameter_reaches_the_question() -> None:
    """SV-24: form, grade, subject, industry, dates, price, distance, languages, order and page."""
    live_offer(host_in())
    query = asked(
        "q=vind&klassetrin=7&klassetrin=gym&fag=matematik&form=project&branche=energy&kommune=dk-0479&besoegssprog=da"
        "&tekstsprog=sv&postnr=5700&km=20&fra=2026-12-01&til=2026-12-24&ledig=1&gratis=1&sorter=afstand&side=2"
    ).query
    assert query.chosen == {
        "klassetrin": ("7", "gym"),
        "fag": ("matematik",),
        "form": ("project",),
        "branche": ("energy",),
        "kommune": ("dk-0479",),
        "besoegssprog": ("da",),
        "tekstsprog": ("sv",),
    }
    assert (query.text, query.sort, query.page, query.radius_km) == ("vind", "afstand", 2, 20)
    assert (query.first_day, query.last_day) == (date(2026, 12, 1), date(2026, 12, 24))
    assert query.bookable
    assert query.free_of_charge
    assert query.near
    assert query.near.latitude == pytest.approx(55.06, abs=0.1)


@pytest.mark.parametrize("text", ["", "   ", '"', "\t\n", "%", "_", "'; DROP TABLE x; --", "a" * 1000, "ÆØÅ æøå"])
def test_any_text_is_a_question(client: Client, text: str) -> None:
    """Quotes, blanks and signs are words like others."""
    live_offer(host_in())
    response = client.get("/tilbud/", {"q": text})
    assert response.status_code == 200
    assert not response.context["form"].errors


def test_a_blank_text_asks_for_everything(client: Client) -> None:
    """As if nothing had been typed."""
    live_offer(host_in())
    assert client.get("/tilbud/", {"q": "   "}).context["found"].total == 1


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("postnr=0000", "postnr"),
        ("postnr=Svendborg", "postnr"),
        ("km=7", "km"),
        ("fra=31-12-2026x", "fra"),
        ("fra=2026-12-24&til=2026-12-01", "til"),
        ("side=0", "side"),
        ("sorter=baglaens", "sorter"),
        ("ledig=ja", "ledig"),
        ("klassetrin=11", "klassetrin"),
        ("kommune=dk-9999", "kommune"),
    ],
)
def test_a_bad_parameter_is_named_and_the_rest_is_answered(query: str, field: str) -> None:
    """The message belongs to its field."""
    found = asked(f"{query}&fag=matematik")
    assert set(found.form.errors) == {field}
    assert found.query.chosen["fag"] == ("matematik",)


@pytest.mark.parametrize("code", ["5700", " 5700 ", "DK-5700", "DK5700", "57 00"])
def test_a_postcode_is_read_as_people_write_it(code: str) -> None:
    """With the country before it, or blanks."""
    found = asked(f"postnr={code.replace(' ', '+')}")
    assert found.place_name == "5700 Svendborg"


def test_without_a_postcode_the_own_school_is_the_place() -> None:
    """And a radius without any place asks for nothing."""
    assert asked("km=10", SCHOOL).query.near == SCHOOL
    assert asked("km=10", SCHOOL).query.radius_km == 10
    assert asked("km=10").query.radius_km is None


def test_only_municipalities_with_offers_can_be_chosen() -> None:
    """398 names would help nobody."""
    assert municipality_choices() == []
    live_offer(host_in())
    live_offer(host_in("dk-0101"))
    assert [value for value, _name in municipality_choices() if value.startswith("dk")] == ["dk-0101", "dk-0479"]


def test_taking_a_filter_away_keeps_the_rest_and_goes_to_the_first_page() -> None:
    """Blank parameters do not clutter the address."""
    data = QueryDict("q=vind&fag=dansk&fag=matematik&side=3&km=")
    assert without(data, "fag", "dansk") == "?q=vind&fag=matematik"
    assert without(data, "fag") == "?q=vind"
    assert clear_all(QueryDict("q=vind&fag=dansk&sorter=titel")) == "?q=vind&sorter=titel"
    assert address(QueryDict("")) == "?"


def test_the_heading_says_what_was_asked() -> None:
    """Number, text, subjects, grades."""
    found = asked("q=vind&fag=matematik&klassetrin=7&klassetrin=8")
    said = heading(found.query, 38, found.form)
    for words in ("38 tilbud", "“vind”", "matematik", "7.–8. klasse"):
        assert words.replace("“", "").replace("”", "") in said.replace("“", "").replace("”", "").replace("»", ""), said


def test_a_rare_word_tells_more() -> None:
    """And one that stands everywhere still a little."""
    assert idf(1000, 1) > idf(1000, 100) > idf(1000, 1000) > 0


def test_the_front_pages_numbers_are_true() -> None:
    """SV-11: offers, workplaces, industries, of all or of one municipality."""
    here, there = host_in(), host_in("dk-0101")
    live_offer(here, industry="energy")
    live_offer(here, industry="food")
    live_offer(there, industry="food")
    assert catalogue_numbers() == {"offers": 3, "workplaces": 2}
    assert catalogue_numbers(here) == {"offers": 2, "workplaces": 1}
    doors = {row["code"]: row["count"] for row in industry_doors()}
    assert (doors["energy"], doors["food"], len(doors)) == (1, 2, 16)


def test_what_can_be_visited_soon_stands_soonest_first() -> None:
    """Within a month, with free places."""
    host = host_in()
    for title, days in (("Senere", 20), ("Først", 5), ("For sent", 60)):
        occurrence(live_offer(host, title=title), days=days)
    occurrence(live_offer(host, title="Fuld"), days=3, capacity=1, taken=1)
    assert [hit.entry.title for hit in soon_bookable()] == ["Først", "Senere"]


def test_nothing_recommended_is_an_empty_list() -> None:
    """Without a query."""
    assert recommended(None) == []


def test_the_index_can_be_made_anew_from_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """The command ends with what it wrote."""
    live_offer(host_in(), title="Vind")
    call_command("rebuild_index")  # the words of the catalogue are known from here on
    before = sorted(Posting.objects.values_list("token", "weight"))
    Entry.objects.all().delete()
    assert not FacetValue.objects.exists()
    call_command("rebuild_index")
    assert sorted(Posting.objects.values_list("token", "weight")) == before
    assert "1 entries of 1 offers" in capsys.readouterr().out
