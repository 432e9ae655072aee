"""Goals as pictures: the light, the arch that fills, the bars with their figures."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from content.charts import ShownGoal, shown_goal
from content.models import StrategyPage

register = template.Library()

LIGHTS = {
    "on_track": '<circle cx="14" cy="14" r="13" fill="var(--ok)"/>'
    '<path d="m8 14.5 4 4 8-9" fill="none" stroke="var(--ok-bg)" stroke-width="3"/>',
    "attention": '<path d="M14 1 27 26H1z" fill="var(--wait)"/>'
    '<path d="M14 10v7m0 3v2.5" fill="none" stroke="var(--wait-bg)" stroke-width="3"/>',
    "behind": '<path d="M8 1h12l7 7v12l-7 7H8l-7-7V8z" fill="var(--stop)"/>'
    '<path d="M7 14h14" fill="none" stroke="var(--stop-bg)" stroke-width="3.5"/>',
}


@register.simple_tag
def goal_light(state: str) -> SafeString:
    """Shape, word and colour of a state."""
    words: dict[str, Any] = {"on_track": _("On track"), "attention": _("Needs attention"), "behind": _("Behind")}
    shape = mark_safe(LIGHTS[state])  # noqa: S308  our own drawing
    return format_html(
        '<span class="light"><svg viewBox="0 0 28 28" aria-hidden="true">{}</svg>{}</span>', shape, words[state]
    )


@register.simple_tag
def goals_of(page: StrategyPage) -> list[ShownGoal]:
    """The goals of a strategy as they are shown."""
    return [shown_goal(block.value, number) for number, block in enumerate(page.goals, 1)]
