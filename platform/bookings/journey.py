"""One person's way to one date: who books, what is chosen, what was typed, and which page comes next."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from bookings.classes import class_of
from bookings.colleagues import colleagues_of, leads
from bookings.drafts import Draft
from bookings.getting_there import Trip, trip_to, way_there
from bookings.places import pages_in_brief
from bookings.rules import schools_to_book_for
from bookings.where import facts_of, place_of
from content.words import clock, day_long
from offers.calendar_checks import calendar_for_school
from offers.models import Occurrence, Offer, OfferPage
from schools.models import Group, School

STEPS = ("start", "group", "check")


@dataclass(frozen=True)
class Journey:
    """What every step knows. `schools` are those the person may book for; there is at least one."""

    user: User
    draft: Draft
    occurrence: Occurrence
    schools: list[School]

    @property
    def offer(self) -> Offer:
        """What is booked."""
        return self.occurrence.offer

    @cached_property
    def _class(self) -> tuple[School | None, Group | None]:
        return class_of(self.draft.comes, self.schools)

    @property
    def school(self) -> School | None:
        """The school that was chosen with the class."""
        return self._class[0]

    @property
    def group(self) -> Group | None:
        """The class, when it has come before."""
        return self._class[1]

    @cached_property
    def colleagues(self) -> list[User]:
        """Those a leader may book for; nobody for who only books for themselves."""
        return colleagues_of(self.school) if self.school and leads(self.user, self.school) else []

    @cached_property
    def trip(self) -> Trip | None:
        """The way from the chosen school, else from the first."""
        return trip_to(self.offer, self.school or self.schools[0])

    def go(self, name: str) -> HttpResponse:
        """On to a step."""
        return redirect(address(name, self.occurrence))

    def context(self, number: int, **more: Any) -> dict[str, Any]:
        """What the page of a step shows."""
        page = facts_of(self.offer)
        return {
            "occurrence": self.occurrence,
            "offer": self.offer,
            "facts": page,
            "place": place_of(self.offer, self.school),
            "trail": _trail(self.offer),
            "number": number,
            "steps": _steps(number, self.occurrence),
            "remarks": _remarks(self.occurrence, self.school),
            "start_url": address("start", self.occurrence),
            "group_url": address("group", self.occurrence),
            "way": way_there(self.offer, self.trip, self.occurrence),
            **more,
        }


def _remarks(occurrence: Occurrence, school: School | None) -> list[str]:
    """What speaks against the day, told before the class is booked; only what the school has closed refuses."""
    day = timezone.localtime(occurrence.starts_at).date()
    said = [remark.sentence for remark in calendar_for_school(occurrence.offer, school).remarks(day)]
    return [sentence[:1].upper() + sentence[1:] for sentence in said]


def address(name: str, occurrence: Occurrence) -> str:
    """The address of a step on the way to a date."""
    return f"{reverse(f'bookings:{name}')}?tid={occurrence.pk}"


def _steps(number: int, occurrence: Occurrence) -> list[dict[str, str]]:
    labels = (_("Choose a time"), _("About the class"), _("Check answers"))
    states = ["done"] * (number - 1) + ["current"] + [""] * (len(STEPS) - number)
    return [
        {"label": label, "state": state, "url": address(name, occurrence) if state == "done" else ""}
        for name, label, state in zip(STEPS, labels, states, strict=True)
    ]


def _trail(offer: Offer) -> list[dict[str, str]]:
    page = facts_of(offer)
    found = [{"label": _("Find offers"), "url": reverse("search:catalogue")}]
    return [*found, {"label": offer.title, "url": (page.url or "") if page else ""}]


Step = Callable[[HttpRequest, Journey], HttpResponse]


def step(*, needs_class: bool) -> Callable[[Step], Callable[[HttpRequest], HttpResponse]]:
    """A page on the way to a date: sign in first (the date and the answers are kept), belong to a school."""

    def decorate(view: Step) -> Callable[[HttpRequest], HttpResponse]:
        @wraps(view)
        def walked(request: HttpRequest) -> HttpResponse:
            draft = Draft(request.session)
            occurrence = _chosen(request, draft)
            if not isinstance(request.user, User):
                return _sign_in_first(request, draft, occurrence)
            journey = Journey(request.user, draft, occurrence, schools_to_book_for(request.user))
            if not journey.schools:
                context = {"occurrence": occurrence, "offer": occurrence.offer, "facts": facts_of(occurrence.offer)}
                return render(request, "bookings/not_a_school.html", context, status=403)
            if needs_class and journey.school is None:
                messages.info(request, _("We keep your answers for an hour. Choose the class once more"))
                return journey.go("start")
            return view(request, journey)

        return walked

    return decorate


def _chosen(request: HttpRequest, draft: Draft) -> Occurrence:
    """The date in the address, else the one chosen last; 404 for one that never was."""
    asked = request.GET.get("tid", "")
    pk = int(asked) if asked.isdecimal() and len(asked) < 19 else draft.occurrence_id if not asked else None
    in_full = Prefetch("offer__pages", OfferPage.objects.select_related("locale"))
    pages = pages_in_brief("offer__pages") if request.method == "POST" else in_full  # a redirect shows nothing
    rows = Occurrence.objects.select_related("offer__host__municipality").prefetch_related(pages)
    found = rows.filter(pk=pk).first() if pk else None
    if found is None or facts_of(found.offer) is None:
        raise Http404
    draft.choose(found.pk)
    return found


def _sign_in_first(request: HttpRequest, draft: Draft, occurrence: Occurrence) -> HttpResponse:
    if request.method == "POST":
        draft.answer(request.POST)
    when = {"day": day_long(occurrence.starts_at), "clock": clock(occurrence.starts_at)}
    messages.info(request, _("Sign in to book %(day)s at %(clock)s. We keep the time you chose") % when)
    return redirect_to_login(request.get_full_path())
