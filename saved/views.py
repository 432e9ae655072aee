"""The page of what a person keeps, and the buttons that keep and let go."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.permissions import membership_of, works_in_school
from offers.models import Offer
from saved import actions
from saved.asking import address_of, question_of, words_of
from saved.models import Rhythm, SavedSearch
from saved.reading import kept_by
from saved.signing import search_of
from saved.suggesting import for_classes_like


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@login_required
def kept(request: HttpRequest) -> HttpResponse:
    """Favourites, saved searches, what was seen last, and what fits the own classes."""
    language, membership = get_language() or "da", membership_of(request)
    found = kept_by(_person(request), language)
    context = {
        "kept": found,
        "searches": [(row, words_of(row), address_of(row)) for row in found.searches],
        "rhythms": Rhythm.choices,
        "suggested": for_classes_like(membership, language, timezone.now())
        if membership is not None and works_in_school(membership)
        else None,
    }
    return render(request, "saved/kept.html", context)


@login_required
@require_POST
def favourite(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep an offer that everybody can read, or let it go."""
    person = _person(request)
    if "drop" in request.POST:
        offer = get_object_or_404(Offer, pk=pk)
        actions.let_go_of_offer(offer=offer, by=person)
        messages.success(request, _("The offer is no longer among your favourites"))
    else:
        offer = get_object_or_404(Offer.objects.filter(pages__live=True).distinct(), pk=pk)
        actions.keep_offer(offer=offer, by=person)
        messages.success(request, _("The offer is among your favourites"))
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """Where the person came from, when that is a page of ours."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "saved:kept"


@login_required
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the search that was asked; mails come once a week until the person chooses otherwise."""
    question = question_of(QueryDict(request.POST.get("question", "")[:5000]))
    try:
        actions.save_search(
            question=question[:1000], language=get_language() or "da", every=Rhythm.WEEKLY, by=_person(request)
        )
    except actions.TooMany:
        messages.error(request, _("You have twenty saved searches. Remove one, then save this one"))
    else:
        messages.success(request, _("The search is saved. We write on Mondays when something new fits"))
    return redirect("saved:kept")


@login_required
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another rhythm, or no longer kept."""
    search = get_object_or_404(SavedSearch, pk=pk, person=_person(request))
    if "forget" in request.POST:
        actions.forget_search(search=search)
        messages.success(request, _("The search is removed"))
    elif request.POST.get("every") in Rhythm.values:
        actions.change_rhythm(search=search, every=Rhythm(request.POST["every"]))
        messages.success(request, _("Saved"))
    return redirect("saved:kept")


@csrf_exempt  # the token is the secret; mail programs post here without a session (RFC 8058)
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a mail: shows the search; only a POST stops its mails."""
    search = search_of(token)
    if search is None:
        raise Http404
    if request.method == "POST":
        actions.change_rhythm(search=search, every=Rhythm.NEVER)
    context = {"words": words_of(search), "stopped": search.every == Rhythm.NEVER, "url": address_of(search)}
    return render(request, "saved/stop.html", context)
