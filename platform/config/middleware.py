"""The admin's own Content-Security-Policy: Wagtail's editor needs inline script and style there."""

from collections.abc import Callable

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse

ADMIN_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
    "form-action": [SELF],
}
ADMIN_PREFIX = "/admin/"
HEADER = "Content-Security-Policy"


class AdminContentSecurityPolicy:
    """Replaces the public policy on pages below /admin/ (dependencies.md §6, django-csp)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the response with the policy that django-csp then writes into the header."""
        response = self.get_response(request)
        if request.path.startswith(ADMIN_PREFIX) and HEADER in response:
            # A preview is a public page with its own strict policy; only the admin may frame it.
            response[HEADER] = response[HEADER].replace("frame-ancestors 'none'", "frame-ancestors 'self'")
        elif request.path.startswith(ADMIN_PREFIX):
            response._csp_replace = ADMIN_POLICY  # type: ignore[attr-defined]  # django-csp's own hook
        return response
