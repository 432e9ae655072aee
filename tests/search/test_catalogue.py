"""What the catalogue finds, counts and says: the contract of every engine."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation
from offers.models import Occurrence, OfferState
from search.concepts import with_keys
from search.engines import engine
from search.models import Concept, Entry
from search.places import with_places
from search.projection import refresh_offers
from search.query import CatalogueQuery, Hit
from search.rebuilding import rebuild
from tests.factories.catalogue import host_in, live_offer, occurrence, write_live
from tests.search.catalogues import alike_and_not

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("answering")]
URL = "/tilbud/"


@pytest.fixture
def host() -> Organisation:
    """A company in an open municipality."""
    return host_in(name="Nordvind Værksted")


def titles(**asked: object) -> list[str]:
    """The titles found, in order."""
    return [hit.entry.title for hit in engine().search(CatalogueQuery(**asked)).hits]  # type: ignore[arg-type]


def test_a_published_offer_is_found_and_a_withdrawn_one_is_not(host: Organisation) -> None:
    """SV-11 SV-20: publishing is enough, in the same transaction."""
    offer = live_offer(host, title="Byg en vindmølle")
    assert titles(text="vindmøller") == ["Byg en vindmølle"]
    offer.state = OfferState.WITHDRAWN
    offer.save()
    assert titles(text="vindmøller") == []


def test_an_unpublished_text_is_gone_at_once(host: Organisation) -> None:
    """Wagtail's unpublish reaches the projection."""
    offer = live_offer(host, title="Byg en vindmølle")
    offer.pages.get().unpublish()
    assert titles() == []


def test_a_better_place_in_the_text_ranks_higher(host: Organisation) -> None:
    """A word in the title weighs more than one in the description."""
    live_offer(host, title="Fra mælk til ost", description="Vi taler også om vind.")
    live_offer(host, title="Vind i tal")
    assert titles(text="vind") == ["Vind i tal", "Fra mælk til ost"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("øst", ["Solen i øst"]),
        ("ost", ["Smag på ost", "Solen i øst"]),
        ("oest", ["Smag på ost", "Solen i øst"]),
    ],
)
def test_words_that_differ_in_a_letter_only_are_told_apart(host: Organisation, typed: str, found: list[str]) -> None:
    """Who types «øst» means it; «ost» may lack a key, so the cheese comes first and the east after it."""
    live_offer(host, title="Smag på ost")
    live_offer(host, title="Solen i øst")
    rebuild()
    assert titles(text=typed) == found


def test_the_name_of_a_municipality_is_no_compound() -> None:
    """«havn» asks for harbours, not for everything in Frederikshavn; the name itself is found."""
    live_offer(host_in("dk-0813"), title="Byg en båd")
    live_offer(host_in("dk-0479"), title="Kranen på havnen")
    rebuild()
    assert titles(text="havn") == ["Kranen på havnen"]
    assert titles(text="frederikshavn") == ["Byg en båd"]


def test_related_words_add_up(host: Organisation) -> None:
    """An offer with two words of a concept passes a shorter one that has the better of them."""
    Concept.objects.create(**_concept("iværksætteri", "budget; salg; forretningsidé"))
    live_offer(host, title="Læg budget")
    live_offer(host, title="Forretningsidé")
    live_offer(host, title="Læg budget med os, og find en forretningsidé")
    assert titles(text="iværksætteri")[0] == "Læg budget med os, og find en forretningsidé"


def _concept(name: str, words: str) -> dict[str, object]:
    made = with_keys(Concept(language="da", kind="theme", name=name, words=words))
    return {"language": "da", "kind": "theme", "name": name, "words": made.words, "keys": made.keys}


def test_what_is_like_the_first_hits_moves_up_on_every_page_and_under_every_filter() -> None:
    """Two have the same words of the question; the later by title has what the best have in common."""
    alike_and_not()
    assert titles(text="vind")[4:] == ["Vind beta", "Vind alfa"]
    assert titles(text="vind", page=2, page_size=4) == ["Vind beta", "Vind alfa"]
    assert titles(text="vind", chosen={"form": ("guest_teacher",)}) == ["Vind beta", "Vind alfa"]
    assert titles(text="vind", chosen={"klassetrin": ("2",)}, page=2, page_size=1) == ["Vind alfa"]


