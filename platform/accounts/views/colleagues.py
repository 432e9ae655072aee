"""The people of one's own organisation: who is here, who is invited, who asks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.forms import InviteForm
from accounts.forms.memberships import JOBS
from accounts.guards import member_desk
from accounts.models import Membership, Role, User
from accounts.permissions import may_admit_to, membership_of, works_in_school


def _own(request: HttpRequest) -> Membership:
    membership = membership_of(request)
    assert membership is not None
    return membership


def _leading(request: HttpRequest) -> tuple[Membership, User]:
    own = _own(request)
    assert isinstance(request.user, User)
    if not may_admit_to(own, own.organisation):
        raise PermissionDenied
    return own, request.user


def _page(request: HttpRequest, form: InviteForm, status: int = 200) -> HttpResponse:
    own = _own(request)
    memberships = Membership.objects.filter(organisation=own.organisation).select_related("person", "organisation")
    context = {
        "organisation": own.organisation,
        "own": own,
        "form": form,
        "leads": may_admit_to(own, own.organisation),
        "is_school": works_in_school(own),
        "colleagues": memberships.active().order_by("person__name", "pk"),
        "asking": memberships.requested(),
        "invited": memberships.invited(),
        "roles": JOBS.get(own.organisation.kind, []),
    }
    return render(request, "accounts/colleagues.html", context, status=status)


@member_desk
def listing(request: HttpRequest) -> HttpResponse:
    """Everybody in the organisation."""
    return _page(request, InviteForm(kind=_own(request).organisation.kind))


@member_desk
@require_POST
def invite_colleague(request: HttpRequest) -> HttpResponse:
    """Send an invitation by mail."""
    own, user = _leading(request)
    form = InviteForm(request.POST, kind=own.organisation.kind)
    if not form.is_valid():
        return _page(request, form, status=422)
    email, role = form.cleaned_data["email"], Role(form.cleaned_data["role"])
    try:
        actions.invite(email=email, organisation=own.organisation, role=role, by=user, language=get_language() or "da")
    except actions.AlreadyMember:
        form.add_error("email", _("That person is here already"))
    except actions.AlreadyInvited:
        form.add_error("email", _("That address is invited already and has not answered yet"))
    else:
        messages.success(request, _("The invitation is on its way to %(email)s") % {"email": email})
        return redirect("accounts:colleagues")
    return _page(request, form, status=422)


def _colleague(own: Membership, pk: int) -> Membership:
    return get_object_or_404(Membership.objects.active().filter(organisation=own.organisation), pk=pk)


@member_desk
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    own, user = _leading(request)
    invitation = get_object_or_404(Membership.objects.invited().filter(organisation=own.organisation), pk=pk)
    actions.withdraw_invitation(membership=invitation, by=user)
    messages.success(request, _("The invitation is withdrawn"))
    return redirect("accounts:colleagues")


@member_desk
@require_POST
def set_booking(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide whether a colleague may book."""
    own, user = _leading(request)
    actions.allow_booking(membership=_colleague(own, pk), allowed="allow" in request.POST, by=user)
    messages.success(request, _("Saved"))
    return redirect("accounts:colleagues")


@member_desk
def remove_colleague(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a colleague is to go; a POST ends the membership."""
    own, user = _leading(request)
    membership = _colleague(own, pk)
    if request.method != "POST":
        return render(request, "accounts/remove.html", {"membership": membership})
    try:
        actions.remove(membership=membership, by=user)
    except actions.LastOwner:
        problem = _("This is the last one who can admit people. Give a colleague that role first.")
        return render(request, "accounts/remove.html", {"membership": membership, "problem": problem}, status=409)
    messages.success(request, _("%(name)s is no longer a member") % {"name": membership.person})
    return redirect("accounts:colleagues")
