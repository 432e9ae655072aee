"""Decorators that let only the right people to a desk."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.models import Membership
from accounts.permissions import (
    membership_of,
    works_in_company,
    works_in_municipality,
    works_in_school,
)

View = Callable[..., HttpResponse]


def desk_for(question: Callable[[Membership | None], bool]) -> Callable[[View], View]:
    """A desk for those of whom `question` is true: sign in first, then join somewhere, else 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            membership = membership_of(request)
            if membership is None:
                return redirect("accounts:join")
            if not question(membership):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return login_required(guarded)

    return decorate


def _belongs(membership: Membership | None) -> bool:
    return membership is not None


member_desk = desk_for(_belongs)
school_desk = desk_for(works_in_school)
company_desk = desk_for(works_in_company)
municipal_desk = desk_for(works_in_municipality)
