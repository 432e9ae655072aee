"""Editors of two municipalities share one admin and nothing else: every address of it, with the other's ids.

An address that is new is walked without being named here; an id whose meaning nobody has said fails the test.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import Page

from content.models import Material, Picture, StoryPage
from tests.conftest import signed_in
from tests.factories.towns import Town

pytestmark = pytest.mark.django_db
SECRET = "HEMMELIG"
HERE, THERE = "dk-0479", "dk-0101"
KEPT = [
    "wagtailcore.page",
    "wagtailcore.revision",
    "wagtailcore.taskstate",
    "wagtailcore.workflowstate",
    "wagtailcore.task",
    "wagtailcore.collection",
    "wagtailcore.pagelogentry",
    "wagtailcore.grouppagepermission",
    "wagtailcore.workflow",
    "wagtailcore.pageviewrestriction",
    "content.picture",
    "content.material",
    "content.storypage",
    "content.articlepage",
    "offers.offerpage",
    "accounts.user",
    "auth.group",
    "wagtail_localize.translation",
    "wagtail_localize.translationsource",
    "wagtail_localize.stringtranslation",
]
MODELS = [("content", "articlepage"), ("wagtailcore", "page"), ("content", "picture"), ("content", "material")]
MODEL_KEYS = ("app_label", "model_name", "content_type_app_name", "content_type_model_name", "app_name")
SECOND = [
    "revision_id",
    "revision_id_a",
    "revision_id_b",
    "task_state_id",
    "task_id",
    "workflow_state_id",
    "string_segment_id",
    "overridable_segment_id",
    "destination_id",
    "workflow_pk",
]
Rows = dict[str, dict[Any, Any]]


def patterns(resolver: Any, prefix: str = "", space: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    """Every address below: its name, its route, its pattern."""
    for part in resolver.url_patterns:
        route = prefix + str(part.pattern)
        if isinstance(part, URLResolver):
            yield from patterns(part, route, f"{space}{part.namespace}:" if part.namespace else space)
        else:
            yield f"{space}{part.name}", route, part


def admin_patterns() -> list[tuple[str, str, URLPattern]]:
    """Those of the admin."""
    admin = next(part for part in get_resolver().url_patterns if str(part.pattern) == "admin/")
    return list(patterns(admin, "admin/"))


@pytest.fixture
def other() -> Town:
    """The other municipality, whose work is secret."""
    return Town(THERE, SECRET)


@pytest.fixture
def kept(other: Town) -> dict[str, set[Any]]:
    """The keys of all rows that were there before the editor's own municipality opened."""
    return {label: set(rows) for label, rows in everything().items()}


@pytest.fixture
def own(other: Town, kept: dict[str, set[Any]]) -> Town:
    """The editor's own municipality; what the other drafts leads to its offer and shows its picture."""
    town = Town(HERE, "Egen")
    StoryPage.objects.filter(pk=other.story.pk).update(draft_title=f"{SECRET} næste", offer_page=town.offer)
    other.article.body = [("picture", {"picture": town.picture, "caption": ""})]
    other.article.save()
    return town


def everything() -> Rows:
    """Every row of the tables that matter, by table and key."""
    return {label: _rows(apps.get_model(label)) for label in KEPT}


def _rows(model: Any) -> dict[Any, Any]:
    names = [field.name for field in model._meta.concrete_fields if field.name not in {"last_login", "numchild"}]
    return {row["pk"]: row for row in model._default_manager.values("pk", *names)}


def others_rows(kept: dict[str, set[Any]], own: Town) -> Rows:
    """What the other municipality has, and whatever lies outside the editor's own pages and collection."""
    found = everything()
    rows = {label: {key: row for key, row in found[label].items() if key in keys} for label, keys in kept.items()}
    paths = [page.path for page in own.home.get_translations(inclusive=True)]
    strangers = {pk for pk, path in Page.objects.values_list("pk", "path") if not path.startswith(tuple(paths))}
    media = {model: set(model.objects.exclude(collection=own.collection)) for model in (Picture, Material)}
    return {**rows, "outside": {"pages": strangers, **media}}


def ids_of(town: Town) -> dict[str, list[Any]]:
    """What each kind of id in an address can be."""
    pages = [town.article.pk, town.story.pk, town.offer.pk, town.home.pk]
    revisions = [town.offer.latest_revision_id, town.article.latest_revision_id]
    rest = [town.picture.pk, town.material.pk, town.collection.pk, town.group.pk, town.editor.pk, town.task.task_id]
    segment = town.source.stringsegment_set.first()
    assert segment is not None
    return {
        **dict.fromkeys(("page_id", "parent_page_id", "page_to_move_id", "page_pk", "destination_id"), pages),
        "pk": [*pages, *rest, town.source.pk],
        "object_id": [town.article.pk],
        "revision_id": revisions,
        "revision_id_a": ["earliest", revisions[1]],
        "revision_id_b": ["latest"],
        "task_state_id": [town.task.pk],
        "task_id": [town.task.task_id],
        "workflow_state_id": [town.review.pk],
        "workflow_pk": [town.review.workflow_id],
        "translation_id": [town.translation.pk],
        "translation_source_id": [town.source.pk],
        "string_segment_id": [segment.pk],
        "image_id": [town.picture.pk],
        "document_id": [town.material.pk],
        "doc_id": [town.material.pk],
        "collection_id": [town.collection.pk],
        **{key: [1] for key in ("overridable_segment_id", "uploaded_file_id", "redirect_id", "session_id")},
        "action_name": ["approve", "reject", "publish"],
        "action": ["delete", "publish", "unpublish", "move", "add_tags", "add_to_collection"],
        "filter_spec": ["original"],
        **{key: ["x"] for key in ("mode", "uidb64", "token")},
    }


