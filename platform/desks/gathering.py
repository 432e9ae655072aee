"""Gathers the rows a desk shows, with everything a row needs in a fixed number of queries."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Prefetch, Q, Sum
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from accounts.models import Organisation
from bookings.models.booking import BookingQuerySet
from offers.models import Offer, OfferPage, OfferState


def booking_rows(bookings: BookingQuerySet) -> BookingQuerySet:
    """Bookings with offer, texts, host, school, class and contact."""
    pages = Prefetch("occurrence__offer__pages", OfferPage.objects.select_related("locale"))
    related = bookings.select_related("occurrence__offer__host", "school__organisation", "group", "contact")
    return related.prefetch_related(pages)


@dataclass(frozen=True)
class OfferRow:
    """An offer at its company's desk; `state` is one of content.statuses."""

    offer: Offer
    page: OfferPage
    state: str
    comment: str
    places_taken: int
    places: int
    dates: int


def company_offers(organisation: Organisation) -> list[OfferRow]:
    """A company's own offers, those that need something first."""
    now = timezone.now()
    coming = Q(occurrences__starts_at__gt=now, occurrences__state="open")
    offers = Offer.objects.hosted_by(organisation).annotate(
        places=Sum("occurrences__capacity", filter=coming, default=0),
        places_taken=Sum("occurrences__taken", filter=coming, default=0),
        dates=Count("occurrences", filter=coming),
    )
    pages = OfferPage.objects.filter(alias_of__isnull=True).select_related("locale")
    found = list(offers.prefetch_related(Prefetch("pages", pages)))
    reviews = _reviews([page.pk for offer in found for page in offer.pages.all()])
    rows = [_row(offer, reviews) for offer in found if offer.pages.all()]
    return sorted(rows, key=lambda row: (ORDER.get(row.state, 5), -row.offer.pk))


ORDER = {"needs_changes": 0, "live_needs_changes": 0, "draft": 1, "live_draft": 2, "in_review": 2, "live": 3,
         "live_in_review": 2, "paused": 4, "rejected": 4, "withdrawn": 9}


def _reviews(page_ids: list[int]) -> dict[int, tuple[str, str]]:
    """The newest review of each page: its status and the editor's comment."""
    kind = ContentType.objects.get_for_model(OfferPage)
    states = WorkflowState.objects.filter(base_content_type__app_label="wagtailcore", content_type=kind)
    newest = states.filter(object_id__in=[str(pk) for pk in page_ids]).order_by("created_at")
    return {
        int(state.object_id): (_standing(state), state.current_task_state.comment if state.current_task_state else "")
        for state in newest.select_related("current_task_state")
    }


def _standing(state: WorkflowState) -> str:
    task = state.current_task_state
    if task and task.status == TaskState.STATUS_REJECTED:
        return "rejected" if state.status == WorkflowState.STATUS_CANCELLED else "needs_changes"
    return "in_review" if state.status == WorkflowState.STATUS_IN_PROGRESS else ""


def _row(offer: Offer, reviews: dict[int, tuple[str, str]]) -> OfferRow:
    page = offer.page_in(offer.first_language)
    assert page is not None
    standing, comment = next((reviews[p.pk] for p in offer.pages.all() if reviews.get(p.pk, ("", ""))[0]), ("", ""))
    return OfferRow(
        offer=offer,
        page=page,
        state=_state(offer, page, standing),
        comment=comment,
        places_taken=getattr(offer, "places_taken", 0),
        places=getattr(offer, "places", 0),
        dates=getattr(offer, "dates", 0),
    )


def _state(offer: Offer, page: OfferPage, standing: str) -> str:
    if offer.state != OfferState.OPEN:
        return str(offer.state)
    if standing in {"in_review", "needs_changes"}:
        return f"live_{standing}" if page.live else standing
    if page.live:
        return "live_draft" if page.has_unpublished_changes else "live"
    return standing or "draft"


def pages_in_review(organisation: Organisation) -> list[OfferPage]:
    """The offers of a municipality's companies that await its editors, oldest first."""
    waiting = OfferPage.objects.filter(offer__host__municipality_id=organisation.municipality_id)
    kind = ContentType.objects.get_for_model(OfferPage)
    asked = WorkflowState.objects.filter(content_type=kind, status=WorkflowState.STATUS_IN_PROGRESS)
    ids = [int(pk) for pk in asked.values_list("object_id", flat=True)]
    return list(waiting.filter(pk__in=ids).select_related("offer__host", "locale").order_by("latest_revision_created_at"))
