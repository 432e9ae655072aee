"""What an offer must say before an editor reads it."""

import pytest

from offers.models import OfferPage
from tests.factories.companies import company_in
from tests.factories.offers import FACTS, TEXTS, complete_draft, draft

pytestmark = pytest.mark.django_db


def fields(page: OfferPage) -> set[str]:
    """The names of the fields that are missing."""
    return {gap.field for gap in page.missing()}


def test_a_complete_draft_lacks_nothing() -> None:
    assert complete_draft().missing() == []


@pytest.mark.parametrize("field", ["before", "during", "after", "learning"])
def test_the_teaching_is_framed(field: str) -> None:
    """SV-03: goal, before, during and after are required."""
    assert fields(complete_draft(**{field: "  "})) == {field}


def test_educations_and_jobs_are_named() -> None:
    """SV-15: knowledge of the industry, its educations and jobs."""
    assert fields(complete_draft(education_and_jobs="")) == {"education_and_jobs"}


@pytest.mark.parametrize("field", ["summary", "description", "form", "industry"])
def test_what_teachers_read_first_is_required(field: str) -> None:
    """SV-24: the form of the meeting is always said."""
    assert fields(complete_draft(**{field: ""})) == {field}


@pytest.mark.parametrize("field", ["duration_minutes", "price"])
def test_nothing_is_not_the_same_as_zero(field: str) -> None:
    assert fields(complete_draft(**{field: None})) == {field}
    assert fields(complete_draft(**{field: 0})) == set()


def test_grades_may_be_given_as_youth_education() -> None:
    assert fields(complete_draft(grade_min=None, grade_max=None)) == {"grades"}
    assert fields(complete_draft(grade_min=None, grade_max=None, youth_levels=["gym"])) == set()


def test_further_words_may_stand_for_subjects() -> None:
    assert fields(complete_draft(subjects=[])) == {"subjects"}
    assert fields(complete_draft(subjects=[], extra_words=["astronomi"])) == set()


def test_a_place_is_needed_only_where_the_class_goes_somewhere() -> None:
    assert fields(complete_draft(postcode="")) == {"postcode"}
    assert fields(complete_draft(postcode="", form="online")) == set()


def test_somebody_can_be_reached() -> None:
    assert fields(complete_draft(contact_name="", contact_phone="")) == {"contact_name", "contact_phone"}
    assert fields(complete_draft(contact_phone="", contact_email="ingrid@nordvind.example")) == set()


def test_another_language_lacks_texts_only() -> None:
    first = complete_draft()
    page = OfferPage(offer=first.offer, title="Bygg ett vindkraftverk")
    page.locale = first.locale.__class__.objects.get(language_code="sv")
    assert fields(page) == {"summary", "description", "before", "during", "after", "learning", "education_and_jobs"}


def test_a_draft_with_only_a_title_asks_for_everything_in_the_order_of_the_steps() -> None:
    names = [gap.field for gap in draft(host=company_in()).missing()]
    assert names[:2] == ["summary", "description"]
    assert set(names) <= {*TEXTS, *FACTS, "grades"}
    assert all(gap.sentence for gap in draft().missing())
