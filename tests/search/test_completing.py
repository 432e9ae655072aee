"""Suggestions while somebody types: the contract of every engine, and the part of a page that shows them."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation
from offers.models import Offer, OfferState
from search.completing import MOST, Completion, arranged, completed
from search.engines import engine
from search.models import NameKind
from tests.factories.catalogue import host_in, live_offer, write_live

pytestmark = pytest.mark.django_db
URL = "/tilbud/forslag/"


@pytest.fixture
def host() -> Organisation:
    """A company in an open municipality."""
    return host_in(name="Nordvind Værksted", town="Ærøskøbing")


def names(text: str, language: str = "da") -> list[tuple[str, str]]:
    """What is proposed, with what it names."""
    return [(row.kind.value, row.name) for row in engine().completions(text, language)]


@pytest.mark.usefixtures("answering")
@pytest.mark.parametrize("typed", ["vindmø", "vindmo", "vindmoe", "VINDMØLLE", "en  vindm", "byg en vind"])
def test_a_title_is_completed_from_any_of_its_words_on(host: Organisation, typed: str) -> None:
    """SV-11: with or without a Danish keyboard."""
    live_offer(host, title="Byg en: vindmølle", subjects=[])
    assert names(typed) == ([("title", "Byg en: vindmølle")] if typed != "en  vindm" else [])


@pytest.mark.usefixtures("answering")
def test_every_kind_of_name_is_completed(host: Organisation) -> None:
    """Titles, subjects, companies, towns and municipalities, in this order."""
    live_offer(host, title="Vind i tal", subjects=["matematik"])
    assert names("nordv") == [("company", "Nordvind Værksted")]
    assert names("vaerk") == names("værk") == names("vark") == [("company", "Nordvind Værksted")]
    assert names("aeroskoe") == names("ærøskø") == [("place", "Ærøskøbing")]
    assert names("svend") == [("place", "Svendborg")]
    assert names("matem") == [("subject", "Matematik")]
    assert names("mathem", "en") == [("subject", "Mathematics")]
    assert names("ingenting") == names(" ") == names("!") == names("\0") == []


@pytest.mark.usefixtures("answering")
def test_only_what_the_catalogue_lists_is_proposed(host: Organisation) -> None:
    """Neither paused nor withdrawn nor unpublished offers, nor the names that only they have."""
    live_offer(host, title="Vind i tal", subjects=["matematik"])
    for state in (OfferState.PAUSED, OfferState.WITHDRAWN):
        gone = live_offer(host_in(name="Vindens Hus"), title="Vinden drejer", subjects=["musik"])
        Offer.objects.filter(pk=gone.pk).update(state=state)
    live_offer(host, title="Vinduer").pages.get().unpublish()
    assert names("vin") == [("title", "Vind i tal")]
    assert names("musik") == []


@pytest.mark.usefixtures("answering")
def test_a_title_is_proposed_in_the_language_in_which_it_is_listed(host: Organisation) -> None:
    """The Swedish text for Swedish readers, the first language's where there is none."""
    write_live(live_offer(host, title="Vind i tal"), title="Vind i siffror", language="sv")
    live_offer(host, title="Vindens retning")
    assert names("vind", "da") == [("title", "Vind i tal"), ("title", "Vindens retning")]
    assert names("vind", "sv") == [("title", "Vind i siffror"), ("title", "Vindens retning")]


@pytest.mark.usefixtures("answering")
def test_many_titles_leave_room_for_other_kinds(host: Organisation) -> None:
    """Eight at most; a name that begins so stands before one in which a later word does; each name once."""
    for number in range(12):
        live_offer(host, title=f"Nord og syd {number:02}")
    live_offer(host, title="Mod nord")
    found = names("nord")
    assert len(found) == MOST
    assert found[-1] == ("company", "Nordvind Værksted")
    assert found[0] == ("title", "Nord og syd 00")
    assert ("title", "Mod nord") not in found


def test_the_shares_of_the_kinds_add_up_to_eight() -> None:
    """Two of each kind that has them; what others leave goes to the first."""
    full = {kind: [f"{kind} {number}" for number in range(9)] for kind in NameKind}
    counted = [row.kind for row in arranged(full)]
    assert [counted.count(kind) for kind in NameKind] == [2, 2, 2, 2]
    some = {NameKind.PLACE: ["a", "b", "c"], NameKind.TITLE: ["x"]}
    assert arranged(some) == [Completion(NameKind.TITLE, "x"), *(Completion(NameKind.PLACE, n) for n in "abc")]


def test_the_part_of_the_page_is_small_escaped_and_may_be_kept_a_minute(client: Client, host: Organisation) -> None:
    """Options grouped by kind; asked again, an unchanged answer costs nothing."""
    live_offer(host, title="Vind <b>& tal", subjects=[])
    first = client.get(URL, {"q": "vind"})
    text = first.content.decode()
    assert 'role="option" id="forslag-title-1" aria-selected="false">Vind &lt;b&gt;&amp; tal<' in text
    assert "1 forslag" in text or "1 suggestion" in text
    assert "max-age=60" in first["Cache-Control"]
    again = client.get(URL, {"q": "vind"}, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.post(URL, {"q": "vind"}).status_code == 405
    assert client.get(URL).status_code == client.get(URL, {"q": "x" * 5000}).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_completing_costs_the_same_queries_for_one_and_three(
    host: Organisation, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """One for each kind of name, and one more where a subject may fit."""
    for each in range(number):
        live_offer(host, title=f"Matador {each}")
    with django_assert_num_queries(5):
        assert len(completed("ma", "da")) == number + 1


def test_the_search_boxes_are_plain_forms_that_name_the_list(client: Client, host: Organisation) -> None:
    """Without the script they search; with it they know where to ask."""
    live_offer(host, title="Vind i tal")
    for address in ("/tilbud/", "/", host.municipality_pages.model.objects.live().first().url):
        text = client.get(address).content.decode()
        assert 'data-completions="/tilbud/forslag/"' in text, address
        assert "completions.js" in text, address
        assert '<form class="inline" action="/tilbud/"' in text or '<form class="find" action="/tilbud/"' in text


def test_what_is_typed_stands_in_no_log(client: Client, host: Organisation, caplog: Any) -> None:
    """Nothing personal is kept of what somebody was about to type."""
    with caplog.at_level(0):
        client.get(URL, {"q": "fortrolig"})
    assert "fortrolig" not in caplog.text
