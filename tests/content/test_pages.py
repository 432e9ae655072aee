"""Pages of editors as the public reads them: strategy, story, article, the shared ones."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import translation
from wagtail.models import Page, Site

from content.charts import arch, bars, percent_of, shown_goal
from content.models import ArticlePage, GuidePage, HomePage
from content.shared_pages import SHARED_PAGES
from content.slugs import SHADOWED
from content.tree import LANGUAGES, ensure_site
from tests.conftest import signed_in
from tests.factories.accounts import MembershipFactory
from tests.factories.catalogue import host_in, live_offer
from tests.factories.companies import editor_in
from tests.factories.content import GOAL, article, municipality_page, story, strategy

pytestmark = pytest.mark.django_db


def test_the_public_reads_a_strategy_with_its_goals(client: Client) -> None:
    """SV-01: vision, period, who stands behind it; each goal with kind, target, state, responsible and day."""
    page = strategy(municipality_page(), vision="Alle møder arbejdslivet", sponsor="Byrådet", period="2026–2030")
    said = client.get(page.url).content.decode()
    for words in (
        page.title,
        "Alle møder arbejdslivet",
        "Byrådet",
        "2026–2030",
        GOAL["sentence"],
        GOAL["responsible"],
        GOAL["explanation"],
        "75 %",
        "november 2026",
    ):
        assert words in said, words


def test_the_figures_behind_the_goals_can_be_fetched(client: Client) -> None:
    """SV-01: a file a spreadsheet opens, with Danish letters and nothing that calculates."""
    goal = {**GOAL, "sentence": "=HYPERLINK(1)"}
    page = strategy(municipality_page(), goals=[("goal", GOAL), ("goal", goal)])
    response = client.get(reverse("content:goal_figures", args=[page.pk]))
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 5
    assert rows[2][:5] == [GOAL["sentence"], GOAL["unit"], "2026", "1.5", "2"]
    assert rows[3][0] == "'=HYPERLINK(1)"


def test_a_single_strategy_is_shown_itself_and_a_draft_to_nobody(client: Client) -> None:
    """The list appears with the second one."""
    place = municipality_page()
    page = strategy(place)
    assert client.get("/maal-og-strategi/")["Location"] == page.url
    other = strategy(place, title="Endnu en plan")
    assert "Endnu en plan" in client.get("/maal-og-strategi/").content.decode()
    other.unpublish()
    assert client.get("/maal-og-strategi/")["Location"] == page.url
    assert client.get(reverse("content:goal_figures", args=[other.pk])).status_code == 404


def test_the_public_reads_a_story_that_leads_to_the_offer(client: Client) -> None:
    """SV-14: the partnership in short, who wrote it, and the offer that grew out of it."""
    offer = live_offer(host_in(), title="Byg en jolle")
    facts = [{"type": "fact", "value": {"label": "Skole", "value": "Havneskolen"}}]
    body = [{"type": "paragraph", "value": "<p>Det begyndte med en <b>jolle</b>.</p>"}]
    quote = {"type": "quote", "value": {"quote": "De kan mere, end jeg troede", "by": "Ingrid, værkfører"}}
    page = story(
        municipality_page(), facts=facts, body=[*body, quote], byline="Lone Dam", offer_page=offer.pages.get()
    )
    said = client.get(page.url).content.decode()
    for words in (
        "Havneskolen",
        "Det begyndte med en",
        "De kan mere",
        "Ingrid, værkfører",
        "Lone Dam",
        "Byg en jolle",
    ):
        assert words in said, words
    assert page.title in client.get("/historier/").content.decode()


def test_a_story_does_not_lead_to_an_offer_that_is_gone(client: Client) -> None:
    """SV-14: no dead end."""
    offer = live_offer(host_in(), title="Byg en jolle")
    page = story(municipality_page(), offer_page=offer.pages.get())
    offer.pages.get().unpublish()
    assert "Byg en jolle" not in client.get(page.url).content.decode()


@pytest.mark.parametrize("side", ["0", "abc", "999999999", "-1", "²", ""])
def test_a_bad_page_number_is_the_first_or_the_last(client: Client, side: str) -> None:
    """Never an error."""
    story(municipality_page())
    assert client.get("/historier/", {"side": side}).status_code == 200


def test_stories_are_listed_in_the_readers_language_only(client: Client) -> None:
    """A Danish story is not in the Swedish list."""
    page = story(municipality_page())
    assert page.title not in client.get("/sv/historier/").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_footers_pages_answer_in_every_language(client: Client, language: str) -> None:
    """Privacy, accessibility, rules, contact, and how one begins."""
    prefix = "" if language == "da" else f"/{language}"
    for shared in SHARED_PAGES:
        response = client.get(f"{prefix}/{shared.slug}/")
        assert response.status_code == 200, shared.slug
        assert shared.texts[language][0] in response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_front_page_and_lists_answer_in_every_language(client: Client, language: str) -> None:
    """With the language said in the page itself."""
    municipality_page()
    prefix = "" if language == "da" else f"/{language}"
    for path in ("/", "/historier/", "/maal-og-strategi/", "/for-virksomheder/", "/tilbud/", "/svendborg/"):
        response = client.get(f"{prefix}{path}")
        assert response.status_code == 200, path
        assert f'<html lang="{language}"' in response.content.decode()


def test_making_the_tree_again_changes_nothing() -> None:
    """Locales, front pages, site and shared pages are made once."""
    before = list(Page.objects.order_by("pk").values_list("pk", "url_path"))
    ensure_site()
    assert list(Page.objects.order_by("pk").values_list("pk", "url_path")) == before
    assert HomePage.objects.count() == 3
    assert Site.objects.get().root_page.specific == HomePage.objects.get(locale__language_code="da")
    assert len(set(HomePage.objects.values_list("translation_key", flat=True))) == 1


def first_parts(patterns: list[Any]) -> Iterator[str]:
    """The first part of every address the site answers itself."""
    for one in patterns:
        if str(one.pattern):
            yield str(one.pattern).lstrip("^").split("/")[0]
        else:
            yield from first_parts(getattr(one, "url_patterns", []))


def test_every_path_of_the_site_is_refused_as_a_slug() -> None:
    """A page below the front page cannot hide behind an address of the site."""
    words = {word for word in first_parts(get_resolver().url_patterns) if word.replace("-", "").isalpha()}
    assert {"konto", "tilbud", "admin", "skrivebord", "booking"} <= words
    assert words - SHADOWED == set()


@pytest.mark.parametrize("slug", ["tilbud", "konto", "sv", "admin"])
def test_a_page_with_such_a_slug_is_refused_in_words(slug: str) -> None:
    """The message stands at the field."""
    home = HomePage.objects.get(locale__language_code="da")
    with pytest.raises(ValidationError) as caught:
        home.add_child(instance=GuidePage(title="Noget", slug=slug, locale=home.locale))
    assert set(caught.value.message_dict) == {"slug"}


def test_a_page_further_down_may_have_any_slug() -> None:
    """Below a municipality nothing shadows it."""
    page = article(municipality_page(), title="Om tilbud", slug="om-tilbud")
    page.slug = "tilbud"
    page.full_clean()


@pytest.mark.parametrize(
    ("value", "target", "percent"),
    [("1.5", "2", 75), ("3", "2", 100), ("0", "2", 0), ("-1", "2", 0), ("1", "0", 0), ("0.333", "1", 33)],
)
def test_how_far_a_goal_is(value: str, target: str, percent: int) -> None:
    """From 0 to 100, whatever the figures."""
    assert percent_of(Decimal(value), Decimal(target)) == percent


def test_the_arch_is_filled_as_far_as_we_are() -> None:
    """Empty, half, full: and each has its own clip."""
    for percent, filled in ((0, 0), (50, 40), (100, 80)):
        drawn = arch(percent, 3)
        assert f"h168v{filled}H16z" in drawn
        assert 'id="bue3"' in drawn
        assert f"{percent} %" in drawn


def test_the_bars_are_also_a_sentence() -> None:
    """Who cannot see the picture hears the figures and the target."""
    values = [("2025", Decimal("0.8")), ("2026", Decimal("1.5"))]
    drawn = bars(values, Decimal(2))
    assert 'role="img"' in drawn
    for words in ("0,8", "2025", "1,5", "2026"):
        assert words in drawn.split('aria-label="')[1].split('"')[0]
    assert drawn.count("<path class=") == 3
    with translation.override("en"):
        assert "The target is 2." in bars(values, Decimal(2))


def test_bars_stay_inside_the_picture_and_escape_what_editors_write() -> None:
    """A figure far above its target, and a label with markup."""
    drawn = bars([("<b>", Decimal(500)), ("2026", Decimal(1))], Decimal(2))
    assert "<b>" not in drawn
    assert "&lt;b&gt;" in drawn
    assert "v-77a21" in drawn


def test_a_goal_without_figures_is_shown_as_not_begun() -> None:
    """Nothing is invented."""
    page = strategy(municipality_page(), goals=[("goal", {**GOAL, "values": []})])
    goal = shown_goal(page.goals[0].value, 1)
    assert goal.percent == 0
    assert Client().get(page.url).status_code == 200


def test_the_themes_stylesheet_is_kept_for_a_year_and_only_under_its_colour(client: Client) -> None:
    """A new colour has a new address."""
    page = municipality_page()
    page.accent = "#0F5A4E"
    page.full_clean()
    page.save()
    url = reverse("theme", args=[page.pk, page.accent_day.lstrip("#")])
    response = client.get(url)
    assert page.accent_day in response.content.decode()
    assert "immutable" in response["Cache-Control"]
    assert client.get(reverse("theme", args=[page.pk, "000000"])).status_code == 404


@pytest.mark.parametrize("accent", ["grøn", "#12", "javascript:"])
def test_what_is_no_colour_is_refused(accent: str) -> None:
    """At the field."""
    page = municipality_page()
    page.accent = accent
    with pytest.raises(ValidationError) as caught:
        page.full_clean()
    assert "accent" in caught.value.message_dict


def test_a_logo_keeps_its_shapes_and_nothing_that_runs() -> None:
    """Scripts, handlers and links are gone."""
    page = municipality_page()
    page.logo_svg = '<path d="M0 0h9"/><script>alert(1)</script><a href="x"><circle r="3" onload="x()"/></a>'
    page.full_clean()
    assert 'd="M0 0h9"' in page.logo_svg
    for bad in ("script", "alert", "onload", "href"):
        assert bad not in page.logo_svg


def test_short_addresses_of_the_authorities_answer(client: Client) -> None:
    """/was/ and the contact for weaknesses."""
    assert client.get("/was/")["Location"] == "/tilgaengelighed/"
    said = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: http://testserver/kontakt/" in said
    assert "Expires: " in said


def test_recommended_offers_keep_their_order_and_leave_out_what_is_gone(client: Client) -> None:
    """SV-20: a municipality's editors choose; a withdrawn offer is not shown."""
    host, place = host_in(), municipality_page()
    offers = [live_offer(host, title=f"Valgt {letter}") for letter in "CAB"]
    place.featured = [{"type": "offer", "value": offer.pages.get().pk} for offer in offers]
    place.save_revision().publish()
    offers[1].pages.get().unpublish()
    said = client.get(place.url).content.decode().split('id="featured"')[1].split("</section>")[0]
    assert "Valgt A" not in said
    assert said.index("Valgt C") < said.index("Valgt B")


def test_editors_write_in_the_admin_and_others_do_not() -> None:
    """SV-26: below the own municipality; not below another's."""
    own, foreign = municipality_page(), municipality_page("dk-0101")
    client = signed_in(editor_in())
    for page, status in ((own, 200), (foreign, 404)):
        url = reverse("wagtailadmin_pages:add", args=["content", "storypage", page.pk])
        assert client.get(url).status_code == status
    teacher = signed_in(MembershipFactory().person)
    assert teacher.get(reverse("wagtailadmin_pages:edit", args=[own.pk])).status_code in {302, 403}
    assert not ArticlePage.objects.exists()