def test_what_is_like_the_first_hits_makes_no_hit_and_no_count() -> None:
    """An offer with the same words but without the one asked for stays away."""
    live_offer(alike_and_not(), title="Trommen larmer")
    found = engine().search(CatalogueQuery(text="vind"))
    assert (found.total, len(found.hits), found.facets["form"]) == (6, 6, {"company_visit": 4, "guest_teacher": 2})


def test_all_of_two_words_must_be_there(host: Organisation) -> None:
    """Two words narrow."""
    live_offer(host, title="Vind i tal")
    live_offer(host, title="Vind og ost")
    assert titles(text="vind ost") == ["Vind og ost"]


def test_what_no_offer_has_whole_is_found_in_part_and_said(host: Organisation) -> None:
    """The offers with the most of the words, and the page says so."""
    live_offer(host, title="Vind i tal")
    live_offer(host, title="Fra mælk til ost", industry="food")
    found = engine().search(CatalogueQuery(text="ost dinosaur"))
    assert ([hit.entry.title for hit in found.hits], found.is_loose) == (["Fra mælk til ost"], True)


def test_what_nobody_offers_is_not_found(client: Client, host: Organisation) -> None:
    """What only resembles it is shown apart and counted nowhere."""
    live_offer(host, title="Tandlægens værktøj")
    for text in ("rumraket", "hajdykning", "xqzwk", "!!!", "og"):
        found = engine().search(CatalogueQuery(text=text))
        assert (found.total, found.hits, found.facets["form"]) == (0, [], {}), text


def test_what_resembles_is_shown_apart(client: Client, host: Organisation) -> None:
    """«Måske også»: below the hits, not among them."""
    live_offer(host, title="Grusgravens maskiner")
    live_offer(host, title="Maskinernes verden")
    response = client.get(URL, {"q": "grusmaskiner"})
    found = response.context["found"]
    assert [hit.entry.title for hit in found.hits] == ["Grusgravens maskiner"]
    assert [hit.entry.title for hit in found.also] == ["Maskinernes verden"]
    assert found.total == 1
    assert 'id="maaske"' in response.content.decode()


def test_the_example_of_the_gravel_pit(host: Organisation) -> None:
    """SV-11: without a Danish keyboard, inflected, with a grade."""
    live_offer(host, title="Fra mælk til ost", grade_min=4, grade_max=6)
    live_offer(
        host,
        title="Gravko og gummiged: en dag i grusgraven",
        during="Tur i bæltekøretøj ved siden af føreren.",
        grade_min=4,
        grade_max=6,
    )
    assert titles(text="baeltekoretoj i grusgrav 5 klasse") == ["Gravko og gummiged: en dag i grusgraven"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("vindmøllerne", "Byg en vindmølle"),
        ("vindenergi", "Byg en vindmølle"),
        ("vindmoller", "Byg en vindmølle"),
        ("vindmøle", "Byg en vindmølle"),
        ("mejeribesøg", "Besøg et mejeri"),
        ("bøgerne", "Bind en bog"),
    ],
)
def test_words_are_read_as_people_mean_them(host: Organisation, text: str, title: str) -> None:
    """Inflections, compounds, missing letters, slips."""
    for written in ("Byg en vindmølle", "Besøg et mejeri", "Bind en bog"):
        live_offer(host, title=written, industry="", subjects=[])
    assert titles(text=text)[:1] == [title]


def test_a_repaired_spelling_is_said(client: Client, host: Organisation) -> None:
    """The page names what it looked for."""
    live_offer(host, title="Journalist for en dag")
    response = client.get(URL, {"q": "jurnalist"})
    assert response.context["found"].suggestion == "journalist"
    assert "journalist" in response.content.decode()
    assert engine().search(CatalogueQuery(text="xqzwkj")).suggestion == ""


def test_a_grade_in_the_text_orders_and_a_grade_alone_finds(host: Organisation) -> None:
    """SV-24: offers for other grades come last; a grade alone is a question too."""
    live_offer(host, title="Vind for store", grade_min=8, grade_max=9)
    live_offer(host, title="Vind for små", grade_min=1, grade_max=3)
    assert titles(text="vind 2. klasse") == ["Vind for små", "Vind for store"]
    assert titles(text="9. klasse") == ["Vind for store"]


