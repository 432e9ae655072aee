"""Who in a municipality hears what is missed."""

from django.db.models import Exists, OuterRef, Q

from accounts.models import Membership, Organisation, OrganisationKind, Role, User
from accounts.models.organisation import OrganisationQuerySet


def reachable_municipalities() -> OrganisationQuerySet:
    """The municipalities that take part and have somebody to read it."""
    people = Membership.objects.active().filter(organisation=OuterRef("pk"))
    active = Organisation.objects.active().of_kind(OrganisationKind.MUNICIPALITY).filter(municipality__isnull=False)
    return active.filter(Exists(people) | ~Q(email="")).order_by("name")


def coordinators_of(organisation: Organisation) -> list[User | str]:
    """Its coordinators; its editors where it has none; its own address where nobody works here yet."""
    active = Membership.objects.active().filter(organisation=organisation).select_related("person").order_by("pk")
    for role in (Role.MUNICIPAL_COORDINATOR, Role.MUNICIPAL_EDITOR):
        people = [membership.person for membership in active if membership.role == role and membership.person]
        if people:
            return list(people)
    return [organisation.email] if organisation.email else []
