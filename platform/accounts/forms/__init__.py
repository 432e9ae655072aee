"""The forms of people and memberships."""

from accounts.forms.memberships import AdmitForm, InviteForm, JoinForm, RefuseForm, SchoolSearchForm
from accounts.forms.profile import ProfileForm

__all__ = ["AdmitForm", "InviteForm", "JoinForm", "ProfileForm", "RefuseForm", "SchoolSearchForm"]
