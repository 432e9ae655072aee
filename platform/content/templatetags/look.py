"""Plates, icons, states and the words for dates, for every template."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from content import icons, plates, words
from content.statuses import STATUSES

register = template.Library()

MARK = (
    '<svg viewBox="0 0 44 36" aria-hidden="true"><path fill-rule="evenodd" d="M0 13h44v23H0zM5 36h18v-7a9 9 0 0 0-18 0z'
    'm23 0h11v-4.5a5.5 5.5 0 0 0-11 0z"/><circle cx="14" cy="5.5" r="5"/><circle cx="33.5" cy="7.5" r="3.6"/></svg>'
)


def _drawn(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308  drawn by our own pure functions, no input in it


@register.simple_tag
def plate(industry: str, key: object) -> SafeString:
    """The plate of a card."""
    return _drawn(plates.plate(industry, str(key)))


@register.simple_tag
def wide_plate(industry: str, key: object) -> SafeString:
    """The plate of a page."""
    return _drawn(plates.wide_plate(industry, str(key)))


@register.simple_tag
def door(industry: str) -> SafeString:
    """The thing of a trade in its doorway."""
    return _drawn(plates.door(industry))


@register.simple_tag
def scene(name: str, industry: str = "") -> SafeString:
    """A long scene: hero, missing_span, lighthouse or walk_to an industry."""
    drawings = {"missing_span": plates.missing_span, "lighthouse": plates.lighthouse}
    if name == "walk_to":
        return _drawn(plates.walk_to(industry))
    return _drawn(drawings[name]())


@register.simple_tag
def photo_bridge(key: object) -> SafeString:
    """The bridge over the foot of a photograph."""
    return _drawn(plates.bridge_over_photo(str(key)))


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line icon; put a word beside it."""
    return _drawn(icons.icon(name))


@register.simple_tag
def mark() -> SafeString:
    """The mark without the name."""
    return _drawn(MARK)


@register.simple_tag
def status(state: str) -> SafeString:
    """A state as icon, word and colour."""
    shown = STATUSES[str(state)]
    return format_html('<span class="st {}">{}{}</span>', shown.tone, icon(shown.icon), shown.word)


@register.simple_tag
def leaf(when: datetime) -> dict[str, Any]:
    """The parts of a date leaf."""
    here = words.local(when)
    return {
        "iso": here.date().isoformat(),
        "weekday": date_format(here, "D").lower().rstrip(".") + ".",
        "day": here.day,
        "month": date_format(here, "M").lower().rstrip(".") + ".",
    }


@register.filter
def lines(text: str) -> list[str]:
    """The lines of a text, blank ones left out."""
    return [line.strip() for line in str(text or "").splitlines() if line.strip()]


@register.simple_tag
def time_range(starts_at: datetime, ends_at: datetime) -> str:
    """From when until when."""
    return words.time_range(starts_at, ends_at)


register.filter("day_long", words.day_long)
register.filter("day_with_year", words.day_with_year)
register.filter("clock", words.clock)
register.filter("duration", words.duration)
register.filter("number_word", words.number_word)
register.filter("way_there", words.way_there)


@register.filter
def capfirst_word(text: str) -> str:
    """The first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


@register.simple_tag(takes_context=True)
def page_query(context: template.Context, number: int) -> str:
    """The address of another page of the same list."""
    query = context["request"].GET.copy()
    query["side"] = str(number)
    return f"?{query.urlencode()}"
