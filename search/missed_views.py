"""«Tell us what you miss»: a form that anybody can send, and its receipt."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_ratelimit.core import is_ratelimited

from accounts.models import Organisation
from accounts.permissions import membership_of
from search.actions import tell_missed
from search.forms import MissedForm
from search.recipients import reachable_municipalities

MOST_SENT = "5/h"
LONGEST_QUERY = 200


@never_cache
def missed(request: HttpRequest) -> HttpResponse:
    """The form, filled in with what was searched for."""
    form = MissedForm(request.POST or None, initial=_known(request))
    if request.method == "POST" and form.is_valid() and not _is_too_much(request):
        if not form.is_trap:
            _send(form)
        return redirect("search:missed_sent")
    return render(request, "search/missed.html", {"form": form}, status=422 if form.errors else 200)


def missed_sent(request: HttpRequest) -> HttpResponse:
    """What happens with it."""
    return render(request, "search/missed_sent.html")


def _known(request: HttpRequest) -> dict[str, object]:
    membership = membership_of(request)
    own = membership.organisation.municipality_id if membership else ""
    place = request.GET.get("kommune", "")[:LONGEST_QUERY] or own or ""
    return {"text": request.GET.get("q", "")[:LONGEST_QUERY], "municipality": place, "key": uuid4()}


def _send(form: MissedForm) -> None:
    facts = form.cleaned_data
    organisation: Organisation = reachable_municipalities().get(municipality=facts["municipality"])
    tell_missed(text=facts["text"], organisation=organisation, email=facts["email"], key=facts["key"])


def _is_too_much(request: HttpRequest) -> bool:
    limited = is_ratelimited(request, group="missed", key="user_or_ip", rate=MOST_SENT, method="POST", increment=True)
    if limited:
        messages.error(request, _("That was a lot in one hour. Wait a little, then send this one"))
    return limited
