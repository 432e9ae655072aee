"""The host's guides and rooms, and which of them a date needs."""

from django.contrib import messages
from django.db.models import Count, Q
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.guards import company_desk
from companies.desk import desk_of
from offers.actions import NameTaken, add_resource, need_resources, remove_resource, rename_resource
from offers.forms.resources import NameForm, NeedsResources, ResourceForm
from offers.models import Occurrence, Resource
from offers.resources import ResourceTaken, taken_in_words
from offers.views.own import offer_trail, own_occurrence, title_of


def _own(request: HttpRequest, pk: int) -> Resource:
    rows = Resource.objects.filter(host=desk_of(request).organisation).select_related("host")
    return get_object_or_404(rows, pk=pk)


@company_desk
def listing(request: HttpRequest) -> HttpResponse:
    """All of them, and one more."""
    desk = desk_of(request)
    form = ResourceForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        try:
            made = add_resource(host=desk.organisation, by=desk.person, **form.cleaned_data)
        except NameTaken:
            form.add_error("name", _("You have one of that name already. Choose another name"))
        else:
            messages.success(request, _("%(name)s is added") % {"name": made})
            return redirect("offers:resources")
    coming = Count("uses", filter=Q(uses__ends_at__gt=timezone.now()))
    rows = Resource.objects.filter(host=desk.organisation).annotate(coming=coming)
    context = {"form": form, "resources": rows, "trail": offer_trail()}
    return render(request, "offers/resources.html", context, status=422 if form.errors else 200)


@company_desk
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name."""
    resource = _own(request, pk)
    data = request.POST if request.method == "POST" else None
    form = NameForm(data, initial={"name": resource.name}, label_suffix="")
    if form.is_valid():
        try:
            rename_resource(resource=resource, by=desk_of(request).person, **form.cleaned_data)
        except NameTaken:
            form.add_error("name", _("You have one of that name already. Choose another name"))
        else:
            messages.success(request, _("The name is saved"))
            return redirect("offers:resources")
    coming = resource.uses.filter(ends_at__gt=timezone.now()).count()
    context = {"form": form, "resource": resource, "coming": coming, "trail": offer_trail()}
    return render(request, "offers/resource.html", context, status=422 if form.errors else 200)


@company_desk
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Gone by a POST; otherwise back to where it can be asked for."""
    resource = _own(request, pk)
    if request.method != "POST":
        return redirect("offers:resource", pk)
    remove_resource(resource=resource, by=desk_of(request).person)
    messages.success(request, _("%(name)s is removed") % {"name": resource})
    return redirect("offers:resources")


@company_desk
def of_date(request: HttpRequest, pk: int) -> HttpResponse:
    """Which of them a date needs, booked or not."""
    occurrence = own_occurrence(request, pk)
    host = desk_of(request).organisation
    form = NeedsResources(
        request.POST if request.method == "POST" else None,
        host=host,
        initial={"resources": Resource.objects.filter(uses__occurrence=occurrence)},
        label_suffix="",
    )
    if form.is_valid() and _needed(request, occurrence, form):
        return redirect("bookings:date", pk)
    context = {"form": form, "occurrence": occurrence, "title": title_of(occurrence.offer)}
    context["trail"] = offer_trail(occurrence.offer)
    return render(request, "offers/date_resources.html", context, status=422 if form.errors else 200)


def _needed(request: HttpRequest, occurrence: Occurrence, form: NeedsResources) -> bool:
    try:
        need_resources(occurrence=occurrence, resources=form.needed(), by=desk_of(request).person)
    except ResourceTaken as refusal:
        say_taken(form, refusal)
        return False
    messages.success(request, _("The date has what it needs"))
    return True


def say_taken(form: Form, refusal: ResourceTaken) -> None:
    """Who is needed elsewhere, above what was ticked."""
    form.add_error("resources" if "resources" in form.fields else None, taken_in_words(refusal))
