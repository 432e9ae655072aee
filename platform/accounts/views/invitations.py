"""Taking up an invitation from a mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import actions
from accounts.models import User
from accounts.signing import invited_membership


@login_required
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites; a POST joins. Signed-out people sign in or up first and come back."""
    user = request.user
    assert isinstance(user, User)
    membership = invited_membership(token)
    if membership is None:
        raise Http404
    context = {"membership": membership, "elsewhere": membership.invited_email.lower() != user.email.lower()}
    if request.method != "POST":
        return render(request, "accounts/invitation.html", context)
    try:
        joined = actions.accept_invitation(membership=membership, by=user)
    except actions.InvitationElsewhere:
        return render(request, "accounts/invitation.html", context, status=409)
    except actions.InvitationExpired:
        return render(request, "accounts/invitation.html", {**context, "expired": True}, status=410)
    actions.switch_to(membership=joined, by=user)
    messages.success(request, _("Welcome to %(name)s") % {"name": joined.organisation})
    return redirect("desks:start")
