"""Answering those who ask to join: at the school's desk and at the municipality's."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.forms import AdmitForm, RefuseForm
from accounts.guards import member_desk, municipal_desk
from accounts.models import Membership, Organisation, Role, User
from accounts.models.membership import ADMITTING_ROLES, MembershipQuerySet
from accounts.permissions import membership_of, works_in_municipality


def requests_for(own: Membership) -> MembershipQuerySet:
    """The requests this membership may answer: its own organisation's, or its municipality's."""
    asking = Membership.objects.requested().select_related("person", "organisation")
    if own.role not in ADMITTING_ROLES:
        return asking.none()
    if works_in_municipality(own):
        return asking.filter(organisation__municipality_id=own.organisation.municipality_id)
    return asking.filter(organisation_id=own.organisation_id)


@municipal_desk
def listing(request: HttpRequest) -> HttpResponse:
    """All who ask to take part in the municipality."""
    own = membership_of(request)
    assert own is not None
    here = Organisation.objects.in_municipality_of(own.organisation)
    waiting = here.waiting().prefetch_related("memberships__person")
    people = requests_for(own).filter(~Q(organisation__in=here.waiting()))
    context = {"waiting": waiting, "people": people, "municipality": own.organisation}
    return render(request, "accounts/admissions.html", context)


@member_desk
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Admit or refuse somebody who asks to join."""
    own, user = membership_of(request), request.user
    assert own is not None
    assert isinstance(user, User)
    membership = get_object_or_404(requests_for(own), pk=pk)
    form = AdmitForm(request.POST, kind=membership.organisation.kind)
    if "refuse" in request.POST:
        actions.refuse(membership=membership, by=user)
        messages.success(request, _("%(name)s is told no") % {"name": membership.person})
    elif form.is_valid():
        role = Role(form.cleaned_data["role"] or membership.role)
        actions.admit(membership=membership, by=user, role=role)
        messages.success(request, _("%(name)s is admitted") % {"name": membership.person})
    return redirect("accounts:admissions" if works_in_municipality(own) else "accounts:colleagues")


@municipal_desk
def answer_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Admit or refuse a company that asks to take part."""
    own, user = membership_of(request), request.user
    assert own is not None
    assert isinstance(user, User)
    organisation = get_object_or_404(Organisation.objects.waiting().in_municipality_of(own.organisation), pk=pk)
    if request.method == "POST" and "admit" in request.POST:
        actions.admit_organisation(organisation=organisation, by=user)
        messages.success(request, _("%(name)s is admitted and told by mail") % {"name": organisation})
        return redirect("accounts:admissions")
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.refuse_organisation(organisation=organisation, reason=form.cleaned_data["reason"], by=user)
        messages.success(request, _("%(name)s is told no, with your reason") % {"name": organisation})
        return redirect("accounts:admissions")
    return render(request, "accounts/answer_organisation.html", {"organisation": organisation, "form": form})
