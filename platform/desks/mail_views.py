"""The municipality's page of mails that could not be delivered."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.guards import municipal_desk
from accounts.models import Organisation, User
from accounts.permissions import membership_of
from desks.dead_letters import dead_letters_of, opened, send_again, send_all_again
from outbox.actions import StillOnItsWay, TextsDropped

PER_PAGE = 20


def _own(request: HttpRequest) -> tuple[Organisation, User]:
    own = membership_of(request)
    assert own is not None
    assert isinstance(request.user, User)
    return own.organisation, request.user


@municipal_desk
def listing(request: HttpRequest) -> HttpResponse:
    """Who could not be reached, with what, why, and a way to try again."""
    municipality, _user = _own(request)
    page = Paginator(dead_letters_of(municipality), PER_PAGE).get_page(request.GET.get("side"))
    letters = opened(list(page.object_list))
    elided = page.paginator.get_elided_page_range(page.number)
    return render(request, "desks/dead_letters.html", {"page": page, "letters": letters, "elided": elided})


@municipal_desk
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try one of them once more."""
    municipality, user = _own(request)
    message = get_object_or_404(dead_letters_of(municipality), pk=pk)
    try:
        send_again(message=message, municipality=municipality, by=user)
    except (TextsDropped, StillOnItsWay):
        messages.error(request, _("The mail is too old to be sent again. Ring instead"))
    else:
        messages.success(request, _("The mail is on its way again"))
    return redirect("desks:dead_letters")


@municipal_desk
@require_POST
def all_again(request: HttpRequest) -> HttpResponse:
    """Try them all once more."""
    municipality, user = _own(request)
    number = send_all_again(municipality=municipality, by=user)
    words = ngettext("%(n)s mail is on its way again", "%(n)s mails are on their way again", number)
    messages.success(request, words % {"n": number})
    return redirect("desks:dead_letters")
