"""Who may change the thesaurus: administrators everything, municipal editors the concepts of their municipality."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from accounts.models import User
from accounts.permissions import working_membership, works_in_municipality
from search.models import Concept


def municipality_of(user: User | AnonymousUser) -> str | None:
    """The municipality a person edits for."""
    membership = working_membership(user)
    if membership is None or not works_in_municipality(membership):
        return None
    return membership.organisation.municipality_id


class ConceptPolicy(BasePermissionPolicy):
    """Wagtail asks these questions of every admin view of concepts."""

    def user_has_permission(self, user: User | AnonymousUser, action: str) -> bool:
        """Whether somebody may do it to some concept."""
        return bool(user.is_superuser or (user.has_perm("wagtailadmin.access_admin") and municipality_of(user)))

    def user_has_permission_for_instance(self, user: User | AnonymousUser, action: str, instance: Concept) -> bool:
        """Whether somebody may do it to this one; what ships with the site is there to be read."""
        if not self.user_has_permission(user, action):
            return False
        own = instance.owner_id is not None and instance.owner_id == municipality_of(user)
        return bool(user.is_superuser or own or (action == "view" and instance.is_shipped))

    def user_has_any_permission_for_instance(
        self, user: User | AnonymousUser, actions: Iterable[str], instance: Concept
    ) -> bool:
        """Whether somebody may do one of these."""
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(
        self, user: User | AnonymousUser, actions: Iterable[str]
    ) -> QuerySet[Concept]:
        """The concepts somebody may see or change."""
        if user.is_superuser:
            return Concept.objects.all()
        if not self.user_has_permission(user, "view"):
            return Concept.objects.none()
        own = Q(owner=municipality_of(user))
        return Concept.objects.filter(own | Q(is_shipped=True) if "view" in set(actions) else own)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        """For Wagtail's filters, which we do not show."""
        return User.objects.filter(is_superuser=True)
