"""Plates, icons, states and the words for dates, for every template."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from content import icons, plates, scenes, words
from content.statuses import STATUSES

register = template.Library()

SCENES: dict[str, Callable[[], str]] = {
    "hero": scenes.hero_scene,
    "lighthouse": scenes.lighthouse,
    "crane": scenes.crane,
    "missing_span": scenes.crane,
}
MOST_PIPS = 12


def _drawn(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308  drawn by our own pure functions, no input in it


@register.simple_tag
def plate(industry: str, key: object) -> SafeString:
    """The plate of a card."""
    return _drawn(plates.plate(industry, str(key)))


@register.simple_tag
def wide_plate(industry: str, key: object, second: str = "") -> SafeString:
    """The plate of a page; with a second industry, two things stand on it."""
    return _drawn(plates.wide_plate(industry, str(key), second or None))


@register.simple_tag
def door(industry: str) -> SafeString:
    """The thing of a trade in its doorway."""
    return _drawn(plates.door(industry))


@register.simple_tag
def scene(name: str, industry: str = "") -> SafeString:
    """A long scene: hero, lighthouse, crane, or walk_to an industry."""
    return _drawn(scenes.walk_to(industry) if name == "walk_to" else SCENES[name]())


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
    return _drawn(icons.MARK)


@register.simple_tag
def status(state: str) -> SafeString:
    """A state as icon, word and colour."""
    shown = STATUSES[str(state)]
    return format_html('<span class="st {}">{}{}</span>', shown.tone, icon(shown.icon), shown.word)


@register.simple_tag
def pips(taken: int | None = None, capacity: int | None = None) -> SafeString:
    """A place for each class, filled when taken; nothing where pupils are counted. The words stand beside it."""
    if not capacity or not 0 < int(capacity) <= MOST_PIPS:
        return SafeString("")
    filled = min(int(taken or 0), int(capacity))
    places = '<i class="x"></i>' * filled + "<i></i>" * (int(capacity) - filled)
    return _drawn(f'<span class="pips" aria-hidden="true">{places}</span>')


@register.simple_tag
def leaf(when: datetime) -> dict[str, Any]:
    """The parts of a date leaf."""
    here = words.local(when)
    weekday, month = words.short_weekday(when), words.short_month(when)
    return {"iso": here.date().isoformat(), "weekday": weekday, "day": here.day, "month": month}


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
register.filter("words", words.number_word)
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
