"""The rows a company may touch: everything starts at its own organisation, so a foreign id is not there."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from companies.desk import desk_of, trail
from offers.models import Occurrence, Offer, OfferPage
from offers.status import first_page, with_pages


def own_page(request: HttpRequest, pk: int) -> OfferPage:
    """A text of one of the company's offers."""
    pages = OfferPage.objects.select_related("offer__host__municipality", "locale", "picture")
    return get_object_or_404(pages, pk=pk, offer__host=desk_of(request).organisation)


def own_offer(request: HttpRequest, pk: int) -> Offer:
    """One of the company's offers, with its texts."""
    offers = Offer.objects.hosted_by(desk_of(request).organisation).select_related("host__municipality")
    return get_object_or_404(offers.prefetch_related(with_pages()), pk=pk)


def own_occurrence(request: HttpRequest, pk: int) -> Occurrence:
    """A date of one of the company's offers."""
    dates = Occurrence.objects.standing().select_related("offer__host__municipality")
    return get_object_or_404(dates, pk=pk, offer__host=desk_of(request).organisation)


def title_of(offer: Offer) -> str:
    """What the company calls it."""
    page = first_page(offer)
    return page.draft_title if page else str(offer)


def offer_trail(offer: Offer | None = None) -> list[dict[str, str]]:
    """The way to an offer."""
    steps = [(_("Our offers"), reverse("offers:list"))]
    if offer is not None:
        steps.append((title_of(offer), reverse("offers:show", args=[offer.pk])))
    return trail(*steps)
