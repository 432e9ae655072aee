"""Tells Django about the app, and listens to publishing: Wagtail has no other hook for it."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from wagtail.signals import page_published, page_unpublished, post_page_move


class SearchConfig(AppConfig):
    """Finding it: the catalogue, its facets and its engine."""

    name = "search"

    def ready(self) -> None:
        """Refresh an offer's entries when one of its pages goes live or away; load the thesaurus after migrating."""
        from offers.models import OfferPage  # noqa: PLC0415  models exist only from here on
        from search.concepts import ensure_thesaurus  # noqa: PLC0415
        from search.projection import refresh_offer  # noqa: PLC0415

        def refresh(sender: type[OfferPage], instance: OfferPage, **_facts: Any) -> None:
            refresh_offer(instance.offer)

        def load(**_facts: Any) -> None:
            ensure_thesaurus()

        post_migrate.connect(load, sender=self, weak=False, dispatch_uid="search-thesaurus")
        for signal in (page_published, page_unpublished, post_page_move):
            signal.connect(refresh, sender=OfferPage, weak=False, dispatch_uid=f"search-{id(signal)}")