def test_a_subject_in_the_text_prefers_offers_of_that_subject(host: Organisation) -> None:
    """First subjects before later ones."""
    live_offer(host, title="Tal og vind", subjects=["matematik"])
    live_offer(host, title="Vind og tal", subjects=["dansk", "matematik"])
    live_offer(host, title="Vind og ord", subjects=["dansk"])
    assert titles(text="matematik") == ["Tal og vind", "Vind og tal"]


def test_danish_words_find_swedish_texts_only_when_asked(host: Organisation) -> None:
    """A language searches its own texts; a ticked language of the text is searched as well."""
    live_offer(host, title="Korn i verden", language="da")
    live_offer(host, title="Korn i världen", language="sv")
    assert titles(text="korn", language="da") == ["Korn i verden"]
    assert titles(text="korn", language="sv") == ["Korn i världen"]
    assert titles(text="korn", language="da", chosen={"tekstsprog": ("sv",)}) == ["Korn i världen"]


def test_counts_with_a_text_are_what_ticking_gives(host: Organisation) -> None:
    """SV-24: facets count hits, not what resembles them."""
    live_offer(host, title="Grusgravens maskiner", form="company_visit")
    live_offer(host, title="Grus i tal", form="guest_teacher")
    live_offer(host, title="Maskinernes verden", form="project")
    found = engine().search(CatalogueQuery(text="grusmaskiner"))
    assert found.facets["form"] == {"company_visit": 1, "guest_teacher": 1}
    for value, number in found.facets["form"].items():
        assert engine().total(CatalogueQuery(text="grusmaskiner", chosen={"form": (value,)})) == number


def test_an_offer_counts_once_whatever_its_languages(host: Organisation) -> None:
    """Each language lists its own text, or the first language's."""
    offer = live_offer(host, title="Vind i tal")
    write_live(offer, title="Vind i siffror", language="sv")
    assert (titles(language="da"), titles(language="sv"), titles(language="en")) == (
        ["Vind i tal"],
        ["Vind i siffror"],
        ["Vind i tal"],
    )
    result = engine().search(CatalogueQuery(language="sv"))
    assert result.total == 1
    assert result.facets["tekstsprog"] == {"da": 1, "sv": 1}
    assert result.facets["fag"] == {"matematik": 1}


def test_counts_are_what_ticking_gives(host: Organisation) -> None:
    """SV-24: a facet's counts ignore its own choice, and hold those of the others."""
    live_offer(host, form="company_visit", subjects=["matematik", "biologi"])
    live_offer(host, form="guest_teacher", subjects=["matematik"])
    live_offer(host, form="project", subjects=["dansk"])
    asked = CatalogueQuery(chosen={"form": ("company_visit",)})
    found = engine().search(asked)
    assert found.facets["form"] == {"company_visit": 1, "guest_teacher": 1, "project": 1}
    assert found.facets["fag"] == {"matematik": 1, "biologi": 1}
    for facet, counts in found.facets.items():
        for value, number in counts.items():
            ticked = (*asked.chosen.get(facet, ()), value) if facet not in asked.chosen else (value,)
            narrowed = CatalogueQuery(chosen={**asked.chosen, facet: ticked})
            assert engine().total(narrowed) == number, (facet, value)


def test_dates_are_read_live(host: Organisation) -> None:
    """A full date is not free, a date another day does not count."""
    free, full = live_offer(host, title="Fri"), live_offer(host, title="Fuld")
    at = occurrence(free, days=10)
    occurrence(full, days=10, capacity=1, taken=1)
    assert titles(bookable=True) == ["Fri"]
    day = timezone.localtime(at.starts_at).date()
    assert titles(first_day=day, last_day=day) == ["Fri"]
    assert titles(first_day=day.replace(year=day.year + 1)) == []


def test_distance_filters_and_is_shown(client: Client) -> None:
    """From a postcode, within so many kilometres."""
    near = host_in(latitude=55.06, longitude=10.61)
    far = host_in("dk-0101", latitude=55.68, longitude=12.57)
    live_offer(near, title="Nær")
    live_offer(far, title="Fjern")
    response = client.get(URL, {"postnr": "5700", "km": "10"})
    assert [hit.entry.title for hit in response.context["found"].hits] == ["Nær"]
    assert 0 <= response.context["found"].hits[0].distance_km < 10


