"""The pages on which a company comes in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.actions import AlreadyMember
from accounts.guards import municipal_desk
from accounts.models import User
from accounts.permissions import membership_of
from companies.registration.actions import ask_for_company, invite_company
from companies.registration.forms import CompanyForm, InviteCompanyForm


@login_required
def register(request: HttpRequest) -> HttpResponse:
    """A company asks to take part."""
    user = request.user
    assert isinstance(user, User)
    form = CompanyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_company(facts=form.cleaned_data, by=user)
        except AlreadyMember:
            form.add_error(None, _("You belong to this company already, or have asked before"))
        else:
            messages.success(request, _("%(name)s is sent to the municipality. You get a mail.") % form.cleaned_data)
            return redirect("accounts:join")
    return render(request, "companies/register.html", {"form": form})


@municipal_desk
def invite(request: HttpRequest) -> HttpResponse:
    """A municipal editor invites a company by mail."""
    own, user = membership_of(request), request.user
    assert own is not None
    assert isinstance(user, User)
    form = InviteCompanyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        invite_company(
            **form.cleaned_data, municipality=own.organisation.municipality, by=user, language=get_language() or "da"
        )
        messages.success(request, _("The invitation is on its way to %(email)s") % form.cleaned_data)
        return redirect("accounts:admissions")
    return render(request, "companies/invite.html", {"form": form})
