"""Whose names the admin's filters offer: Wagtail would list everybody who ever owned or edited a page anywhere."""

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.views.pages.listing import PageFilterSet
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


def narrow_filters() -> None:
    """Put these in the place of Wagtail's own lists; filters are copied for each request."""
    PageFilterSet.base_filters["owner"].queryset = owners
    PageFilterSet.base_filters["edited_by"].queryset = writers
