"""Small questions about what a person may do, asked by views, templates and actions alike."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from accounts.models import Membership, Organisation, User
from accounts.models.membership import (
    ADMITTING_ROLES,
    COMPANY_ROLES,
    FOR_ALL_CLASSES,
    LEADING_ROLES,
    MUNICIPAL_ROLES,
    SCHOOL_ROLES,
)


def working_membership(user: User | AnonymousUser) -> Membership | None:
    """The membership a person works under now: the chosen one while it is active, else the oldest active one."""
    if not isinstance(user, User) or not user.is_authenticated:
        return None
    active = Membership.objects.active().filter(person=user).select_related("organisation__municipality")
    chosen = {membership.pk: membership for membership in active.order_by("pk")}
    return chosen.get(user.active_membership_id or 0) or next(iter(chosen.values()), None)


def membership_of(request: HttpRequest) -> Membership | None:
    """The membership on the request, or None."""
    membership: Membership | None = getattr(request, "membership", None)
    return membership if membership else None


def works_in_school(membership: Membership | None) -> bool:
    """Everybody at a school: teachers, its learning centre, coordinators and leaders."""
    return membership is not None and membership.role in SCHOOL_ROLES


def works_in_company(membership: Membership | None) -> bool:
    """A member or owner of a company."""
    return membership is not None and membership.role in COMPANY_ROLES


def works_in_municipality(membership: Membership | None) -> bool:
    """A municipal editor or coordinator."""
    return membership is not None and membership.role in MUNICIPAL_ROLES


def leads_school(membership: Membership | None) -> bool:
    """A coordinator or leader, who admits teachers and sees what visits cost."""
    return membership is not None and membership.role in LEADING_ROLES


def acts_for_all_classes(membership: Membership | None) -> bool:
    """Who leads the school, and its learning centre, which books for teachers."""
    return membership is not None and membership.role in FOR_ALL_CLASSES


def may_admit_to(membership: Membership | None, organisation: Organisation) -> bool:
    """Who may admit people: the organisation's own leaders, and editors of its municipality."""
    if not membership or membership.role not in ADMITTING_ROLES:
        return False
    if works_in_municipality(membership):
        return membership.organisation.municipality_id == organisation.municipality_id
    return membership.organisation_id == organisation.pk
