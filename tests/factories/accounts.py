"""People, organisations and memberships for tests."""

import factory
from factory.django import DjangoModelFactory

from accounts.models import (
    Membership,
    MembershipState,
    Organisation,
    OrganisationKind,
    OrganisationState,
    Role,
    User,
)

PASSWORD = "broen er aaben"


class UserFactory(DjangoModelFactory[User]):
    """A person who can sign in with PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@broen.example")
    name = factory.Sequence(lambda number: f"Person {number}")

    @classmethod
    def _create(cls, model_class: type[User], *args: object, **kwargs: object) -> User:
        kwargs.setdefault("password", PASSWORD)
        return model_class.objects.create_user(*args, **kwargs)  # type: ignore[arg-type]  # factory's own protocol


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """An active school."""

    class Meta:
        model = Organisation

    kind = OrganisationKind.SCHOOL
    name = factory.Sequence(lambda number: f"Skole {number}")
    state = OrganisationState.ACTIVE
    municipality_id = "dk-0479"
    latitude = 55.06
    longitude = 10.61


class MembershipFactory(DjangoModelFactory[Membership]):
    """An active teacher; the person works under it."""

    class Meta:
        model = Membership

    person = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.TEACHER
    state = MembershipState.ACTIVE
