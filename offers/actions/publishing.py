"""Publishing without review: for catalogues that move in and for the demonstration."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signals import page_published

from accounts.audit import record
from accounts.models import Organisation, User
from companies.actions import InReview, draft_of
from companies.reviews import IN_REVIEW, phase
from offers.actions.terms import TERMS
from offers.actions.writing import place_page
from offers.models import Offer, OfferPage


@contextmanager
def in_bulk() -> Iterator[None]:
    """Leave Wagtail's reference index alone while thousands of pages are made."""
    with disable_reference_index_auto_update():
        yield


@transaction.atomic
def publish_directly(*, page: OfferPage, by: User | None = None) -> OfferPage:
    """Put the newest draft live without asking an editor; what is under review is left to them."""
    if phase(page) == IN_REVIEW:
        raise InReview
    draft = draft_of(page)
    revision = draft.save_revision(user=by, clean=False, log_action=False)
    revision.publish(user=by, skip_permission_checks=True)
    fresh: OfferPage = OfferPage.objects.get(pk=page.pk)
    return fresh


@transaction.atomic
def put_live(
    *,
    host: Organisation,
    language: str,
    values: dict[str, Any],
    external_id: str | None = None,
    by: User | None = None,
) -> OfferPage:
    """Make a live offer at once: `values` are texts, facts and terms by their field names."""
    terms = {name: value for name, value in values.items() if name in TERMS}
    written = {name: value for name, value in values.items() if name in OfferPage.WRITTEN}
    offer = Offer.objects.create(host=host, owner=by, first_language=language, external_id=external_id, **terms)
    now = timezone.now()
    locale = Locale.objects.get(language_code=language)
    page = OfferPage(offer=offer, locale=locale, first_published_at=now, last_published_at=now, **written)
    _announce(place_page(page, by=by), by=by)
    record("put offer live", offer, by=by, organisation=host)
    return page


def _announce(page: OfferPage, *, by: User | None) -> None:
    """What publishing does beside saving, for a page that was live from the start: half its price."""
    revision = page.save_revision(user=by, clean=False, changed=False)
    OfferPage.objects.filter(pk=page.pk).update(live_revision=revision)
    page.live_revision = revision
    page_published.send(sender=OfferPage, instance=page, revision=revision)


@transaction.atomic
def change_live(*, page: OfferPage, values: dict[str, Any], by: User | None = None) -> bool:
    """Bring a live page to these values; tells whether anything changed."""
    if phase(page) == IN_REVIEW:
        raise InReview
    written = {name: value for name, value in values.items() if name in page.WRITTEN}
    changed = {name: value for name, value in written.items() if getattr(page, name) != value}
    if not changed:
        return False
    for name, value in changed.items():
        setattr(page, name, value)
    page.save_revision(user=by, clean=False).publish(user=by, skip_permission_checks=True)
    return True
