"""A person's own profile: name, phone, language, memberships."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.forms import ProfileForm
from accounts.models import Membership, User


def own_memberships(user: User) -> list[Membership]:
    """The person's active memberships with their organisations."""
    return list(Membership.objects.active().filter(person=user).select_related("organisation"))


@login_required
def edit(request: HttpRequest) -> HttpResponse:
    """Show and change one's own facts."""
    user = request.user
    assert isinstance(user, User)
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your profile is saved"))
        return redirect("accounts:profile")
    waiting = Membership.objects.requested().filter(person=user).select_related("organisation")
    context = {"form": form, "memberships": own_memberships(user), "waiting": waiting}
    return render(request, "accounts/profile.html", context)


@login_required
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Work under another own membership."""
    user = request.user
    assert isinstance(user, User)
    mine = Membership.objects.active().filter(person=user)
    pk = request.POST.get("membership", "")
    membership = get_object_or_404(mine, pk=pk if pk.isdecimal() and len(pk) < 19 else 0)
    actions.switch_to(membership=membership, by=user)
    return redirect("desks:start")


@login_required
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether one really leaves; a POST leaves."""
    user = request.user
    assert isinstance(user, User)
    membership = get_object_or_404(Membership.objects.active().filter(person=user), pk=pk)
    if request.method != "POST":
        return render(request, "accounts/leave.html", {"membership": membership})
    try:
        actions.leave(membership=membership, by=user)
    except actions.LastOwner:
        problem = _("You are the last one who can admit people. Give a colleague that role first.")
        return render(request, "accounts/leave.html", {"membership": membership, "problem": problem}, status=409)
    messages.success(request, _("You have left %(name)s") % {"name": membership.organisation})
    return redirect("accounts:profile")
