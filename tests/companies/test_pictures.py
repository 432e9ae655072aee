"""Pictures are checked, turned upright and stripped of what the camera noted."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from companies.pictures import BadPicture, keep_picture, read_picture, reworded
from tests.factories.companies import company_in, member_of

ROTATED, ORIENTATION, CAMERA = 6, 0x0112, 0x010F


def picture_file(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> SimpleUploadedFile:
    """A small picture whose EXIF names a camera and says that it lies on its side."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[CAMERA] = ROTATED, "Hemmeligt kamera"
    stored = BytesIO()
    Image.new("RGB", size, "#0F5A4E").save(stored, format=kind, exif=exif)
    return SimpleUploadedFile(f"IMG_{kind}.{kind.lower()}", stored.getvalue())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_upright_and_says_nothing_of_the_camera(kind: str) -> None:
    clean = read_picture(picture_file(kind))
    with Image.open(clean) as seen:
        assert (seen.format, seen.size, dict(seen.getexif())) == (kind, (40, 60), {})
    assert b"Hemmeligt" not in clean.open().read()
    assert "IMG" not in (clean.name or "")


def test_a_huge_picture_is_made_smaller() -> None:
    with Image.open(read_picture(picture_file(size=(3000, 1000)))) as seen:
        assert max(seen.size) == 2400


@pytest.mark.parametrize("content", [b"", b"not a picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(BadPicture):
        read_picture(SimpleUploadedFile("x.jpg", content))


def test_a_gif_is_refused_whatever_its_name() -> None:
    stored = BytesIO()
    Image.new("P", (4, 4)).save(stored, format="GIF")
    with pytest.raises(BadPicture):
        read_picture(SimpleUploadedFile("x.png", stored.getvalue()))


def test_a_file_over_five_megabytes_is_refused(settings: object) -> None:
    with pytest.raises(BadPicture, match="5 MB"):
        read_picture(SimpleUploadedFile("x.jpg", b"0" * (5 * 1024 * 1024 + 1)))


@pytest.mark.django_db
def test_a_picture_belongs_to_the_company_and_lies_with_its_municipality() -> None:
    company = company_in()
    picture = keep_picture(
        file=read_picture(picture_file()), alt_text="En lærling måler", organisation=company, by=member_of(company)
    )
    assert (picture.owner, picture.collection.name) == (company, "Svendborg Kommune")
    assert picture.default_alt_text == "En lærling måler"


@pytest.mark.django_db
def test_other_words_are_another_row_so_that_what_is_live_stays() -> None:
    company = company_in()
    writer = member_of(company)
    first = keep_picture(file=read_picture(picture_file()), alt_text="Før", organisation=company, by=writer)
    second = reworded(first, "Efter", by=writer)
    first.refresh_from_db()
    assert (first.alt_text, second.alt_text, second.pk != first.pk) == ("Før", "Efter", True)
    assert first.file.name != second.file.name
    assert reworded(second, "Efter", by=writer) == second
