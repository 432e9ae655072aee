"""Who may look after a class's visit: the people who book for the school."""

from collections.abc import Iterable

from accounts.models import Membership, User
from accounts.models.membership import FOR_ALL_CLASSES, SCHOOL_ROLES
from schools.models import School


def colleagues_of(school: School) -> list[User]:
    """Everybody who may book for the school, by name."""
    rights = Membership.objects.active().filter(
        organisation=school.organisation_id, role__in=SCHOOL_ROLES, may_book=True
    )
    return list(User.objects.filter(pk__in=rights.values("person")).order_by("name", "email"))


def leads(person: User, school: School) -> bool:
    """Whether the person acts for every class of the school: its leaders, and its learning centre."""
    own = Membership.objects.active().filter(person=person, organisation=school.organisation_id)
    return own.filter(role__in=FOR_ALL_CLASSES).exists()


def choices(people: Iterable[User]) -> list[tuple[str, str]]:
    """Colleagues as a select shows them."""
    return [(str(person.pk), str(person)) for person in people]
