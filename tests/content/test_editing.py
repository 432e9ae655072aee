"""Municipal editors make their own pages in the admin: write, preview, publish, translate, with own pictures."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail_localize.models import StringSegment, Translation

from content.models import ArticlePage, GuidePage, Material, MunicipalityPage, Picture, StoryPage, StrategyPage
from offers.models import OfferPage
from tests.conftest import signed_in
from tests.factories.catalogue import host_in, live_offer
from tests.factories.companies import editor_in
from tests.factories.towns import Town

pytestmark = pytest.mark.django_db
GOAL = {
    "kind": "omfang",
    "sentence": "Hver klasse besøger to arbejdspladser om året",
    "target": "2",
    "unit": "besøg pr. klasse",
    "values": [],
    "state": "on_track",
    "explanation": "Vi er på vej. Der mangler busser.",
    "responsible": "Lone Dam",
    "updated": "2026-09-01",
}


@pytest.fixture
def editor() -> Client:
    """Somebody who edits Svendborg's pages."""
    return signed_in(editor_in(name="Lone Dam"))


@pytest.fixture
def home(editor: Client) -> MunicipalityPage:
    """Svendborg's front page in Danish."""
    found: MunicipalityPage = MunicipalityPage.objects.get(
        organisation__municipality="dk-0479", locale__language_code="da"
    )
    return found


def listed(items: list[dict[str, Any]]) -> dict[str, Any]:
    """A ListBlock's items as the form names them."""
    rows: dict[str, Any] = {"count": str(len(items))}
    for number, item in enumerate(items):
        rows[str(number)] = {"value": item, "order": str(number), "type": "item", "deleted": ""}
    return rows


def running_text() -> dict[str, Any]:
    """A heading, a paragraph and a quotation."""
    quote = {"quote": "De spurgte, om de måtte komme igen", "by": "Ingrid"}
    return streamfield(
        [("heading", "Sådan gik det"), ("paragraph", rich_text("<p>Vi tog afsted.</p>")), ("quote", quote)]
    )


def goals() -> dict[str, Any]:
    """A goal with two figures."""
    values = [{"label": "2025", "value": "1.2"}, {"label": "2026", "value": "1.6"}]
    return streamfield([("goal", {**GOAL, "values": listed(values)})])


TEXT = {"lead": "Kort sagt.", "body": running_text()}
KINDS: dict[str, tuple[type[Page], dict[str, Any], str]] = {
    "articlepage": (ArticlePage, TEXT, "Vi tog afsted"),
    "guidepage": (GuidePage, TEXT, "Vi tog afsted"),
    "storypage": (
        StoryPage,
        {**TEXT, "facts": streamfield([("fact", {"label": "Klasser", "value": "Tre"})]), "quote": "Kom igen"},
        "De spurgte, om de måtte komme igen",
    ),
    "strategypage": (
        StrategyPage,
        {
            "lead": "Alle skal med",
            "vision": "Alle elever ud",
            "period": "2026–2030",
            "sponsor": "BUU",
            "goals": goals(),
        },
        "Hver klasse besøger to arbejdspladser om året",
    ),
}


def form(title: str, **fields: Any) -> dict[str, Any]:
    """What the browser posts."""
    return dict(nested_form_data({"title": title, "slug": "den-nye-side", **fields}))


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_creates_previews_publishes_and_mends_a_page(
    editor: Client, home: MunicipalityPage, kind: str
) -> None:
    """SV-01, SV-14: strategy, story, article and guide, from the form to what the public reads."""
    model, fields, shown = KINDS[kind]
    address = f"/admin/pages/add/content/{kind}/{home.pk}/"
    assert editor.get(address).status_code == 200
    preview = editor.post(f"{address}preview/", form("Den nye side", **fields))
    assert preview.json() == {"is_valid": True, "is_available": True}
    looked_at = editor.get(f"{address}preview/?mode=&in_preview_panel=true")
    assert shown in looked_at.content.decode()
    assert "frame-ancestors 'self'" in looked_at["Content-Security-Policy"]
    saved = editor.post(address, {**form("Den nye side", **fields), "action-publish": "1"})
    assert saved.status_code == 302
    page = model.objects.get(slug="den-nye-side")
    assert shown in Client().get(page.url).content.decode()
    mended = {**form("Den rettede side", **fields), "action-publish": "1"}
    assert editor.post(f"/admin/pages/{page.pk}/edit/", mended).status_code == 302
    assert "Den rettede side" in Client().get(page.url).content.decode()


def test_the_front_page_has_curated_offers_themes_and_a_menu(editor: Client, home: MunicipalityPage) -> None:
    """The menu is the editors' own."""
    offer = live_offer(host_in(name="Nordvind"), title="Byg en vindmølle").pages.get()
    theme = {"title": "Uge 40", "sentence": "Naturfag ud i det fri", "query": "?fag=biologi"}
    item = {"label": "Det sker", "page": "", "address": "/tilbud/"}
    fields = {
        "slug": home.slug,
        "intro": "Skolen ud i byen",
        "accent": "#0F5A4E",
        "featured": streamfield([("offer", str(offer.pk))]),
        "themes": streamfield([("theme", theme)]),
        "menu": streamfield([("item", item)]),
    }
    posted = {**form("Svendborg Kommune", **fields), "action-publish": "1"}
    assert editor.post(f"/admin/pages/{home.pk}/edit/", posted).status_code == 302
    read = Client().get(home.url).content.decode()
    assert [word in read for word in ("Byg en vindmølle", "Uge 40", "Det sker")] == [True, True, True]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail leaves renditions open
