"""The thesaurus: shipped with the site, extended by editors, effective with the next search."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, OrganisationKind, Role
from content.municipalities import open_municipality, sync_editors
from reference.models import LoadedData, Municipality
from search.concepts import ensure_thesaurus, with_keys
from search.engines import engine
from search.models import Concept
from search.query import CatalogueQuery
from tests.conftest import signed_in
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.catalogue import host_in, live_offer

pytestmark = pytest.mark.django_db
WORDS = {"language": "da", "kind": "same", "name": "flyvedims", "words": "flyvedims; snurretop"}


def titles(text: str) -> list[str]:
    """What is found."""
    return [hit.entry.title for hit in engine().search(CatalogueQuery(text=text)).hits]


def editor(municipality: str) -> Client:
    """An editor of an open municipality, signed in."""
    open_municipality(municipality=Municipality.objects.get(pk=municipality))
    organisation = Organisation.objects.get(kind=OrganisationKind.MUNICIPALITY, municipality=municipality)
    person = UserFactory()
    MembershipFactory(person=person, organisation=organisation, role=Role.MUNICIPAL_EDITOR)
    sync_editors(organisation)
    return signed_in(person)


def concept(**facts: str) -> Concept:
    """A concept of nobody in particular."""
    made = with_keys(Concept(**{**WORDS, **facts}))
    made.save()
    return made


def test_an_editor_adds_a_concept_and_the_next_search_knows_it() -> None:
    """SV-11: words that belong together find each other at once."""
    live_offer(host_in(), title="Byg en snurretop")
    assert titles("flyvedims") == []
    response = editor("dk-0479").post(reverse("concepts:add"), WORDS)
    assert response.status_code == 302
    assert Concept.objects.get(name="flyvedims").owner_id == "dk-0479"
    assert titles("flyvedims") == ["Byg en snurretop"]


def test_an_editor_sees_the_shipped_and_the_own_and_changes_only_the_own() -> None:
    """Another municipality's words are not shown, and not changed."""
    theirs = concept(name="hemmelig")
    Concept.objects.filter(pk=theirs.pk).update(owner="dk-0101")
    client = editor("dk-0479")
    page = client.get(reverse("concepts:index"), {"q": "hemmelig"})
    assert page.status_code == 200
    assert "hemmelig" not in {row.name for row in page.context["object_list"]}
    assert client.post(reverse("concepts:edit", args=[theirs.pk]), WORDS).status_code == 404
    theirs.refresh_from_db()
    assert theirs.name == "hemmelig"


def test_the_broader_word_finds_the_words_and_a_word_only_resembles_the_name() -> None:
    """What a word's industry merely has in common is shown apart."""
    live_offer(host_in(), title="Besøg snurretoppen")
    live_offer(host_in(), title="Alt om legetøjsbranchen")
    concept(kind="industry", name="legetøjsbranche", words="snurretop;vippehest")
    assert set(titles("legetøjsbranche")) == {"Besøg snurretoppen", "Alt om legetøjsbranchen"}
    found = engine().search(CatalogueQuery(text="snurretop"))
    assert [hit.entry.title for hit in found.hits] == ["Besøg snurretoppen"]
    assert [hit.entry.title for hit in found.also] == ["Alt om legetøjsbranchen"]


def test_a_phrase_is_a_word_too() -> None:
    """Concepts name things with several words, on both sides."""
    live_offer(host_in(), title="Møllens vinger")
    concept(name="vindens magt", words="vindens magt;møllens vinger")
    assert titles("vindens magt") == ["Møllens vinger"]


def test_loading_again_keeps_what_editors_wrote(tmp_path: Path) -> None:
    """The shipped rows follow the files; others stay; a second time there is nothing to do."""
    own = concept()
    for language in ("da", "sv"):
        (tmp_path / f"thesaurus_{language}.csv").write_text("kind,name,words\nsame,bil,bil;automobil\n")
    assert ensure_thesaurus(tmp_path)
    assert not ensure_thesaurus(tmp_path)
    assert set(Concept.objects.filter(language="da").values_list("name", flat=True)) == {own.name, "bil"}


def test_a_thousand_concepts_ship_in_each_language() -> None:
    """Broad and general knowledge, in both languages."""
    assert LoadedData.objects.filter(name="thesaurus").exists()
    assert min(Concept.objects.filter(is_shipped=True, language=code).count() for code in ("da", "sv")) >= 1000
