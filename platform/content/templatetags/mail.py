"""What mails show: a plate in plain colours and a state in words."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from content import plates
from content.statuses import STATUSES

register = template.Library()


@register.simple_tag
def mail_plate(industry: str, key: object) -> SafeString:
    """The wide plate with colours instead of classes."""
    return mark_safe(plates.mail_plate(industry, str(key)))  # noqa: S308  drawn by our own pure functions


@register.simple_tag
def status_word(state: str) -> str:
    """The word of a state."""
    return str(STATUSES[state].word)
