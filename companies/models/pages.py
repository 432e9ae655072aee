"""A municipality's companies, and the page of each."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from accounts.models import Organisation
from content.models import Picture


class CompaniesPage(Page):
    """Lists the companies of the municipality it lives under."""

    template = "companies/companies_page.html"
    intro = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar = ["content.MunicipalityPage"]
    subpage_types: ClassVar = ["companies.CompanyPage"]

    class Meta:
        verbose_name = _("companies")


class CompanyPage(Page):
    """What a company says about itself in one language, written at its desk."""

    template = "companies/company_page.html"
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="pages")
    about = models.TextField(_("about the company"), blank=True)
    gains = models.TextField(_("what we get out of it"), blank=True)
    picture = models.ForeignKey(
        Picture, verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("about"),
        FieldPanel("gains"),
        FieldPanel("picture"),
    ]
    parent_page_types: ClassVar = ["companies.CompaniesPage"]
    subpage_types: ClassVar = ["offers.OfferPage"]

    class Meta:
        verbose_name = _("company page")
