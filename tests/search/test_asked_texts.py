"""What is searched for is counted without knowing who asked, and shown to editors when it is asked again and again."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from search import asked_texts
from search.models import AskedText
from tests.conftest import signed_in
from tests.factories.catalogue import host_in, live_offer
from tests.factories.companies import editor_in

pytestmark = pytest.mark.django_db
URL = "/tilbud/"


def ask(text: str, times: int = 1, **more: str) -> None:
    for _time in range(times):
        assert Client().get(URL, {"q": text, **more}).status_code == 200


def test_the_same_text_is_counted_together_however_it_is_typed() -> None:
    """One row a day; pages after the first are the same search."""
    live_offer(host_in(), title="Byg en vindmølle")
    ask("Vindmølle")
    ask("  vindmølle ")
    ask("vindmølle", side="2")
    row = AskedText.objects.get()
    assert (row.text, row.times, row.misses, row.day) == ("vindmølle", 2, 0, timezone.localdate())


@pytest.mark.parametrize("text", ["mette@skole.example", "010203-1234", "55 00 12 98", "x", "ord " * 30])
def test_what_may_be_personal_or_is_no_search_is_not_counted(text: str) -> None:
    """Addresses, numbers of people and telephones, single letters and whole paragraphs."""
    ask(text)
    assert not AskedText.objects.exists()


def test_a_miss_is_a_miss_only_when_no_filter_is_to_blame() -> None:
    """Ticking a subject that lacks it says nothing about the text."""
    live_offer(host_in(), title="Byg en vindmølle")
    ask("zzyzx")
    ask("vindmølle", fag="dansk")
    assert dict(AskedText.objects.values_list("text", "misses")) == {"zzyzx": 1, "vindmølle": 0}


def test_editors_see_what_was_asked_twice_and_others_see_nothing() -> None:
    """Once might be somebody's name."""
    ask("zzyzx", 3)
    ask("kvxq qwx")
    page = signed_in(editor_in()).get(reverse("search:asked_texts"))
    assert [row["text"] for row in page.context["missed"]] == ["zzyzx"]
    assert [row["asked"] for row in page.context["top"]] == [3]
    assert Client().get(reverse("search:asked_texts")).status_code == 302


def test_the_file_has_all_of_it_and_no_formulas() -> None:
    """Semicolons and a mark, as spreadsheets here open it."""
    ask("=zzyzx", 2)
    said = signed_in(editor_in()).get(reverse("search:asked_texts_csv"), {"dage": "7"}).content.decode()
    assert said.startswith("\ufeffTekst;Søgninger;Intet fundet")
    assert "'=zzyzx;2;2" in said


def test_a_search_is_answered_though_it_cannot_be_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The count is lost, the page is not."""

    def fail(*_facts: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(asked_texts, "_count", fail)
    ask("vindmølle")
    assert not AskedText.objects.exists()


def test_old_counts_are_forgotten() -> None:
    """After thirteen months."""
    day = timezone.localdate()
    for ago in (399, 401):
        AskedText.objects.create(day=day - timedelta(days=ago), language="da", text="vind", times=2)
    assert asked_texts.forget_old() == 1
    assert AskedText.objects.count() == 1
