"""Puts the membership a person works under on each request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from accounts.permissions import working_membership


class ActiveMembership:
    """Sets `request.membership`: the chosen active membership, the only one, or None (lazily, one query)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the membership without asking the database until somebody looks."""
        request.membership = SimpleLazyObject(lambda: working_membership(request.user))  # type: ignore[attr-defined]  # ours
        return self.get_response(request)
