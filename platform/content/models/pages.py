"""The portal's front page and the front page of each municipality."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from accounts.models import Organisation


class HomePage(Page):
    """The front page of the portal in one language."""

    template = "content/home_page.html"
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["content.MunicipalityPage"]

    class Meta:
        verbose_name = _("front page")


class MunicipalityPage(Page):
    """A municipality's front page; logo, accent and menu are those of the page in the first language."""

    template = "content/municipality_page.html"
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="municipality_pages")

    parent_page_types: ClassVar = ["content.HomePage"]

    class Meta:
        verbose_name = _("municipality")
