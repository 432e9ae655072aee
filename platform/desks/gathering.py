"""Gathers the rows a desk shows, with everything a row needs in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch
from django.utils import timezone
from wagtail.models import WorkflowState

from accounts.models import Organisation
from bookings.expectations import with_expectations
from bookings.models import Booking, BookingState
from bookings.models.booking import BookingQuerySet
from companies.reviews import comment_on
from offers.models import Offer, OfferPage
from offers.status import first_page, offer_status, own_offers

NEEDS_SOMETHING_FIRST = ("needs_changes", "live_needs_changes", "rejected", "draft", "live_draft", "in_review")


def booking_rows(bookings: BookingQuerySet) -> BookingQuerySet:
    """Bookings with offer, texts, host, school, class and contact."""
    pages = Prefetch("occurrence__offer__pages", OfferPage.objects.select_related("locale"))
    related = bookings.select_related("occurrence__offer__host", "school__organisation", "group", "contact")
    related = related.select_related("moves__occurrence", "replacement__occurrence")
    return with_expectations(related.prefetch_related(pages))


def asked_to_move(booking: Booking, now: datetime) -> Booking | None:
    """The wish to move that waits for an answer; no query for a booking of `booking_rows`."""
    wish: Booking | None = getattr(booking, "replacement", None)
    return wish if wish is not None and wish.state_at(now) == BookingState.PENDING else None


def lined_up(found: Iterable[Booking], now: datetime) -> dict[str, list[Booking]]:
    """Coming visits by who is awaited: oneself (a place offered, or the host's wish to move), the host, or nobody."""
    rows: dict[str, list[Booking]] = {"yours": [], "waiting": [], "coming": []}
    for booking in found:
        wish = asked_to_move(booking, now)
        booking.wish = wish
        by_host = wish is not None and wish.asked_by == Booking.EndedBy.HOST
        if booking.state == BookingState.OFFERED or by_host:
            rows["yours"].append(booking)
        else:
            rows["waiting" if booking.state == BookingState.PENDING else "coming"].append(booking)
    return rows


@dataclass(frozen=True)
class OfferRow:
    """An offer at its company's desk; `state` is a key of content.statuses, `comment` what the editor asks."""

    offer: Offer
    title: str
    state: str
    comment: str


def company_offers(organisation: Organisation) -> list[OfferRow]:
    """A company's own offers, those that need something first."""
    rows = [_row(offer) for offer in own_offers(organisation, timezone.now())]
    return sorted(rows, key=lambda row: _rank(row.state))


def _rank(state: str) -> int:
    if state in NEEDS_SOMETHING_FIRST:
        return NEEDS_SOMETHING_FIRST.index(state)
    return 99 if state == "withdrawn" else 50


def _row(offer: Offer) -> OfferRow:
    page = first_page(offer)
    comment = comment_on(page) if page else None
    title = (page.draft_title or page.title) if page else ""
    return OfferRow(offer=offer, title=title, state=offer_status(offer), comment=comment.comment if comment else "")


def pages_in_review(organisation: Organisation) -> list[OfferPage]:
    """The offers of a municipality's companies that await its editors, oldest first."""
    waiting = OfferPage.objects.filter(offer__host__municipality_id=organisation.municipality_id)
    kind = ContentType.objects.get_for_model(OfferPage)
    asked = WorkflowState.objects.filter(content_type=kind, status=WorkflowState.STATUS_IN_PROGRESS)
    ids = [int(pk) for pk in asked.values_list("object_id", flat=True)]
    pages = waiting.filter(pk__in=ids).select_related("offer__host", "locale")
    return list(pages.order_by("latest_revision_created_at"))
