"""Schools and classes for tests."""

import factory
from factory.django import DjangoModelFactory

from schools.models import Group, School
from tests.factories.accounts import OrganisationFactory


class SchoolFactory(DjangoModelFactory[School]):
    """A municipal school with its organisation."""

    class Meta:
        model = School

    organisation = factory.SubFactory(OrganisationFactory)
    institution_number = factory.Sequence(lambda number: f"{280000 + number}")
    first_grade = 0
    last_grade = 9


class GroupFactory(DjangoModelFactory[Group]):
    """A class of a school."""

    class Meta:
        model = Group

    school = factory.SubFactory(SchoolFactory)
    label = factory.Sequence(lambda number: f"7.{chr(65 + number % 26)}{number // 26 or ''}")
    grade = 7
    pupils = 24
    adults = 2
