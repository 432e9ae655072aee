"""Takes in a picture from a company: checked, turned upright, and without what the camera noted in it."""

from io import BytesIO
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from wagtail.models import Collection

from accounts.models import Organisation, OrganisationKind, User
from content.models import Picture

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
LONGEST_SIDE = 2400


class BadPicture(ValueError):
    """The file cannot be used; the text says why, in words for the one who sent it."""


def read_picture(file: UploadedFile) -> ContentFile[bytes]:
    """The picture anew: upright, at most LONGEST_SIDE pixels long, without place, time or camera; or BadPicture."""
    if (file.size or 0) > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise BadPicture(_("The picture is larger than 5 MB. Choose a smaller one"))
    try:
        with Image.open(file) as opened:
            return _anew(opened)
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadPicture(_("We cannot read the picture. Choose a JPG, PNG or WebP file")) from error


def _anew(opened: Image.Image) -> ContentFile[bytes]:
    kind = opened.format or ""
    if kind not in FORMATS:
        raise BadPicture(_("We cannot read the picture. Choose a JPG, PNG or WebP file"))
    if opened.width * opened.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise BadPicture(_("The picture has too many pixels. Choose a smaller one"))
    upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = upright.convert("RGB") if kind == "JPEG" else upright
    clean.info = {}
    kept = BytesIO()
    clean.save(kept, format=kind, quality=88)
    return ContentFile(kept.getvalue(), name=f"{uuid4().hex}.{FORMATS[kind]}")


def _collection_of(organisation: Organisation) -> Collection | None:
    """The pictures of the organisation's municipality, whose editors see them."""
    municipality = Organisation.objects.filter(
        kind=OrganisationKind.MUNICIPALITY, municipality_id=organisation.municipality_id
    ).first()
    return Collection.objects.filter(name=municipality.name).first() if municipality else None


def keep_picture(*, file: ContentFile[bytes], alt_text: str, organisation: Organisation, by: User) -> Picture:
    """Store a picture that `read_picture` gave; call it outside a transaction, for it writes a file."""
    facts: dict[str, Any] = {"alt_text": alt_text, "owner": organisation, "uploaded_by_user": by}
    collection = _collection_of(organisation)
    if collection:
        facts["collection"] = collection
    return Picture.objects.create(title=alt_text[:200] or organisation.name, file=file, **facts)


def reworded(picture: Picture, alt_text: str, *, by: User) -> Picture:
    """The same picture with other words; a new row, so that what is live keeps its words until they are reviewed."""
    if picture.alt_text == alt_text or picture.owner is None:
        return picture
    with picture.file.open("rb") as stored:
        name = f"{uuid4().hex}.{str(picture.file.name).rsplit('.', 1)[-1]}"
        copied = ContentFile(stored.read(), name=name)
    return keep_picture(file=copied, alt_text=alt_text, organisation=picture.owner, by=by)
