"""Who may say that a school pays: its leaders, and its coordinators where no leader has joined."""

from accounts.models import Membership, Role, User
from accounts.models.membership import MembershipQuerySet
from schools.models import School


def _payers(organisation_id: int) -> MembershipQuerySet:
    active = Membership.objects.active().filter(organisation=organisation_id)
    leaders = active.with_role(Role.SCHOOL_LEADER)
    return leaders if leaders.exists() else active.with_role(Role.SCHOOL_COORDINATOR)


def payers_of(school: School) -> list[User]:
    """Everybody who may answer; two queries."""
    return [
        row.person for row in _payers(school.organisation_id).select_related("person").order_by("pk") if row.person
    ]


def may_pay(person: User, school: School) -> bool:
    """Whether this person may answer for the school."""
    return _payers(school.organisation_id).filter(person=person).exists()


def pays(membership: Membership) -> bool:
    """The same of the membership somebody works under now."""
    return _payers(membership.organisation_id).filter(pk=membership.pk).exists()
