"""Makes the pages of the demo portal: offers, companies, stories, strategies, articles, guides."""

import json
from decimal import Decimal
from typing import Any

from wagtail.models import Locale, Page

from accounts.models import Organisation
from companies.actions import ensure_company_page
from content.models import ArticlePage, GuidePage, HomePage, MunicipalityPage, StoryPage, StrategyPage
from content.municipalities import municipality_page, slug_of
from demo.reading import Facts, rows
from offers.actions import publish_directly, put_live, write_in_language
from offers.models import Offer, OfferPage

LANGUAGES = ("da", "sv", "en")
TEXTS = ("title", "summary", "before", "during", "after", "education_and_jobs", "bring", "access", "transport")


def publish(page: Page) -> None:
    """Put a page live through a revision, as an editor would."""
    page.save_revision(clean=False, log_action=False).publish(skip_permission_checks=True)


def lines(text: str | list[str]) -> str:
    """A list of lines as one text."""
    return text if isinstance(text, str) else "\n".join(text)


def paragraphs(text: str | list[str]) -> str:
    """A list of paragraphs as one text."""
    return text if isinstance(text, str) else "\n\n".join(text)


def offer_texts(facts: Facts) -> dict[str, Any]:
    """The texts of an offer in one language by field name."""
    values = {name: lines(facts.get(name, "")) for name in TEXTS}
    values |= {f"{span}_time": facts.get(f"{span}_time", "") for span in ("before", "during", "after")}
    return {**values, "description": paragraphs(facts["description"]), "learning": lines(facts["learning"])}


def offer_facts(facts: Facts, host: Organisation) -> dict[str, Any]:
    """What holds in every language, and the terms."""
    terms = ("answer_days", "close_days", "cancel_days", "min_pupils", "max_pupils", "adults_required")
    return {
        **{name: facts[name] for name in ("form", "industry", "subjects", "grade_min", "grade_max")},
        **{name: facts[name] for name in terms if name in facts},
        "approval_required": facts.get("approval", True),
        "youth_levels": facts.get("youth_levels", []),
        "duration_minutes": facts["duration_minutes"],
        "price": Decimal(str(facts.get("price", 0))),
        "visit_languages": facts.get("visit_languages", ["da"]),
        "address": host.address,
        "postcode": host.postcode,
        "latitude": host.latitude,
        "longitude": host.longitude,
        "contact_name": facts.get("contact_name", host.contact_name),
        "contact_phone": facts.get("contact_phone", host.phone),
        "contact_email": host.email,
    }


def make_offer(facts: Facts, host: Organisation) -> Offer:
    """An offer, live in every language it is written in."""
    values = {**offer_facts(facts, host), **offer_texts(facts["da"])}
    page = put_live(host=host, language="da", values=values, external_id=facts["external_id"])
    for language in ("sv", "en"):
        if language in facts:
            _translate(page.offer, language, offer_texts(facts[language]))
    return page.offer


def _translate(offer: Offer, language: str, texts: dict[str, Any]) -> OfferPage:
    page = write_in_language(offer=offer, language=language, title=texts["title"], by=None)
    for name, value in texts.items():
        setattr(page, name, value)
    page.save_revision(clean=False, log_action=False)
    return publish_directly(page=page)


def make_company_page(facts: Facts, organisation: Organisation) -> None:
    """What a company says of itself."""
    page = ensure_company_page(organisation, Locale.objects.get(language_code="da"))
    page.about, page.gains = facts["about"], facts.get("what_we_gain", "")
    publish(page)


def dress_municipality(facts: Facts, organisation: Organisation, featured: list[OfferPage]) -> None:
    """Logo, accent, contact and introduction on the pages of a municipality."""
    for language in LANGUAGES:
        page = municipality_page(organisation, language)
        assert page is not None
        page.intro = facts["intro"] if language == "da" else facts.get(f"intro_{language}", "")
        page.office, page.contact_name = facts["office"], facts["contact_name"]
        page.contact_phone, page.contact_email = facts["phone"], facts["email"]
        page.logo_svg, page.accent = facts["logo_svg"], facts["accent"]
        page.clean()
        if language == "da":
            page.featured = json.dumps([{"type": "offer", "value": offer.pk} for offer in featured])
            page.themes = json.dumps([{"type": "theme", "value": theme} for theme in facts.get("themes", [])])
        publish(page)


