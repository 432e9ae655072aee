"""The state of an offer in one word, and the list of a company's offers that can answer it without more queries."""

from datetime import datetime

from django.db.models import Min, Prefetch, Q, QuerySet, Sum

from accounts.models import Organisation
from companies.reviews import LIVE, page_status, with_reviews
from offers.models import Offer, OfferPage, OfferState
from offers.models.occurrence import OccurrenceState

CLOSED = frozenset({OfferState.PAUSED, OfferState.WITHDRAWN})


def with_pages() -> "Prefetch[str]":
    """Prefetch the pages of offers with their languages and reviews."""
    pages = OfferPage.objects.select_related("locale").prefetch_related(with_reviews())
    return Prefetch("pages", queryset=pages.order_by("pk"))


def own_offers(organisation: Organisation, now: datetime) -> QuerySet[Offer]:
    """A company's offers as a desk lists them: pages with states, the next date, places taken and offered."""
    coming = Q(occurrences__starts_at__gt=now, occurrences__state=OccurrenceState.OPEN)
    offers = (
        Offer.objects.hosted_by(organisation)
        .prefetch_related(with_pages())
        .annotate(
            next_start=Min("occurrences__starts_at", filter=coming),
            places_taken=Sum("occurrences__taken", filter=coming),
            places=Sum("occurrences__capacity", filter=coming),
        )
    )
    return offers.order_by("-pk")


def first_page(offer: Offer) -> OfferPage | None:
    """The page in the offer's first language, else the oldest; reads the prefetched pages."""
    pages = sorted(offer.pages.all(), key=lambda page: page.pk)
    firsts = [page for page in pages if page.locale.language_code == offer.first_language]
    return next(iter(firsts or pages), None)


def offer_status(offer: Offer) -> str:
    """The state as a key of `content.statuses`; pause and withdrawal count before what the text says."""
    page = first_page(offer)
    status = page_status(page) if page else "draft"
    if offer.state in CLOSED and (status.startswith(LIVE) or offer.state == OfferState.WITHDRAWN):
        return str(offer.state)
    return status
