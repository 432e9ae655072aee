"""Whose names and which tags the admin's filters offer: Wagtail would list those of all municipalities."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin import filters
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.images.views import chooser
from wagtail.models import PageLogEntry

from accounts.models import User
from content.reach import own_pages


def owners(request: HttpRequest) -> QuerySet[User]:
    """Those who own one of the pages an editor may work on."""
    pages = own_pages(request.user)
    return User.objects.filter(pk__in=pages.order_by().values("owner"))


def writers(request: HttpRequest) -> QuerySet[User]:
    """Those who edited one of them."""
    edited = PageLogEntry.objects.filter(action="wagtail.edit", page__in=own_pages(request.user))
    return User.objects.filter(pk__in=edited.order_by().values("user"))


def no_tags(_model: Any, count: int = 10) -> list[str]:
    """Pictures carry no tags here: nobody can set one."""
    return []


def narrow_filters() -> None:
    """Put these in the place of Wagtail's own lists, for which it has no setting."""
    filters.popular_tags_for_model = no_tags
    chooser.popular_tags_for_model = no_tags
    PageFilterSet.base_filters["owner"].queryset = owners
    PageFilterSet.base_filters["edited_by"].queryset = writers
