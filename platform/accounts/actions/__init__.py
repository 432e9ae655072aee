"""What people do about who belongs where."""

from accounts.actions.digests import want_digest
from accounts.actions.inviting import (
    AlreadyInvited,
    InvitationElsewhere,
    InvitationExpired,
    accept_invitation,
    invite,
    withdraw_invitation,
)
from accounts.actions.joining import (
    AlreadyMember,
    LastOwner,
    MayNotAdmit,
    RoleElsewhere,
    admit,
    allow_booking,
    ask_to_join,
    change_role,
    join_directly,
    leave,
    refuse,
    remove,
    switch_to,
)
from accounts.actions.opening import admit_organisation, ask_to_open, refuse_organisation

__all__ = [
    "AlreadyInvited",
    "AlreadyMember",
    "InvitationElsewhere",
    "InvitationExpired",
    "LastOwner",
    "MayNotAdmit",
    "RoleElsewhere",
    "accept_invitation",
    "admit",
    "admit_organisation",
    "allow_booking",
    "ask_to_join",
    "ask_to_open",
    "change_role",
    "invite",
    "join_directly",
    "leave",
    "refuse",
    "refuse_organisation",
    "remove",
    "switch_to",
    "want_digest",
    "withdraw_invitation",
]
