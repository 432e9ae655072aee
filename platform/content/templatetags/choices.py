"""Choices and lists that public pages show: grades, subjects, municipalities, what lies below a page."""

from typing import Any

from django import template
from django.utils.translation import get_language
from wagtail.models import Page

from content.models import ArticlePage, GuidePage, MunicipalityPage, StoryPage, StrategyPage
from reference.grades import GRADES, grade_label
from reference.models import Subject

register = template.Library()


@register.simple_tag
def grade_options() -> list[tuple[int, str]]:
    """Grades for a select."""
    return [(grade, grade_label(grade)) for grade in GRADES]


@register.simple_tag
def subject_options() -> list[tuple[str, str]]:
    """Subjects for a select."""
    return [(row.code, row.name) for row in Subject.objects.all()]


@register.simple_tag
def open_municipalities() -> list[MunicipalityPage]:
    """The municipalities' pages in the reader's language."""
    pages = MunicipalityPage.objects.live().filter(locale__language_code=get_language())
    return list(pages.order_by("title"))


@register.simple_tag
def editors_pages(page: Page) -> dict[str, Any]:
    """The newest story below a municipality's page, and its other pages by editors."""
    below = Page.objects.child_of(page).live().public()
    story = StoryPage.objects.child_of(page).live().public().order_by("-first_published_at").first()
    others = below.type(StrategyPage, ArticlePage, GuidePage).specific().order_by("-first_published_at")
    return {"story": story, "others": list(others[:6])}