def _body(texts: list[str], quote: str = "", by: str = "") -> str:
    blocks: list[dict[str, Any]] = [{"type": "paragraph", "value": f"<p>{text}</p>"} for text in texts]
    if quote:
        blocks.insert(max(1, len(blocks) // 2), {"type": "quote", "value": {"quote": quote, "by": by}})
    return json.dumps(blocks)


def make_story(facts: Facts, place: MunicipalityPage, offer_page: Page | None, industry: str) -> StoryPage:
    """A partnership story."""
    story = StoryPage(
        title=facts["title"],
        slug=slug_of(facts["title"])[:80],
        lead=facts["lead"],
        quote=facts["quote"],
        byline=facts.get("byline", ""),
        context_line=facts.get("context", ""),
        industry=industry,
        body=_body(facts["body"], facts["quote"], facts.get("quote_by", "")),
        facts=json.dumps([{"type": "fact", "value": fact} for fact in facts.get("facts", [])]),
        offer_page=offer_page,
        locale=place.locale,
    )
    place.refresh_from_db()
    place.add_child(instance=story)
    publish(story)
    return story


def make_strategy(facts: Facts, place: MunicipalityPage) -> None:
    """A strategy with its goals."""
    goals = [{"type": "goal", "value": _goal(goal)} for goal in facts["goals"]]
    strategy = StrategyPage(
        title=facts["title"],
        slug="strategi",
        lead=str(facts.get("lead") or facts["vision"]),
        vision=facts["vision"],
        period=facts["period"],
        sponsor=facts["sponsor"],
        goals=json.dumps(goals),
        locale=place.locale,
    )
    place.refresh_from_db()
    place.add_child(instance=strategy)
    publish(strategy)


def _goal(facts: Facts) -> dict[str, Any]:
    return {
        "kind": facts["kind"],
        "sentence": facts["sentence"],
        "target": str(facts["target"]),
        "unit": facts["unit"],
        "values": [
            {"type": "item", "id": f"{number}", "value": {"label": str(row["label"]), "value": str(row["value"])}}
            for number, row in enumerate(facts["values"])
        ],
        "state": facts["state"],
        "explanation": facts["status_text"],
        "responsible": facts["responsible"],
        "updated": str(facts["updated"]),
    }


def make_article(facts: Facts, place: MunicipalityPage) -> None:
    """News from a municipality."""
    article = ArticlePage(
        title=facts["title"],
        slug=slug_of(facts["title"])[:80],
        lead=facts["lead"],
        body=_body(facts["paragraphs"]),
        locale=place.locale,
    )
    place.refresh_from_db()
    place.add_child(instance=article)
    publish(article)


def fill_guides() -> None:
    """Longer texts for the pages the footer names."""
    for facts in rows("guides"):
        for language in LANGUAGES:
            _fill_guide(facts, language)


def _fill_guide(facts: Facts, language: str) -> None:
    page = GuidePage.objects.filter(slug=facts["slug"], locale__language_code=language).first()
    if page is None or language not in facts:
        return
    text = facts[language]
    page.title, page.lead = text["title"], text["lead"]
    blocks: list[dict[str, Any]] = []
    for section in text["sections"]:
        blocks.append({"type": "heading", "value": section["heading"]})
        blocks += [{"type": "paragraph", "value": f"<p>{words}</p>"} for words in section["paragraphs"]]
    page.body = json.dumps(blocks)
    publish(page)


def feature_story(story: StoryPage) -> None:
    """Show a story on the portal's front page."""
    home = HomePage.objects.get(locale=story.locale)
    home.story = story
    publish(home)
