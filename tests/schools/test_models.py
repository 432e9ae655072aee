"""Schools and their classes."""

import pytest
from django.db import IntegrityError

from schools.models import Group
from tests.factories.schools import GroupFactory, SchoolFactory

pytestmark = pytest.mark.django_db


def test_a_class_has_one_name_in_its_school() -> None:
    group = GroupFactory(label="7.B")
    GroupFactory(label="7.B")
    with pytest.raises(IntegrityError):
        GroupFactory(school=group.school, label="7.B")


def test_a_school_and_a_class_are_called_by_their_names() -> None:
    school = SchoolFactory(organisation__name="Havneskolen")
    assert (str(school), str(GroupFactory(school=school, label="7.B"))) == ("Havneskolen", "7.B")


def test_no_pupil_has_a_name() -> None:
    """Only a label, a grade, numbers and needs are kept of a class."""
    fields = {field.name for field in Group._meta.get_fields() if field.concrete}
    assert fields == {"id", "school", "label", "grade", "level", "pupils", "adults", "needs"}
