"""What waits for a municipality's editors, as the first thing they see in the admin."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState

from accounts.models import User
from companies.models import CompanyPage
from offers.models import OfferPage

RELATED = {OfferPage: ("offer__host", "locale"), CompanyPage: ("organisation", "locale"), Page: ("locale",)}


@dataclass(frozen=True)
class Waiting:
    """One text that waits; `writer` is the company's name, empty for an editor's own page."""

    page: Page
    writer: str
    sent_by: str
    since: datetime

    @property
    def kind(self) -> str:
        """What it is: an offer, a company page, a story."""
        return str(self.page.page_type_display_name)

    @property
    def is_new(self) -> bool:
        """Whether nobody outside has seen any version of it."""
        return not self.page.live


def _pages(ids: list[str]) -> dict[str, Page]:
    found: dict[str, Page] = {}
    for model, related in reversed(RELATED.items()):
        rows: QuerySet[Any] = model._default_manager.filter(pk__in=ids).select_related(*related, "content_type")
        found |= {str(row.pk): row for row in rows}
    return found


def waiting_for(editor: User) -> list[Waiting]:
    """What this person may decide, what has waited longest first."""
    tasks = TaskState.objects.reviewable_by(editor).select_related("revision__user").order_by("started_at", "pk")
    pages = _pages([task.revision.object_id for task in tasks])
    return [_row(task, pages[task.revision.object_id]) for task in tasks if task.revision.object_id in pages]


def _row(task: TaskState, page: Page) -> Waiting:
    writer = page.writer.name if isinstance(page, OfferPage | CompanyPage) else ""
    return Waiting(page=page, writer=writer, sent_by=str(task.revision.user or ""), since=task.started_at)


class WaitingPanel(Component):
    """The panel on the admin's first page."""

    name = "waiting"
    template_name = "offers/admin/waiting.html"
    order = 10

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The rows."""
        return {"rows": waiting_for(parent_context["request"].user)}
