"""Companies, their people and their municipality's editors for tests."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import Membership, Organisation, OrganisationKind, Role, User
from companies.models import Company
from content.municipalities import open_municipality
from reference.models import Municipality
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory

SVENDBORG = "dk-0479"


class CompanyFactory(DjangoModelFactory[Company]):
    """A company with its organisation."""

    class Meta:
        model = Company

    organisation = factory.SubFactory(
        OrganisationFactory,
        kind=OrganisationKind.COMPANY,
        name=factory.Sequence(lambda number: f"Nordvind Værksted {number}"),
    )
    industry_id = "energy"


def open_place(key: str = SVENDBORG) -> Organisation:
    """A municipality with pages, workflow and collection; gives its organisation."""
    return open_municipality(municipality=Municipality.objects.get(pk=key)).organisation


def company_in(key: str = SVENDBORG, **facts: Any) -> Organisation:
    """A company whose municipality is open."""
    open_place(key)
    return CompanyFactory(organisation__municipality_id=key, **facts).organisation


def member_of(organisation: Organisation, role: Role = Role.COMPANY_OWNER, **facts: Any) -> User:
    """A person who works there."""
    person = UserFactory(**facts)
    MembershipFactory(person=person, organisation=organisation, role=role)
    return person


def editor_in(key: str = SVENDBORG, **facts: Any) -> User:
    """A municipal editor with access to the admin."""
    municipality = open_place(key)
    person = member_of(municipality, Role.MUNICIPAL_EDITOR, **facts)
    open_place(key)  # opening again puts the editors into their group
    return person


def membership_of(person: User) -> Membership:
    """The only membership of a person."""
    return Membership.objects.get(person=person)