def addresses(own: Town, other: Town, name: str, route: str, part: URLPattern) -> Iterator[str]:
    """The address with the other's ids, and with the editor's own first id and the other's second."""
    keys = list(part.pattern.converters) or list(part.pattern.regex.groupindex)
    theirs, mine = ids_of(other), ids_of(own)
    unknown = [key for key in keys if key not in theirs and key not in MODEL_KEYS]
    assert unknown == [], f"say in ids_of what {unknown} of {name} is"
    tables = [theirs, {**mine, **{key: theirs.get(key, [1]) for key in SECOND}}]
    for table in tables if {*keys} & {*SECOND} else tables[:1]:
        for model in MODELS if {*keys} & {*MODEL_KEYS} else MODELS[:1]:
            words = {key: [model[key.endswith("model_name")]] for key in MODEL_KEYS}
            for chosen in product(*({**table, **words}[key] for key in keys)):
                yield filled(route, dict(zip(keys, chosen, strict=True)))


def filled(route: str, ids: dict[str, Any]) -> str:
    """The route with its ids in place."""
    if "(?P<revision_id_a>" in route:
        return "/admin/pages/{pk}/revisions/compare/{revision_id_a}...{revision_id_b}/".format(**ids)
    address = "/" + route.replace("^", "").replace(".*/$", "nowhere/").replace("$", "")
    for key, value in ids.items():
        for kind in ("int:", "str:", "slug:", ""):
            address = address.replace(f"<{kind}{key}>", str(value))
    assert "<" not in address, address
    return address


def answers(client: Client, address: str, own: Town, other: Town) -> Iterator[Any]:
    """GET and POST, asking for the other's rows beside the path and in the form."""
    ids = [other.article.pk, other.story.pk, other.offer.pk]
    above = other.home.get_parent().pk
    form = {"title": "Nyt", "slug": "nyt", "comment": "Nej", "action-publish": "1", "next": "/admin/"}
    form |= {"new_parent_page": other.home.pk, "chooser": other.home.pk, "collection": other.collection.pk}
    form |= {"picture": other.picture.pk, "offer_page": other.offer.pk, "confirm_site_name": "Skolebro"}
    form |= {"external-link-chooser-url": "https://ude.example"}
    first = client.get(address)
    yield first
    yield client.post(f"{address}?id={ids[0]}", form)
    if first.status_code in {403, 404} and "/bulk/" not in address:
        return  # refused for what the path asks: no further question changes that
    yield client.get(
        address, {"q": SECRET.lower(), "id": ids, "childOf": above, "child_of": above, "user": other.editor.pk}
    )
    yield client.get(address, {"id": "all", "childOf": above, "for_explorer": 1, "child_of": above, "fields": "*"})
    yield client.get(address, {"id": other.picture.pk, "term": SECRET.lower(), "collection_id": other.collection.pk})
    yield client.post(f"{address}?id={other.picture.pk}", form, headers={"X-Requested-With": "XMLHttpRequest"})


def walked(client: Client, own: Town, other: Town) -> Iterator[tuple[str, Any]]:
    """Every answer of the admin, with what was asked."""
    for name, route, part in admin_patterns():
        for address in sorted(set(addresses(own, other, name, route, part))):
            for response in answers(client, address, own, other):
                yield f"{name} {response.request['REQUEST_METHOD']} {address} {response.status_code}", response
        if name.endswith("logout"):
            client.force_login(own.editor)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail leaves renditions open
def test_no_address_of_the_admin_shows_or_changes_the_others_work(
    own: Town, other: Town, kept: dict[str, set[Any]]
) -> None:
    """GET and POST of every address: never the secret word, never an error, and nothing of the other's changed."""
    before = others_rows(kept, own)
    client = signed_in(own.editor)
    client.raise_request_exception = False
    leaks, errors, opened = [], [], set()
    for asked, response in walked(client, own, other):
        shown = b"".join(response) if response.streaming else response.content
        if SECRET in shown.decode(errors="ignore") or SECRET in response.get("Location", ""):
            leaks.append(asked)
        if response.status_code == 200:
            opened.add(asked.split()[0])
        if response.status_code >= 500:
            errors.append(asked)
    after = others_rows(kept, own)
    changed = {label: [key for key in rows if rows[key] != after[label].get(key)] for label, rows in before.items()}
    assert "\n".join(sorted({*leaks})) == ""
    assert "\n".join(sorted({*errors})) == ""
    assert {label: keys for label, keys in changed.items() if keys} == {}
    assert {"wagtailadmin_home", "wagtailimages:index", "wagtailadmin_choose_page"} <= opened
