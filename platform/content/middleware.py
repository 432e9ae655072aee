"""Lets editors into the addresses of the admin that are theirs, and into no other municipality's rows."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from content.models.review import NotComplete
from content.reach import ADDRESSES, reaches

ADMIN = "/admin/"


class OwnRowsForEditors:
    """Only administrators reach what lists all tenants; a foreign id is not found (docs/adr/0004)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; `process_view` refuses."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: object, _args: object, ids: dict[str, Any]) -> None:
        """Refuse inside the handler, so that the site's own 403 and 404 answer."""
        user = request.user
        if not request.path.startswith(ADMIN) or not user.has_perm("wagtailadmin.access_admin"):
            return
        match = request.resolver_match
        name = match.view_name if match else ""
        if user.is_superuser or reaches(request, name, ids):
            return
        if name in ADDRESSES:
            raise Http404
        raise PermissionDenied

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """An approval of what is incomplete leads back to the page, with what is missing."""
        match = request.resolver_match
        if not isinstance(problem, NotComplete) or match is None:
            return None
        messages.error(request, " ".join(problem.messages))
        return redirect("wagtailadmin_pages:edit", match.kwargs["page_id"])
