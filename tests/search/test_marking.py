"""A card shows why an offer was found: the words that were asked for, in the title or in a piece of the summary."""

import pytest
from django.test import Client

from search.analysis.planning import make_plan
from search.engines import ENGINES
from search.marking import marked, sought, with_marks
from search.models import Entry
from search.query import CatalogueQuery
from search.reading import reader
from tests.factories.catalogue import host_in, live_offer

pytestmark = pytest.mark.django_db


def mark(text: str, asked: str) -> str:
    """A title with its marks."""
    using = reader("da")
    return marked(text, sought(make_plan(asked, using)), using.chain)


@pytest.mark.parametrize(
    ("asked", "title", "shown"),
    [
        ("vindmølle", "Byg en vindmølle", "Byg en <mark>vindmølle</mark>"),
        ("vindmøllerne", "Byg en vindmølle", "Byg en <mark>vindmølle</mark>"),
        ("vindmoelle", "Vindmøller i blæst", "<mark>Vindmøller</mark> i blæst"),
        ("grus", "En dag i grusgraven", "En dag i <mark>grusgraven</mark>"),
        ("dansk", "Byg en vindmølle", ""),
    ],
)
def test_what_was_asked_is_marked_however_it_is_inflected_written_or_joined(
    asked: str, title: str, shown: str
) -> None:
    """Base forms, parts of compounds and restored letters; nothing is marked where nothing was asked for."""
    live_offer(host_in(), title=title)
    assert mark(title, asked) == shown


def test_what_a_company_writes_is_never_html() -> None:
    """Marks are the only tags."""
    assert mark("<b>Vindmølle</b> & co", "vindmølle") == "&lt;b&gt;<mark>Vindmølle</mark>&lt;/b&gt; &amp; co"


def test_a_piece_of_the_summary_stands_in_where_the_title_says_nothing(client: Client) -> None:
    """Around the first word found, in whole words."""
    before = "Vi begynder i laden og ser på alt det, som klassen har med hjemmefra den dag. "
    after = " Bagefter spiser vi madpakker ude i det fri, og til sidst maler alle et skilt med deres navn."
    live_offer(host_in(), title="En dag på gården", summary=f"{before}Så bygger vi en vindmølle.{after}")
    page = client.get("/tilbud/", {"q": "vindmøller"}).content.decode()
    assert "bygger vi en <mark>vindmølle</mark>." in page
    assert "…" in page
    assert "Vi begynder" not in page
    assert "deres navn" not in page


def test_without_a_text_nothing_is_marked(client: Client) -> None:
    """A catalogue that was only filtered looks as before."""
    live_offer(host_in(), title="Byg en vindmølle")
    assert "<mark>" not in client.get("/tilbud/", {"fag": "matematik"}).content.decode()


def test_a_text_in_another_language_is_marked_in_its_own(answering: str) -> None:
    """The same function marks what either engine found."""
    live_offer(host_in(), title="Bygg ett vindkraftverk", language="sv")
    query = CatalogueQuery(text="vindkraft", chosen={"tekstsprog": ("sv",)})
    found = ENGINES[answering]().search(query)
    assert [hit.marked_title for hit in with_marks(found.hits, query.text)] == ["Bygg ett <mark>vindkraftverk</mark>"]
    assert Entry.objects.count() == 1
