"""The buttons that other rooms' pages show."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from offers.models import Offer
from saved.asking import question_of
from saved.models import Favourite

register = template.Library()


@register.inclusion_tag("saved/components/favourite.html", takes_context=True)
def favourite_button(context: dict[str, Any], offer: Offer) -> dict[str, Any]:
    """Keep the offer, or let it go; who is not signed in is led there and back."""
    request: HttpRequest = context["request"]
    signed_in = isinstance(request.user, User)
    return {
        "request": request,
        "offer": offer,
        "signed_in": signed_in,
        "is_kept": signed_in and Favourite.objects.filter(person=request.user.pk, offer=offer).exists(),
        "login_url": _login(request.path),
    }


@register.inclusion_tag("saved/components/save_search.html", takes_context=True)
def save_search_button(context: dict[str, Any]) -> dict[str, Any]:
    """Keep the search of this page."""
    request: HttpRequest = context["request"]
    question = question_of(request.GET)
    return {
        "request": request,
        "question": question,
        "signed_in": isinstance(request.user, User),
        "login_url": _login(f"{request.path}?{question}".rstrip("?")),
    }


def _login(back: str) -> str:
    return f"{reverse('account_login')}?{urlencode({'next': back})}"
