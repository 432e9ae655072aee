"""Stops an editor who would delete, move or unpublish a page with live bookings, and shows them.

Withdrawing an offer is done at the company's desk: it closes it for new bookings and lets agreed visits stand.
"""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page

from bookings.hindrances import SHOWN, live_bookings_below

STOPPED = frozenset({"delete", "move", "unpublish"})


def _stop(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    """The page with the bookings, or None when there are none."""
    found = live_bookings_below(pages, timezone.now())
    number = found.count()
    if not number:
        return None
    context = {"bookings": found[:SHOWN], "number": number, "more": max(0, number - SHOWN), "pages": list(pages)}
    return render(request, "bookings/admin/live_bookings.html", context, status=409)


@hooks.register("before_delete_page")
def stop_deleting(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Deleting would leave classes without a page to look at."""
    return _stop(request, [page])


@hooks.register("before_unpublish_page")
def stop_unpublishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """So would unpublishing."""
    return _stop(request, [page])


@hooks.register("before_move_page")
def stop_moving(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Moving would change the addresses in mails and calendars."""
    return _stop(request, [page])


@hooks.register("before_bulk_action")
def stop_many(request: HttpRequest, action_type: str, objects: list[Any], action: object) -> HttpResponse | None:
    """The same for several pages at once."""
    pages = [row for row in objects if isinstance(row, Page)]
    return _stop(request, pages) if pages and action_type in STOPPED else None