def test_pictures_and_materials_go_into_the_own_collection_and_can_be_chosen(
    editor: Client, home: MunicipalityPage
) -> None:
    """Upload, then choose for a story."""
    file = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    picture = {"title": "Kajen", "file": SimpleUploadedFile("kaj.png", file.getvalue(), "image/png"), "license": "cc0"}
    sheet = {"title": "Ark", "file": SimpleUploadedFile("ark.pdf", b"%PDF-1.4", "application/pdf"), "license": "cc0"}
    assert editor.post("/admin/images/add/", picture).status_code == 302
    assert editor.post("/admin/documents/add/", sheet).status_code == 302
    names = {Picture.objects.get().collection.name, Material.objects.get().collection.name}
    assert names == {home.organisation.name}
    assert "Kajen" in editor.get("/admin/images/chooser/").content.decode()
    assert "Ark" in editor.get("/admin/documents/chooser/").content.decode()
    posted = {**form("Historien", **{**KINDS["storypage"][1], "picture": str(Picture.objects.get().pk)})}
    editor.post(f"/admin/pages/add/content/storypage/{home.pk}/", {**posted, "action-publish": "1"})
    assert StoryPage.objects.get().picture == Picture.objects.get()


def translate(editor: Client, page: Page, **more: Any) -> None:
    """Send a page for translation into Swedish, as the form does."""
    swedish = Locale.objects.get(language_code="sv")
    answer = editor.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [swedish.pk], **more})
    assert answer.status_code == 302


def test_an_editors_page_is_translated_and_read_in_swedish(
    editor: Client, home: MunicipalityPage, django_capture_on_commit_callbacks: Any
) -> None:
    """Submit, write the strings, publish; the tree stays whole."""
    posted = {**form("Sådan gør du", lead="Kort sagt.", body=running_text()), "action-publish": "1"}
    editor.post(f"/admin/pages/add/content/guidepage/{home.pk}/", posted)
    guide = GuidePage.objects.get(slug="den-nye-side")
    translate(editor, guide)
    translation = Translation.objects.get(source__object__translation_key=guide.translation_key)
    for segment in StringSegment.objects.filter(source=translation.source):
        address = f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/"
        said = {"title": "Så gör du", "lead": "Kort sagt på svenska."}.get(segment.context.path, "På svenska")
        answer = editor.put(address, f"value={said}", content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {200, 201}
    swedish = guide.get_translation(Locale.objects.get(language_code="sv"))
    assert editor.get(f"/admin/pages/{swedish.pk}/edit/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert editor.post(f"/admin/pages/{swedish.pk}/edit/", {"action": "publish"}).status_code == 302
    swedish.refresh_from_db()
    read = Client().get(swedish.url)
    assert (read.status_code, swedish.url.startswith("/sv/")) == (200, True)
    assert "Så gör du" in read.content.decode()
    assert [list(problems) for problems in Page.find_problems()] == [[]] * 5


def test_translating_everything_below_leaves_out_what_companies_write(editor: Client, home: MunicipalityPage) -> None:
    """Offers and company pages are written in each language at the desk."""
    live_offer(host_in(name="Nordvind"), title="Byg en vindmølle")
    posted = {**form("Sådan gør du", lead="Kort sagt.", body=running_text()), "action-publish": "1"}
    editor.post(f"/admin/pages/add/content/guidepage/{home.pk}/", posted)
    swedish = home.get_translation(Locale.objects.get(language_code="sv"))
    for page in MunicipalityPage.objects.get(pk=home.pk).get_children():
        translate(editor, page, include_subtree="on")
    assert not OfferPage.objects.filter(locale__language_code="sv", alias_of__isnull=True).exists()
    assert GuidePage.objects.child_of(swedish).exists()
    assert [list(problems) for problems in Page.find_problems()] == [[]] * 5


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail leaves renditions open
def test_a_form_cannot_show_what_belongs_to_another_municipality(editor: Client, home: MunicipalityPage) -> None:
    """Neither its pictures nor its drafts, whatever the browser posts."""
    other = Town("dk-0101", "HEMMELIG")
    for field, row in (("picture", other.picture), ("offer_page", other.offer)):
        posted = {**form("Historien", **KINDS["storypage"][1]), field: str(row.pk)}
        answer = editor.post(f"/admin/pages/add/content/storypage/{home.pk}/", posted)
        assert "hører til en anden kommune" in answer.content.decode()
    assert not StoryPage.objects.child_of(home).exists()
    featured = {"slug": home.slug, "menu": streamfield([]), "themes": streamfield([])}
    featured["featured"] = streamfield([("offer", str(other.offer.pk))])
    editor.post(f"/admin/pages/{home.pk}/edit/", form("Svendborg Kommune", **featured))
    assert not MunicipalityPage.objects.get(pk=home.pk).get_latest_revision_as_object().featured
