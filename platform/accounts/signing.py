"""Signed links to invitations: nobody can guess the next one."""

from django.core import signing

from accounts.models import Membership

SALT = "accounts.invitation"


def invitation_token(membership: Membership) -> str:
    """The token in the mail."""
    return signing.dumps(membership.pk, salt=SALT)


def invited_membership(token: str) -> Membership | None:
    """The invitation a token names, or None when it was tampered with or is gone."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Membership.objects.filter(pk=pk).select_related("organisation").first()
