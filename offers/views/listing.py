"""The company's offers, and one of them."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from accounts.guards import company_desk
from companies.desk import desk_of, trail
from companies.reviews import comment_on, text_status
from offers.actions import MunicipalityNotOpen, start_offer
from offers.forms.basics import StartForm
from offers.models import Offer, OfferPage
from offers.status import first_page, offer_status, own_offers
from offers.views.own import offer_trail, own_offer, title_of


@dataclass(frozen=True)
class TextRow:
    """One language of an offer."""

    page: OfferPage
    language: str
    status: str
    comment: TaskState | None


@dataclass(frozen=True)
class OfferRow:
    """One offer in the company's list."""

    offer: Offer
    title: str
    status: str
    texts: list[TextRow]

    @property
    def comment(self) -> TaskState | None:
        """The first thing an editor asks about it."""
        return next((text.comment for text in self.texts if text.comment), None)


def text_rows(offer: Offer) -> list[TextRow]:
    """The languages an offer is written in, the first one first."""
    names = dict(settings.LANGUAGES)
    first = first_page(offer)
    pages = sorted(offer.pages.all(), key=lambda page: (page != first, page.pk))
    return [
        TextRow(page, str(names[page.locale.language_code]), text_status(page), comment_on(page)) for page in pages
    ]


def offer_row(offer: Offer) -> OfferRow:
    """An offer with its state in one word."""
    return OfferRow(offer, title_of(offer), offer_status(offer), text_rows(offer))


@company_desk
def listing(request: HttpRequest) -> HttpResponse:
    """All offers of the company, the newest first."""
    organisation = desk_of(request).organisation
    rows = [offer_row(offer) for offer in own_offers(organisation, timezone.now())]
    return render(request, "offers/list.html", {"organisation": organisation, "rows": rows, "trail": trail()})


@company_desk
def new(request: HttpRequest) -> HttpResponse:
    """Title and language make a draft."""
    desk = desk_of(request)
    form = StartForm(request.POST or None, initial={"language": get_language()}, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            page = start_offer(host=desk.organisation, by=desk.person, **form.cleaned_data)
        except MunicipalityNotOpen:
            form.add_error(None, _("Your municipality does not take part yet, so nobody can approve offers there"))
        else:
            return redirect("offers:edit", page.pk, "om")
    return render(request, "offers/new.html", {"form": form, "trail": offer_trail()})


@company_desk
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One offer: its languages, its dates, and what can be done with it."""
    offer = own_offer(request, pk)
    row = offer_row(offer)
    written = {text.page.locale.language_code for text in row.texts}
    unwritten = [(code, name) for code, name in settings.LANGUAGES if code not in written]
    dates = offer.occurrences.standing().coming(timezone.now())
    context = {"row": row, "offer": offer, "unwritten": unwritten, "dates": dates[:5], "trail": offer_trail()}
    return render(request, "offers/show.html", context | {"dates_url": reverse("offers:dates", args=[pk])})
