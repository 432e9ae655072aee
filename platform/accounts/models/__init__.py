"""The rows of people and organisations."""

from accounts.models.audit import AuditEntry
from accounts.models.membership import Membership, MembershipState, Role
from accounts.models.organisation import Organisation, OrganisationKind, OrganisationState
from accounts.models.person import User

__all__ = [
    "AuditEntry",
    "Membership",
    "MembershipState",
    "Organisation",
    "OrganisationKind",
    "OrganisationState",
    "Role",
    "User",
]