@pytest.mark.parametrize(
    "query",
    [
        "?q=%22",
        "?q=%20%20",
        "?q=" + "a" * 5000,
        "?q=%27%29%3B--",
        "?side=0",
        "?side=abc",
        "?side=999999",
        "?fag=nej&klassetrin=77",
        "?km=7",
        "?fra=i+morgen",
        "?fra=2027-02-01&til=2027-01-01",
        "?postnr=0000",
        "?sorter=baglaens",
        "?q=%00",
    ],
)
def test_a_bad_question_is_a_message_never_an_error(client: Client, host: Organisation, query: str) -> None:
    """Whatever stands in the address, the page answers."""
    live_offer(host)
    response = client.get(URL + query)
    assert response.status_code == 200
    bad = any(
        name in query for name in ("nej", "abc", "km=7", "morgen", "til=", "0000", "bagl", "side=0", "9999", "%00")
    )
    assert bool(response.context["form"].errors) is bad


def test_100_kb_of_text_is_answered(client: Client, host: Organisation) -> None:
    """The address of a real server would not carry it; the view does."""
    live_offer(host)
    assert client.get(URL, {"q": "vind " * 20_000}).status_code == 200


def test_an_unknown_value_is_left_out_and_the_known_one_counts(client: Client, host: Organisation) -> None:
    """Half a good question is half answered."""
    live_offer(host, title="Vind i tal")
    live_offer(host, title="Ord", subjects=["dansk"])
    response = client.get(URL + "?fag=matematik&fag=trolddom")
    assert [hit.entry.title for hit in response.context["found"].hits] == ["Vind i tal"]


def test_an_empty_result_says_which_filter_stands_in_the_way(client: Client, host: Organisation) -> None:
    """Each filter one could drop, with what that gives."""
    live_offer(host, subjects=["dansk"], form="project")
    response = client.get(URL + "?fag=dansk&form=company_visit")
    assert [(chip.value, number) for chip, number in response.context["ways_out"]] == [("company_visit", 1)]


@pytest.mark.parametrize("answering", ["database"], indirect=True)
@pytest.mark.parametrize("number", [1, 3])
def test_the_catalogue_costs_the_same_queries_for_one_and_three(
    client: Client, host: Organisation, number: int, django_assert_num_queries: Callable[..., object]
) -> None:
    """No query for a row."""
    for _ in range(number):
        occurrence(live_offer(host, title=f"Vind {_}"))
    client.get(URL)
    with django_assert_num_queries(31):  # type: ignore[attr-defined]  # a context manager
        client.get(URL + "?q=vind")


def test_chips_take_one_value_away(client: Client, host: Organisation) -> None:
    """The rest of the address stays."""
    live_offer(host)
    response = client.get(URL + "?fag=matematik&klassetrin=7&klassetrin=8&side=1")
    chips = {chip.value: chip.url for chip in response.context["chips"]}
    assert chips["7"] == "?fag=matematik&klassetrin=8"
    assert response.context["clear_url"] == "?"


def test_refreshing_changes_nothing(host: Organisation) -> None:
    """The projection can be made anew at any time."""
    offers = [live_offer(host, title=f"Vind {number}") for number in range(3)]
    before = titles(text="vind")
    assert refresh_offers([offer.pk for offer in offers]) == 3
    assert titles(text="vind") == before


@pytest.mark.parametrize("number", [1, 3])
def test_a_card_says_how_many_places_are_left(
    host: Organisation, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The first free date's places in words, with one question for all cards."""
    for _each in range(number):
        date = occurrence(live_offer(host), days=14, capacity=4)
        Occurrence.objects.filter(pk=date.pk).update(taken=1)
    hits = engine().search(CatalogueQuery()).hits
    with django_assert_num_queries(1):
        cards = with_places(hits)
    assert [card.places for card in cards] == ["3 pladser"] * number


def test_a_card_is_silent_about_a_date_held_by_lapsed_requests(host: Organisation) -> None:
    """The date can be asked for, yet no place is counted as free: no number is better than a wrong one."""
    date = occurrence(live_offer(host), days=14, capacity=1)
    Occurrence.objects.filter(pk=date.pk).update(taken=1)
    hit = Hit(entry=Entry.objects.get(), score=0.0, distance_km=None, next_start=date.starts_at)
    assert [card.places for card in with_places([hit])] == [""]
