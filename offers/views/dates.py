"""The dates of an offer: listing, adding one or a series, changing, removing."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.guards import company_desk
from companies.desk import desk_of
from offers import actions
from offers.calendar_checks import calendar_for_host
from offers.forms.dates import OccurrenceForm, SeriesForm
from offers.models import Occurrence, Offer, Resource
from offers.resources import ResourceTaken
from offers.views.own import offer_trail, own_occurrence, own_offer, title_of
from offers.views.resources import say_taken

Work = Callable[[], object]


def _done(request: HttpRequest, form: forms.Form, work: Work) -> bool:
    """Do the work when a right form was sent, or say in the form why it cannot be done."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        work()
    except actions.InThePast:
        form.add_error("begins", _("The time is past. Choose one that lies ahead"))
    except actions.AlreadyThere:
        form.add_error("begins", _("You have a date at this time already"))
    except actions.HasBookings:
        form.add_error(None, _("A class has just asked for this date. Open it again to move it or change its places"))
    except ResourceTaken as refusal:
        say_taken(form, refusal)
    return not form.errors


def _date_form(request: HttpRequest, offer: Offer, initial: dict[str, object]) -> OccurrenceForm:
    """A date on a holiday or in busy weeks is made too, but not without a word first (contract OP-25)."""
    return OccurrenceForm(
        request.POST or None, initial=initial, host=offer.host, calendar=calendar_for_host(offer), label_suffix=""
    )


@company_desk
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    """All coming dates."""
    offer = own_offer(request, pk)
    coming = offer.occurrences.standing().coming(timezone.now())
    context = {"offer": offer, "title": title_of(offer), "dates": coming, "trail": offer_trail(offer)}
    return render(request, "offers/dates.html", context)


@company_desk
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add one date."""
    offer, person = own_offer(request, pk), desk_of(request).person
    form = _date_form(request, offer, _usual_times(offer))
    if _done(request, form, lambda: actions.add_occurrence(offer=offer, by=person, **form.facts())):
        messages.success(request, _("The date is added"))
        return redirect("offers:dates", pk)
    return _page(request, offer, form, _("Add a date"))


def _usual_times(offer: Offer) -> dict[str, object]:
    """The time of the day and the places of the newest date, so that nobody types them again."""
    last = offer.occurrences.order_by("pk").last()
    if last is None:
        return {}
    begins, ends = timezone.localtime(last.starts_at).time(), timezone.localtime(last.ends_at).time()
    return {"begins": begins, "ends": ends, "unit": last.unit, "capacity": last.capacity}


def _page(request: HttpRequest, offer: Offer, form: forms.Form, heading: str) -> HttpResponse:
    context = {"offer": offer, "title": title_of(offer), "form": form, "heading": heading}
    return render(request, "offers/date.html", context | {"trail": offer_trail(offer)})


@company_desk
def series(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a series (GET shows what it would give), then add it (POST)."""
    offer, person = own_offer(request, pk), desk_of(request).person
    data = request.POST or request.GET or None
    form = SeriesForm(data, initial=_usual_times(offer), host=offer.host, label_suffix="")
    is_right = bool(data) and form.is_valid()
    planned = actions.plan_series(offer=offer, wish=form.wish(), resources=form.needed()) if is_right else []
    if request.method == "POST" and is_right:
        made = actions.add_series(offer=offer, wish=form.wish(), by=person, **form.places())
        number = len(made)
        messages.success(request, ngettext("%(n)s date is added", "%(n)s dates are added", number) % {"n": number})
        return redirect("offers:dates", pk)
    kept = [date for date in planned if not date.left_out]
    context = {"offer": offer, "title": title_of(offer), "form": form, "planned": planned, "kept": kept}
    sent = [(name, value) for name in form.fields for value in (data or {}).getlist(name)] if data else []
    return render(request, "offers/series.html", context | {"sent": sent, "trail": offer_trail(offer)})


def _initial(occurrence: Occurrence) -> dict[str, object]:
    begins, ends = timezone.localtime(occurrence.starts_at), timezone.localtime(occurrence.ends_at)
    kept = {name: getattr(occurrence, name) for name in ("unit", "capacity", "note")}
    needs = Resource.objects.filter(uses__occurrence=occurrence)
    return {"day": begins.date(), "begins": begins.time(), "ends": ends.time(), "resources": needs, **kept}


@company_desk
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a date."""
    occurrence, person = own_occurrence(request, pk), desk_of(request).person
    if occurrence.is_asked_for:
        return redirect("bookings:date", pk)
    form = _date_form(request, occurrence.offer, _initial(occurrence))
    if _done(request, form, lambda: actions.change_occurrence(occurrence=occurrence, by=person, **form.facts())):
        messages.success(request, _("The date is changed"))
        return redirect("offers:dates", occurrence.offer_id)
    return _page(request, occurrence.offer, form, _("Change the date"))


@company_desk
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then remove a date nobody has booked."""
    occurrence, person = own_occurrence(request, pk), desk_of(request).person
    if request.method == "POST":
        try:
            actions.remove_occurrence(occurrence=occurrence, by=person)
        except actions.HasBookings:
            messages.error(request, _("A class has asked for this date. Cancel it with a reason instead"))
            return redirect("bookings:cancel_date", pk)
        messages.success(request, _("The date is removed"))
        return redirect("offers:dates", occurrence.offer_id)
    context = {"occurrence": occurrence, "offer": occurrence.offer, "title": title_of(occurrence.offer)}
    return render(request, "offers/remove_date.html", context | {"trail": offer_trail(occurrence.offer)})
