"""The facts that ship with the site: places, postcodes, grades, subjects, industries."""

from datetime import date

import pytest
from django.utils import translation

from reference.actions import ensure_reference
from reference.grades import GRADES, Level, grade_label, grades_label
from reference.models import (
    Industry,
    IndustryCode,
    LoadedData,
    Municipality,
    Postcode,
    RegionPeriod,
    Subject,
    SubjectRange,
    UnknownPostcode,
)

pytestmark = pytest.mark.django_db
UNUSED = {4, 34, 40, 44, 48, 54, 57, 67, 76, 83, 89}  # numbers NACE leaves out; its version 2.1 has no 45 either


def test_there_are_98_danish_and_290_swedish_municipalities() -> None:
    """Each with a point on the map inside its country."""
    assert Municipality.objects.filter(country="DK").count() == 98
    assert Municipality.objects.filter(country="SE").count() == 290
    for row in Municipality.objects.filter(country="DK", latitude__isnull=False):
        assert 54.4 < (row.latitude or 0) < 57.9
        assert 7.9 < (row.longitude or 0) < 15.4
    for row in Municipality.objects.filter(country="SE"):
        assert 55 < (row.latitude or 0) < 69.5


def test_every_municipality_has_a_region_today_and_in_2027() -> None:
    """SV-26: dated regions: the two eastern ones become one on 1 January 2027."""
    for day in (date(2026, 8, 1), date(2027, 8, 1)):
        assert [row.name for row in Municipality.objects.all() if row.region_on(day) is None] == []
    copenhagen = Municipality.objects.get(key="dk-0101")
    names = [str(copenhagen.region_on(day)) for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert names[0] == "Region Hovedstaden"
    assert names[1] != names[0]
    assert copenhagen.region_on(date(2006, 12, 31)) is None


def test_danish_regions_are_five_and_then_four() -> None:
    """And Sweden has its 21 counties."""
    for day, number in ((date(2026, 12, 31), 5), (date(2027, 1, 1), 4)):
        current = RegionPeriod.objects.filter(municipality__country="DK", first_day__lte=day)
        current = current.exclude(last_day__lt=day)
        assert current.values("region").distinct().count() == number
    swedish = RegionPeriod.objects.filter(municipality__country="SE")
    assert swedish.values("region").distinct().count() == 21


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Svendborg", "dk-0479"),
        (" svendborg kommune ", "dk-0479"),
        ("Århus", "dk-0751"),
        ("ÅLBORG", "dk-0851"),
        ("ærø", "dk-0492"),
        ("København", "dk-0101"),
        ("KØBENHAVN", "dk-0101"),
        ("Copenhagen", "dk-0101"),
        ("Malmö kommun", "se-1280"),
    ],
)
def test_a_municipality_is_found_by_what_people_write(said: str, key: str) -> None:
    """Whatever the case, with or without «Kommune»."""
    found = Municipality.objects.named(said).first()
    assert found
    assert found.key == key


@pytest.mark.parametrize("said", ["", "Atlantis", "Kommune", "%"])
def test_what_is_no_municipality_is_none(said: str) -> None:
    """Nothing is guessed."""
    assert Municipality.objects.named(said).first() is None


def test_a_postcode_has_a_town_and_a_point() -> None:
    """Blanks around it do not matter."""
    found = Postcode.objects.find(" 5700 ")
    assert (str(found), found.municipality_id) == ("5700 Svendborg", "dk-0479")


@pytest.mark.parametrize("code", ["0000", "", "57000", "abcd", "５７００"])
def test_an_unknown_postcode_says_so(code: str) -> None:
    """With the code that was typed."""
    with pytest.raises(UnknownPostcode) as caught:
        Postcode.objects.find(code)
    assert caught.value.args == (code,)


def test_grades_are_0_to_10_and_four_youth_levels() -> None:
    """SV-28: what a teacher's class can be."""
    assert list(GRADES) == list(range(11))
    assert set(Level.values) == {"eud", "eux", "gym", "fgu"}


