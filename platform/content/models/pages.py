"""The portal's front page and the front page of each municipality."""

from typing import ClassVar

import nh3
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from accounts.models import Organisation
from content.blocks import MenuItemBlock, ThemeBlock
from content.colour import accent_pair
from content.editing import EditorsPageForm
from content.slugs import refuse_shadowed_slug

SVG_TAGS = {"svg", "path", "circle", "rect", "ellipse", "polygon", "g"}
SVG_ATTRIBUTES = {
    "*": {"d", "cx", "cy", "r", "rx", "ry", "x", "y", "width", "height", "points", "fill-rule", "opacity"}
}


def only_shapes(inside: str) -> str:
    """The shapes of a drawing, without anything that could run or lead elsewhere."""
    cleaned = nh3.clean(f"<svg>{inside}</svg>", tags=SVG_TAGS, attributes=SVG_ATTRIBUTES, link_rel=None)
    return cleaned.replace("<svg>", "").replace("</svg>", "").strip()


class EditorsPage(Page):
    """What all pages of editors share: slugs that an app's path would shadow are refused."""

    base_form_class = EditorsPageForm
    override_translatable_fields: ClassVar = [SynchronizedField("slug")]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        refuse_shadowed_slug(self)


class HomePage(EditorsPage):
    """The front page of the portal in one language."""

    template = "content/home_page.html"
    question = models.CharField(_("the question above the search"), max_length=80, blank=True)
    featured = StreamField(
        [("offer", PageChooserBlock("offers.OfferPage"))], verbose_name=_("offers we recommend"), blank=True
    )
    story = models.ForeignKey(
        "content.StoryPage",
        verbose_name=_("story"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("question"),
        FieldPanel("featured"),
        FieldPanel("story"),
    ]
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["content.MunicipalityPage", "content.GuidePage", "content.ArticlePage"]

    class Meta:
        verbose_name = _("front page")


class MunicipalityPage(EditorsPage):
    """A municipality's front page; logo, accent, menu and contact are those of the page in the first language."""

    template = "content/municipality_page.html"
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="municipality_pages")
    intro = models.TextField(_("introduction"), blank=True)
    office = models.CharField(_("department"), max_length=120, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    logo_svg = models.TextField(
        _("logo"), blank=True, help_text=_("The inside of a one-colour SVG drawing, 20 × 24: paths and shapes only")
    )
    accent = models.CharField(
        _("colour"),
        max_length=7,
        blank=True,
        help_text=_("One colour such as #0F5A4E; two readable ones are made from it"),
    )
    accent_day = models.CharField(max_length=7, blank=True, editable=False)
    accent_night = models.CharField(max_length=7, blank=True, editable=False)
    menu = StreamField([("item", MenuItemBlock())], verbose_name=_("main menu"), blank=True, max_num=5)
    featured = StreamField(
        [("offer", PageChooserBlock("offers.OfferPage"))], verbose_name=_("offers we recommend"), blank=True
    )
    themes = StreamField([("theme", ThemeBlock())], verbose_name=_("themes"), blank=True)
    terms = models.TextField(_("what schools should know before they book"), blank=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("featured"),
        FieldPanel("themes"),
        FieldPanel("terms"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("office", "contact_name", "contact_phone", "contact_email")],
            heading=_("Contact"),
        ),
        MultiFieldPanel([FieldPanel(name) for name in ("logo_svg", "accent", "menu")], heading=_("Look")),
    ]
    override_translatable_fields: ClassVar = [
        *(SynchronizedField(n) for n in ("slug", "office", "contact_name", "contact_phone", "contact_email")),
        *(SynchronizedField(n) for n in ("logo_svg", "accent")),
        TranslatableField("intro"),
    ]
    parent_page_types: ClassVar = ["content.HomePage"]

    class Meta:
        verbose_name = _("municipality")

    def clean(self) -> None:
        """Keep only shapes of the logo, and make the two accents from the picked colour."""
        super().clean()
        self.logo_svg = only_shapes(self.logo_svg)
        self.derive_accents()

    def derive_accents(self) -> None:
        """The two readable accents of the picked colour; ValidationError for what is no colour."""
        if not self.accent:
            self.accent_day = self.accent_night = ""
            return
        try:
            pair = accent_pair(self.accent)
        except ValueError as error:
            message = _("Write a colour as six digits, for example #0F5A4E")
            raise ValidationError({"accent": message}) from error
        self.accent_day, self.accent_night = pair.day, pair.night

    @cached_property
    def logo(self) -> SafeString:
        """The logo as inline SVG, painted in the current colour; empty without one."""
        if not self.logo_svg:
            return SafeString("")
        return mark_safe(f'<svg viewBox="0 0 20 24" aria-hidden="true">{self.logo_svg}</svg>')  # noqa: S308  cleaned above
