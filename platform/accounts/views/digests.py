"""The mail of the day: wanted on the profile, stopped there or by the link in the mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.models import Membership, User
from accounts.models.membership import COMPANY_ROLES
from accounts.signing import digest_membership


@login_required
@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Want it, or stop it, for one's own membership of a company."""
    assert isinstance(request.user, User)
    own = Membership.objects.active().filter(person=request.user, role__in=COMPANY_ROLES)
    membership = get_object_or_404(own.select_related("organisation"), pk=pk)
    wanted = "want" in request.POST
    actions.want_digest(membership=membership, wanted=wanted, by=request.user)
    messages.success(request, _("You get one mail a day") if wanted else _("The daily mail is stopped"))
    return redirect("accounts:profile")


@csrf_exempt  # mail programs press it for their reader (RFC 8058), and what the link may do is only to stop a mail
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail: shows what would stop; its button, or a mail program's, stops it."""
    membership = digest_membership(token)
    if membership is None:
        raise Http404
    if request.method == "POST":
        actions.want_digest(membership=membership, wanted=False, by=None)
    return render(request, "accounts/stop_digest.html", {"membership": membership})
