"""The blocks editors build pages from."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

RICH_TEXT = ["h3", "bold", "italic", "ol", "ul", "link"]


class QuoteBlock(blocks.StructBlock):
    """What somebody said, and who."""

    quote = blocks.TextBlock(label=_("Quote"))
    by = blocks.CharBlock(label=_("Who said it"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "content/blocks/quote.html"


class PictureBlock(blocks.StructBlock):
    """A picture with a line below it."""

    picture = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "content/blocks/picture.html"


class BodyBlock(blocks.StreamBlock):
    """The running text of a story, article or guide."""

    heading = blocks.CharBlock(label=_("Heading"), icon="title", template="content/blocks/heading.html")
    paragraph = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT)
    quote = QuoteBlock()
    picture = PictureBlock()


class FactBlock(blocks.StructBlock):
    """One fact in the margin."""

    label = blocks.CharBlock(label=_("What"))
    value = blocks.CharBlock(label=_("Value"))


class GoalValueBlock(blocks.StructBlock):
    """One figure of a goal's history."""

    label = blocks.CharBlock(label=_("When"), help_text=_("For example a year"))
    value = blocks.DecimalBlock(label=_("Figure"))


class GoalBlock(blocks.StructBlock):
    """A goal of the strategy and how far we are (contract SV-01, SV-21, SV-22, SV-23)."""

    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[("omfang", _("scope")), ("faglighed", _("subject depth")), ("kendskab", _("awareness"))],
    )
    sentence = blocks.CharBlock(label=_("The goal as a sentence"))
    target = blocks.DecimalBlock(label=_("Target"))
    unit = blocks.CharBlock(label=_("What is counted"), help_text=_("For example: visits per class in a year"))
    values = blocks.ListBlock(GoalValueBlock(), label=_("Figures so far"), max_num=6)
    state = blocks.ChoiceBlock(
        label=_("State"),
        choices=[("on_track", _("On track")), ("attention", _("Needs attention")), ("behind", _("Behind"))],
    )
    explanation = blocks.TextBlock(label=_("Two honest sentences"))
    responsible = blocks.CharBlock(label=_("Who is responsible"))
    updated = blocks.DateBlock(label=_("Updated"))

    class Meta:
        icon = "success"
        label = _("Goal")


class ThemeBlock(blocks.StructBlock):
    """A way into the catalogue that editors recommend."""

    title = blocks.CharBlock(label=_("Title"))
    sentence = blocks.CharBlock(label=_("One sentence"), required=False)
    query = blocks.CharBlock(
        label=_("What follows /tilbud/ in the address"), help_text=_("For example ?fag=matematik&klassetrin=7")
    )


class MenuItemBlock(blocks.StructBlock):
    """One entry of the main menu."""

    label = blocks.CharBlock(label=_("Label"), max_length=30)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    address = blocks.CharBlock(
        label=_("Or an address on this site"), required=False, help_text=_("For example /tilbud/")
    )
