"""What templates say about an offer in words."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.images.models import Filter
from wagtail.models import Page

from accounts.models import Organisation
from content.models import Picture
from content.words import kroner, way_there
from offers.cards import OfferCard, cards_of_company
from offers.choices import language_names, subject_names
from offers.models import Offer, OfferPage
from offers.models.offer import FORMS_WITHOUT_PLACE
from offers.terms_in_words import adults_in_words, terms_in_words
from offers.ways import Way
from reference.grades import grades_label

register = template.Library()


@register.simple_tag
def grades_of(page: OfferPage) -> str:
    """For whom, for example «7.–9. klasse»."""
    facts = page.facts_page
    return grades_label(facts.grade_min, facts.grade_max, facts.youth_levels)


@register.simple_tag
def subjects_of(page: OfferPage) -> list[str]:
    """The names of the subjects, then further words the host is found by."""
    facts = page.facts_page
    return [*subject_names(facts.subjects), *map(str, facts.extra_words)]


@register.simple_tag
def languages_of(facts: OfferPage) -> list[str]:
    """The languages of the visit, when it is not only the usual one."""
    return language_names(facts.visit_languages) if facts.visit_languages != ["da"] else []


def _pupils(fewest: int | None, most: int | None) -> str:
    if fewest and most:
        return _("%(fewest)s–%(most)s pupils") % {"fewest": fewest, "most": most}
    return (
        _("At most %(number)s pupils") % {"number": most}
        if most
        else _("At least %(number)s pupils") % {"number": fewest}
    )


@register.simple_tag
def group_of(offer: Offer) -> str:
    """How many may come, and with how many adults."""
    parts = [_pupils(offer.min_pupils, offer.max_pupils)] if offer.min_pupils or offer.max_pupils else []
    if offer.pupils_per_adult:
        parts.append(adults_in_words(offer))
    elif offer.adults_required:
        adults = ngettext("%(n)s adult", "%(n)s adults", offer.adults_required) % {"n": offer.adults_required}
        parts.append(adults)
    return ", ".join(parts)


@register.simple_tag
def terms_of(offer: Offer) -> list[str]:
    """When booking opens and closes, who comes along, what cancelling means."""
    return terms_in_words(offer)


@register.simple_tag
def price_of(facts: OfferPage) -> str:
    """The price, or that it is free."""
    if not facts.price:
        return _("Free") if facts.price is not None else ""
    return kroner(facts.price)


@register.simple_tag
def where(page: OfferPage, way: Way | None = None) -> str:
    """Where it is, and about how far from the reader's own place; nothing is invented."""
    host = page.offer.host
    if page.is_at_school:
        return _("The host comes to you")
    if page.facts_page.form in FORMS_WITHOUT_PLACE:
        return _("Wherever you are")
    if way is None:
        return host.town or str(host.municipality or "")
    facts = {"way": way_there(way.km), "start": way.start, "minutes": way.minutes}
    return _("%(way)s from %(start)s, about %(minutes)s min. by road") % facts


@register.simple_tag
def offer_trail() -> list[dict[str, str]]:
    """The way to an offer for those who browse."""
    return [{"label": _("Find offers"), "url": reverse("search:catalogue")}]


@register.simple_tag
def offer_picture(picture: Picture) -> SafeString:
    """The picture of a page with its words, in two sizes."""
    small, large = (picture.get_rendition(Filter(spec=f"max-{width}x{width}|format-webp")) for width in (800, 1600))
    return format_html(
        '<img src="{}" srcset="{} 800w, {} 1600w" sizes="(min-width: 62em) 60vw, 100vw" '
        'width="{}" height="{}" alt="{}">',
        small.url,
        small.url,
        large.url,
        large.width,
        large.height,
        picture.alt_text,
    )


@register.simple_tag
def company_cards(organisation: Organisation) -> list[OfferCard]:
    """The open offers of a company as cards."""
    return cards_of_company(organisation, get_language() or "da")


@register.simple_tag
def company_trail(page: Page) -> list[dict[str, str]]:
    """The way to a company: its municipality's list."""
    parent = page.get_parent()
    return [{"label": parent.title, "url": parent.url or "/"}]
