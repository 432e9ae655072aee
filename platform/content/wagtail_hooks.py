"""What the admin shows: no reports that name other tenants, and only pages a person may edit in the chooser."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from content.opening import open_one
from content.people import narrow_filters
from content.reach import choosable_pages

narrow_filters()

HIDDEN_FROM_EDITORS = frozenset({"reports", "settings", "help", "municipalities"})


@hooks.register("register_admin_urls")
def our_addresses() -> list[URLPattern]:
    """The form that opens a municipality."""
    return [path("kommuner/", open_one, name="open_municipality")]


@hooks.register("register_admin_menu_item")
def municipalities() -> MenuItem:
    """Where administrators find it."""
    return MenuItem(
        _("Municipalities"), reverse("open_municipality"), name="municipalities", icon_name="site", order=900
    )


@hooks.register("construct_main_menu")
def hide_what_is_denied(request: HttpRequest, items: list[MenuItem]) -> None:
    """Editors see no menus that lead to pages they are refused."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in HIDDEN_FROM_EDITORS]


@hooks.register("construct_page_chooser_queryset")
def only_public_or_own(pages: Any, request: HttpRequest) -> Any:
    """A chooser offers what is public anyway; drafts of others stay theirs."""
    return pages if request.user.is_superuser else pages.filter(pk__in=choosable_pages(request.user).values("pk"))


@hooks.register("construct_homepage_summary_items", order=1000)  # after those who add
def no_sums_of_all_tenants(request: HttpRequest, items: list[Any]) -> None:
    """How many pages the whole portal has says nothing to one municipality."""
    if not request.user.is_superuser:
        items.clear()
