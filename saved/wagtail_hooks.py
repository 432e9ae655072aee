"""Notes which offers a signed-in person looks at, as Wagtail serves them."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from accounts.models import User
from offers.models import OfferPage
from saved.actions import note_seen


@hooks.register("before_serve_page")
def note_offer(page: Page, request: HttpRequest, serve_args: Any, serve_kwargs: Any) -> None:
    """Only for people who are signed in: nobody else is remembered."""
    if isinstance(page, OfferPage) and isinstance(request.user, User) and request.method == "GET":
        note_seen(offer_id=page.offer_id, by=request.user)
