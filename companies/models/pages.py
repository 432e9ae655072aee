"""A municipality's companies, and the page of each."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from accounts.models import Organisation
from companies.models.reviewed import Missing, ReviewedPage
from content.models import MunicipalityPage, Picture


class CompaniesPage(Page):
    """Lists the companies of the municipality it lives under."""

    template = "companies/companies_page.html"
    intro = models.TextField(
        _("introduction"), blank=True, help_text=_("One or two sentences above the list of companies")
    )

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar = ["content.MunicipalityPage"]
    subpage_types: ClassVar = ["companies.CompanyPage"]
    max_count_per_parent: Any = 1

    class Meta:
        verbose_name = _("companies")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The companies by name, and the municipality they are in."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        pages = CompanyPage.objects.child_of(self).live().select_related("organisation__company__industry")
        municipality = MunicipalityPage.objects.ancestor_of(self).first()
        return context | {"companies": pages.order_by("organisation__name"), "municipality": municipality}


class CompanyPage(ReviewedPage):
    """What a company says about itself in one language, written at its desk."""

    template = "companies/company_page.html"
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="pages")
    about = models.TextField(
        _("about the company"), blank=True, help_text=_("What is made or done here, by how many, and for whom")
    )
    gains = models.TextField(
        _("what we get out of it"), blank=True, help_text=_("Why the company opens its doors to schools")
    )
    picture = models.ForeignKey(
        Picture, verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    is_creatable = False  # written at a desk; Wagtail does not inherit this
    WRITTEN: ClassVar[frozenset[str]] = frozenset({"about", "gains", "picture"})
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

    @property
    def writer(self) -> Organisation:
        """The company."""
        return self.organisation

    @property
    def desk_url(self) -> str:
        """The company's profile in this language."""
        return reverse("companies:text", args=[self.locale.language_code])

    def missing(self) -> list[Missing]:
        """A text, and words for the picture."""
        gaps = []
        if not self.about.strip():
            gaps.append(Missing("about", _now("Write what you make or do, and for whom")))
        if self.picture and not self.picture.alt_text:
            gaps.append(Missing("picture_alt", _now("Say what the picture shows, for those who cannot see it")))
        return gaps

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The company's facts, and its text: another language's where this one has none yet."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        company = getattr(self.organisation, "company", None)
        return context | {"organisation": self.organisation, "company": company, "text": self.shown_text()}

    def shown_text(self) -> "CompanyPage":
        """The page whose text is shown: this one, or the first that has any (an alias copies another language's)."""
        if self.about and self.alias_of_id is None:
            return self
        others = CompanyPage.objects.live().filter(organisation=self.organisation, alias_of__isnull=True)
        written = others.exclude(about="").exclude(pk=self.pk).select_related("locale", "picture")
        return written.order_by("pk").first() or self
