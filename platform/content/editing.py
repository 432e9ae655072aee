"""The form of editors' pages: what a page leads to or shows is the municipality's own, or public anyway."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page, ReferenceIndex

from content import reach
from content.models.media import Material, Picture

Shown = set[tuple[int, str]]


def shown_by(page: Page) -> Shown:
    """Every row that a page's fields, blocks and running text lead to: content type and key."""
    return {(kind, pk) for kind, pk, _path, _place in ReferenceIndex._extract_references_from_object(page)}


def shown_before(page: Page) -> Shown:
    """What its newest version leads to; an administrator may have put it there."""
    stored = type(page)._default_manager.filter(pk=page.pk).first()
    return shown_by(stored.get_latest_revision_as_object()) if stored else set()


def may_show(kind: int, pk: str, user: Any) -> bool:
    """Whether a municipality's page may lead to a row: an own or public page, an own picture or material."""
    model = ContentType.objects.get_for_id(kind).model_class()
    if model is not None and issubclass(model, Page):
        return bool(reach.choosable_pages(user).filter(pk=pk).exists())
    if model in {Picture, Material}:
        return bool(reach.own_media(model, user).filter(pk=pk).exists())
    return True


class EditorsPageForm(WagtailAdminPageForm):
    """A chooser offers only what may be chosen; a form could be posted with anything."""

    def _post_clean(self) -> None:
        super()._post_clean()
        user = self.for_user
        if user is None or user.is_superuser:
            return
        page = self.instance
        if not all(may_show(kind, pk, user) for kind, pk in shown_by(page) - shown_before(page)):
            self.add_error(None, ValidationError(_("Something on the page belongs to another municipality")))
