"""What editors tell: stories, articles, guides, and the strategy."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from content.blocks import BodyBlock, FactBlock, GoalBlock
from content.models.media import Picture
from content.models.pages import EditorsPage


class TextPage(EditorsPage):
    """A page with a lead and a running text."""

    lead = models.TextField(_("first sentences"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    class Meta:
        abstract = True


class ArticlePage(TextPage):
    """News and explanations."""

    template = "content/text_page.html"
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    parent_page_types: ClassVar = ["content.HomePage", "content.MunicipalityPage"]
    subpage_types: ClassVar = []

    class Meta:
        verbose_name = _("article")


class GuidePage(TextPage):
    """How something is done: booking, hosting, rules, privacy."""

    template = "content/text_page.html"
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    parent_page_types: ClassVar = ["content.HomePage", "content.MunicipalityPage"]
    subpage_types: ClassVar = []

    class Meta:
        verbose_name = _("guide")


class StoryPage(TextPage):
    """A partnership as a story others can follow (contract SV-14)."""

    template = "content/story_page.html"
    context_line = models.CharField(
        _("one line of context"), max_length=80, blank=True, help_text=_("For example: Partnership, third year")
    )
    quote = models.CharField(_("quote for the card"), max_length=160, blank=True)
    byline = models.CharField(_("who wrote it"), max_length=120, blank=True)
    industry = models.CharField(_("industry, for the picture"), max_length=20, blank=True)
    picture = models.ForeignKey(
        Picture, verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    facts = StreamField([("fact", FactBlock())], verbose_name=_("the partnership in short"), blank=True)
    offer_page = models.ForeignKey(
        Page,
        verbose_name=_("the offer that grew out of it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("context_line"),
        FieldPanel("lead"),
        FieldPanel("quote"),
        FieldPanel("byline"),
        FieldPanel("body"),
        FieldPanel("facts"),
        MultiFieldPanel([FieldPanel("industry"), FieldPanel("picture")], heading=_("Picture")),
        PageChooserPanel("offer_page", "offers.OfferPage"),
    ]
    override_translatable_fields: ClassVar = [SynchronizedField("slug"), SynchronizedField("industry")]
    parent_page_types: ClassVar = ["content.MunicipalityPage"]
    subpage_types: ClassVar = []

    class Meta:
        verbose_name = _("story")


class StrategyPage(EditorsPage):
    """The municipality's long-term strategy: vision, goals and how far we are (contract SV-01)."""

    template = "content/strategy_page.html"
    lead = models.TextField(_("first sentences"), blank=True)
    vision = models.TextField(_("vision"), blank=True)
    period = models.CharField(_("period"), max_length=40, blank=True)
    sponsor = models.CharField(_("who stands behind it"), max_length=120, blank=True)
    goals = StreamField([("goal", GoalBlock())], verbose_name=_("goals"), blank=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("vision"),
        FieldPanel("period"),
        FieldPanel("sponsor"),
        FieldPanel("goals"),
    ]
    override_translatable_fields: ClassVar = [SynchronizedField("slug"), SynchronizedField("period")]
    parent_page_types: ClassVar = ["content.MunicipalityPage"]
    subpage_types: ClassVar = []

    class Meta:
        verbose_name = _("strategy")
