"""The editors' side of what companies write: what waits, how it is decided, and no copies (one text a language)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from companies.models import ReviewedPage
from offers.waiting import WaitingPanel

REPLACED = frozenset({"workflow_objects_to_moderate"})
DECISIONS = ("approve", "reject", "refuse")
ROUND_THE_REVIEW = frozenset({"action-publish", "action-cancel-workflow"})


@hooks.register("before_copy_page")
def refuse_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Companies copy their offers at their own desk."""
    if not isinstance(page.specific, ReviewedPage):
        return None
    messages.error(request, _("Companies copy their offers at their own desk"))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("construct_homepage_panels")
def show_what_waits(request: HttpRequest, panels: list[Any]) -> None:
    """Our list of what waits, in the place of Wagtail's."""
    panels[:] = [WaitingPanel(), *(panel for panel in panels if panel.name not in REPLACED)]


@hooks.register("construct_page_action_menu")
def decide_first(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """While a page is in review the three decisions come first, and nothing goes round the review."""
    decisions = [item for item in items if item.name in DECISIONS]
    if not decisions:
        return
    rest = [item for item in items if item.name not in {*DECISIONS, *ROUND_THE_REVIEW}]
    items[:] = sorted(decisions, key=lambda item: DECISIONS.index(item.name)) + rest
