"""What editors see of an offer in the admin, grouped as the company wrote it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Page

NOTE = _(
    "The company writes this page at its own desk. Approve it, send it back with a comment, or mend a slip yourself. "
    "Facts are read from the page in the offer's first language."
)


def offer_panels() -> list[Any]:
    """Basics, teaching, practicalities, contact."""
    return [
        HelpPanel(content=NOTE, heading=_("About this page")),
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("summary"),
                FieldPanel("description"),
                FieldPanel("form"),
                FieldPanel("industry"),
                FieldPanel("subjects"),
                FieldRowPanel([FieldPanel("grade_min"), FieldPanel("grade_max")]),
                FieldPanel("youth_levels"),
            ],
            heading=_("The offer in short"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel(f"{when}_time"), FieldPanel(when)]) for when in ("before", "during", "after")],
            heading=_("Before, during and after"),
        ),
        MultiFieldPanel([FieldPanel("learning"), FieldPanel("education_and_jobs")], heading=_("What pupils learn")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("duration_minutes"), FieldPanel("price")]),
                FieldPanel("visit_languages"),
                FieldRowPanel([FieldPanel("address"), FieldPanel("postcode")]),
                FieldPanel("bring"),
                FieldPanel("access"),
                FieldPanel("transport"),
                FieldPanel("picture"),
            ],
            heading=_("Practicalities"),
        ),
        MultiFieldPanel(
            [FieldPanel("contact_name"), FieldPanel("contact_phone"), FieldPanel("contact_email")],
            heading=_("Contact"),
        ),
    ]
