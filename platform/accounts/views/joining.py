"""How a real person starts: finding the school, asking to be admitted."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts import actions
from accounts.forms import JoinForm, SchoolSearchForm
from accounts.models import Membership, Organisation, OrganisationKind, Role, User
from accounts.signing import invitation_token

MOST_SHOWN = 20


@login_required
def choose(request: HttpRequest) -> HttpResponse:
    """Three ways in: a school, a company, or an invitation that waits."""
    user = request.user
    assert isinstance(user, User)
    invited = Membership.objects.invited().filter(invited_email__iexact=user.email).select_related("organisation")
    waiting = Membership.objects.requested().filter(person=user).select_related("organisation")
    invitations = [(membership, invitation_token(membership)) for membership in invited]
    return render(request, "accounts/join.html", {"invitations": invitations, "waiting": waiting})


def schools_matching(words: str) -> list[Organisation]:
    """Schools that a person may ask to join, by name, town or institution number."""
    schools = Organisation.objects.open_to_join().of_kind(OrganisationKind.SCHOOL)
    for word in words.split()[:6]:
        by_number = Q(school__institution_number=word)
        schools = schools.filter(Q(name__icontains=word) | Q(town__icontains=word) | Q(postcode=word) | by_number)
    return list(schools.select_related("municipality")[:MOST_SHOWN])


@login_required
def find_school(request: HttpRequest) -> HttpResponse:
    """Search the register for one's school."""
    form = SchoolSearchForm(request.GET if "q" in request.GET else None)
    found = schools_matching(form.cleaned_data["q"]) if form.is_bound and form.is_valid() else None
    return render(request, "accounts/find_school.html", {"form": form, "found": found, "most": MOST_SHOWN})


@login_required
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to join a school; its coordinator or the municipality answers."""
    user = request.user
    assert isinstance(user, User)
    schools = Organisation.objects.open_to_join().of_kind(OrganisationKind.SCHOOL)
    school = get_object_or_404(schools, pk=pk)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        role, note = Role(form.cleaned_data["role"]), form.cleaned_data["note"]
        try:
            actions.ask_to_join(organisation=school, role=role, by=user, note=note)
        except actions.AlreadyMember:
            form.add_error(None, _("You belong to this school already, or have asked before"))
        else:
            messages.success(request, _("We have asked %(school)s to admit you. You get a mail.") % {"school": school})
            return redirect("accounts:join")
    return render(request, "accounts/ask_to_join.html", {"form": form, "school": school})
