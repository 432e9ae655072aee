"""Signed links to invitations and to stopping a mail: nobody can guess the next one."""

from django.core import signing

from accounts.models import Membership

SALT, DIGEST = "accounts.invitation", "accounts.digest"


def invitation_token(membership: Membership) -> str:
    """The token in the mail."""
    return signing.dumps(membership.pk, salt=SALT)


def invited_membership(token: str) -> Membership | None:
    """The invitation a token names, or None when it was tampered with or is gone."""
    return _named(token, SALT)


def digest_token(membership: Membership) -> str:
    """The token of the link that stops the mail of the day."""
    return signing.dumps(membership.pk, salt=DIGEST)


def digest_membership(token: str) -> Membership | None:
    """The membership whose mail a link stops."""
    return _named(token, DIGEST)


def _named(token: str, salt: str) -> Membership | None:
    try:
        pk = signing.loads(token, salt=salt)
    except signing.BadSignature:
        return None
    return Membership.objects.filter(pk=pk).select_related("organisation").first()
