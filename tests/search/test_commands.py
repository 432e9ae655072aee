"""What editors and operators ask from a terminal, and the judged queries."""

from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation
from offers.models import Offer
from search.engines import engine
from search.judging import Judged, measured, ndcg, read, recall
from search.models import Entry, LaterWord, LexiconRow, Posting, SiteText
from search.query import CatalogueQuery
from search.rebuilding import is_stale, rebuild
from tests.factories.catalogue import host_in, live_offer

KINDS = {"head", "inflection", "compound", "misspelling", "keyboardless", "synonym", "place", "grade_subject"}


@pytest.fixture
def host() -> Organisation:
    """A company in an open municipality."""
    return host_in(name="Det Gode Værksted")


def printed(*arguments: str) -> list[str]:
    """What a command prints."""
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=StringIO())
    return out.getvalue().splitlines()


def named(host: Organisation, external_id: str, title: str) -> Offer:
    """An offer that came from another portal."""
    offer = live_offer(host, title=title, industry="", subjects=[])
    Offer.objects.filter(pk=offer.pk).update(external_id=external_id)
    return offer


@pytest.mark.django_db
def test_search_catalogue_prints_id_score_and_title(host: Organisation) -> None:
    """One line each, best first, what only resembles last."""
    named(host, "A-1", "Grusgravens maskiner")
    named(host, "A-2", "Maskinernes verden")
    lines = [line.split("\t") for line in printed("search_catalogue", "grusmaskiner")]
    assert [(line[0], line[2]) for line in lines] == [("A-1", "Grusgravens maskiner"), ("A-2", "Maskinernes verden")]
    assert float(lines[0][1]) > float(lines[1][1]) > 0
    assert len(printed("search_catalogue", "grusmaskiner", "--limit", "1")) == 1
    assert any("grus" in line for line in printed("search_catalogue", "grusmaskiner", "--explain") if line[0] == "#")


@pytest.mark.django_db
def test_search_catalogue_answers_a_file(host: Organisation, tmp_path: Path) -> None:
    """One line for each query and offer, with its rank."""
    named(host, "A-1", "Grusgravens maskiner")
    file = tmp_path / "queries.csv"
    file.write_text("query_id,language,query\nq1,da,grusgrav\nq2,sv,grusgrav\nq3,da,\n", encoding="utf-8")
    (line,) = printed("search_catalogue", "--file", str(file), "--engine", "database")
    assert line.split("\t")[:3] == ["q1", "A-1", "1"]
    with pytest.raises(CommandError):
        printed("search_catalogue", "--file", str(tmp_path / "none.csv"))
    with pytest.raises(CommandError):
        printed("search_catalogue", "vind", "--engine", "telepathy")


@pytest.mark.django_db
def test_a_rebuild_renews_the_words_and_one_refresh_gives_the_same_tokens(host: Organisation) -> None:
    """What decides how words split is frozen: publishing again and rebuilding agree."""
    offer = named(host, "A-1", "Grusgravens maskiner")
    live_offer(host, title="Grus og sten")
    assert is_stale()
    rebuild()
    assert not is_stale()
    assert not LaterWord.objects.exists()
    before = sorted(Posting.objects.filter(entry__offer=offer).values_list("token", "weight"))
    offer.pages.get().save_revision(clean=False).publish()
    assert sorted(Posting.objects.filter(entry__offer=offer).values_list("token", "weight")) == before
    assert LexiconRow.objects.get(language="da").offers == Entry.objects.filter(language="da").count() == 2


@pytest.mark.django_db
def test_a_new_word_is_spelled_right_before_any_rebuild(host: Organisation) -> None:
    """Words met since the last rebuild are repaired to as well."""
    live_offer(host, title="Grus og sten")
    rebuild()
    live_offer(host, title="Klatring med dykkerklokke")
    found = engine().search(CatalogueQuery(text="dykerklokke"))
    assert [hit.entry.title for hit in found.hits] == ["Klatring med dykkerklokke"]


@pytest.mark.django_db
def test_rebuild_index_says_how_many(host: Organisation) -> None:
    """Entries of offers."""
    live_offer(host)
    (line,) = printed("rebuild_index")
    assert line == f"1 entries of 1 offers, {SiteText.objects.count()} other pages"


@pytest.mark.django_db
def test_evaluate_search_measures_each_kind(host: Organisation, tmp_path: Path) -> None:
    """A perfect list, and one that is empty."""
    named(host, "A-1", "Grusgravens maskiner")
    rows = "query_id,kind,query,judgements\nq1,head,grusgrav,A-1=3\nq2,tail,rumraket,A-1=1\n"
    (tmp_path / "da.csv").write_text(rows, encoding="utf-8")
    lines = printed("evaluate_search", "--queries", str(tmp_path), "--below", "0.5")
    table = {line[:24].strip(): line[24:].split() for line in lines[2:-1]}
    assert table["da head"] == ["1", "1.000", "1.000", "0.000"]
    assert table["da tail"] == ["1", "0.000", "0.000", "1.000"]
    assert table["all"] == ["2", "0.500", "0.500", "0.500"]


def test_the_judged_queries_are_many_and_of_every_kind() -> None:
    """At least 100 Danish and 50 Swedish ones, each judged once, on a scale from 1 to 3."""
    rows = list(read())
    assert len({row.query_id for row in rows}) == len(rows)
    counted = Counter(row.language for row in rows)
    assert counted["da"] >= 100
    assert counted["sv"] >= 50
    assert {row.kind for row in rows} >= KINDS
    assert all(row.grades and set(row.grades.values()) <= {1, 2, 3} for row in rows)


def test_the_measures_are_those_of_the_books() -> None:
    """nDCG with gains 2^grade - 1, recall of the first fifty."""
    grades = {"a": 3, "b": 1}
    assert ndcg(["a", "b"], grades) == 1.0
    assert ndcg(["b", "a"], grades) == pytest.approx((1 + 7 / 1.5849625) / (7 + 1 / 1.5849625))
    assert recall(["b", *map(str, range(60)), "a"], grades) == 0.5
    assert measured(Judged("q", "da", "head", "x", grades), [], hits=0).is_empty
