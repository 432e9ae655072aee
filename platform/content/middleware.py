"""Refuses editors the admin's pages that would show them other municipalities' people and work."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

DENIED = (
    "/admin/reports/",
    "/admin/users/",
    "/admin/groups/",
    "/admin/collections/",
    "/admin/snippets/",
    "/admin/workflows/",
    "/admin/sites/",
    "/admin/locale/",
    "/admin/redirects/",
    "/admin/pages/usage/",
    "/admin/tag-autocomplete/",
)


class NoReportsForEditors:
    """Only administrators reach what lists all tenants (docs/adr/0004)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; `process_view` refuses."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Refuse inside the handler, so that the site's 403 page answers."""
        denied = request.path.startswith(DENIED)
        if denied and request.user.is_authenticated and not request.user.is_superuser:
            raise PermissionDenied