@pytest.mark.parametrize(
    ("language", "zero", "seven", "several"),
    [
        ("da", "0. klasse", "7. klasse", "7.–9. klasse"),
        ("sv", "förskoleklass", "årskurs 7", "årskurs 7–9"),
        ("en", "preschool class", "grade 7", "grades 7–9"),
    ],
)
def test_grades_are_said_in_each_language(language: str, zero: str, seven: str, several: str) -> None:
    """One, a range, and none at all."""
    with translation.override(language):
        assert (grade_label(0).lower(), grade_label(7), grades_label(7, 9)) == (zero, seven, several)
        assert grades_label(None, None) == ""
        assert grades_label(7, 7, ["fgu", "nonsense"]).startswith(f"{seven}, ")


def test_subjects_have_names_and_grades_in_both_countries() -> None:
    """And no range that is crossed or outside the school."""
    for subject in Subject.objects.prefetch_related("ranges"):
        assert subject.name_da
        assert subject.name_sv
        assert subject.name_en
        assert subject.ranges.exists(), subject
    for span in SubjectRange.objects.all():
        assert 0 <= span.first_grade <= span.last_grade <= 10


@pytest.mark.parametrize(
    ("word", "language", "code"),
    [("Matematik", "da", "matematik"), (" matematik ", "sv", "matematik"), ("Mathematics", "en", "matematik")],
)
def test_a_subject_is_found_by_name_in_its_language(word: str, language: str, code: str) -> None:
    """Or by its code; not by a word of nowhere."""
    found = Subject.objects.named(word, language)
    assert found
    assert found.code == code
    assert Subject.objects.named("strikning") is None


def test_there_are_sixteen_industries_with_codes_of_both_schemes() -> None:
    """Each has names in three languages."""
    assert Industry.objects.count() == 16
    for industry in Industry.objects.all():
        assert {industry.name_in(code) for code in ("da", "sv", "en")} - {""}
        assert set(industry.codes.values_list("scheme", flat=True)) == {"DB07", "DB25"}, industry


def test_every_division_belongs_to_an_industry() -> None:
    """No company falls between two doors: all divisions of NACE that hold workplaces."""
    for scheme, unused in (("DB07", UNUSED), ("DB25", {*UNUSED, 45})):
        divisions = [f"{number:02d}" for number in range(1, 97) if number not in unused]
        missing = [code for code in divisions if Industry.objects.for_code(scheme, f"{code}1000") is None]
        assert missing == [], scheme


@pytest.mark.parametrize("code", ["351100", "35.11.00", " 3511 "])
def test_a_code_is_read_with_or_without_points(code: str) -> None:
    """DB07 and DB25 agree on electricity."""
    for scheme in ("DB07", "DB25"):
        found = Industry.objects.for_code(scheme, code)
        assert found
        assert found.code == "energy"


def test_the_longest_prefix_decides() -> None:
    """A single trade may lie elsewhere than its division."""
    IndustryCode.objects.create(industry_id="food", scheme="DB25", prefix="351109")
    longer, shorter = (Industry.objects.for_code("DB25", code) for code in ("351109", "351100"))
    assert longer
    assert shorter
    assert (longer.code, shorter.code) == ("food", "energy")


@pytest.mark.parametrize(("scheme", "code"), [("DB25", "000000"), ("DB25", ""), ("XX", "351100")])
def test_an_unknown_code_is_none(scheme: str, code: str) -> None:
    """Nothing is guessed."""
    assert Industry.objects.for_code(scheme, code) is None


def test_loading_again_changes_nothing_and_mends_what_was_changed() -> None:
    """One query when all is there; the files win when a new version comes."""
    assert not ensure_reference()
    Municipality.objects.filter(pk="dk-0479").update(name="Andeby")
    LoadedData.objects.update(checksum="older")
    assert ensure_reference()
    assert Municipality.objects.get(pk="dk-0479").name == "Svendborg"
    assert Municipality.objects.filter(is_invented=False).count() == 388
