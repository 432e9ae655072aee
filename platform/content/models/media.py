"""Pictures and materials, with who made them and what may be done with them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition

from accounts.models import Organisation


class License(models.TextChoices):
    """What others may do with it."""

    ALL_RIGHTS = "all-rights", _("All rights reserved")
    CC_BY = "cc-by", _("CC BY")
    CC_BY_SA = "cc-by-sa", _("CC BY-SA")
    CC_BY_NC_SA = "cc-by-nc-sa", _("CC BY-NC-SA")
    CC0 = "cc0", _("CC0")


class Picture(AbstractImage):
    """A picture; who is shown has agreed, or nobody can be recognised."""

    alt_text = models.CharField(_("what the picture shows, for those who cannot see it"), max_length=200, blank=True)
    photographer = models.CharField(_("photographer"), max_length=120, blank=True)
    license = models.CharField(_("licence"), max_length=20, choices=License, default=License.ALL_RIGHTS)
    consent = models.CharField(_("who is shown and how they agreed"), max_length=300, blank=True)
    owner = models.ForeignKey(
        Organisation,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="pictures",
    )

    admin_form_fields: ClassVar = (
        "title",
        "file",
        "alt_text",
        "photographer",
        "license",
        "consent",
        "collection",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    @property
    def default_alt_text(self) -> str:
        """The alternative text, never the file's name."""
        return self.alt_text


class PictureRendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class Material(AbstractDocument):
    """A file a teacher can use: work sheets, guides."""

    license = models.CharField(_("licence"), max_length=20, choices=License, default=License.ALL_RIGHTS)
    author = models.CharField(_("author"), max_length=120, blank=True)
    owner = models.ForeignKey(
        Organisation,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="materials",
    )

    admin_form_fields: ClassVar = (*(f for f in Document.admin_form_fields if f != "tags"), "license", "author")
