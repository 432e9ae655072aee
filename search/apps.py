"""Tells Django about the app, and listens to publishing: Wagtail has no other hook for it."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save
from wagtail.signals import page_published, page_unpublished, post_page_move


class SearchConfig(AppConfig):
    """Finding it: the catalogue, its facets and its engine."""

    name = "search"

    def ready(self) -> None:
        """Refresh an offer's entries when one of its pages goes live or away; load the thesaurus after migrating."""
        from companies.events import on_facts_change  # noqa: PLC0415  models exist only from here on
        from offers.models import OfferPage  # noqa: PLC0415
        from search.concepts import ensure_thesaurus  # noqa: PLC0415
        from search.messages import register_messages  # noqa: PLC0415
        from search.projection import refresh_offers, refresh_offers_of  # noqa: PLC0415

        def refresh(sender: type[OfferPage], instance: Any, **_facts: Any) -> None:
            # Wagtail hands a moved page over as a plain one, and announces «unpublished» before it deletes the row.
            refresh_offers([instance.specific.offer_id])

        def refresh_what_is_left(sender: type[OfferPage], instance: OfferPage, **_facts: Any) -> None:
            refresh_offers([instance.offer_id])

        def load(**_facts: Any) -> None:
            ensure_thesaurus()

        register_messages()
        on_facts_change(refresh_offers_of)
        post_migrate.connect(load, sender=self, weak=False, dispatch_uid="search-thesaurus")
        for signal in (page_published, page_unpublished, post_page_move):
            signal.connect(refresh, sender=OfferPage, weak=False, dispatch_uid=f"search-{id(signal)}")
        post_delete.connect(refresh_what_is_left, sender=OfferPage, weak=False, dispatch_uid="search-deleted")
        self._listen_to_the_site()

    def _listen_to_the_site(self) -> None:
        """Refresh the text of a story, article, guide, company or strategy when it goes live, moves or goes away."""
        from search.site import KINDS, forget_pages, refresh_below, refresh_pages  # noqa: PLC0415  as above

        def tell(sender: type[Any], instance: Any, **_facts: Any) -> None:
            if sender in KINDS:
                refresh_pages([instance.pk])

        def tell_added(sender: type[Any], instance: Any, created: bool, **_facts: Any) -> None:
            # A company's first page is added live, which Wagtail announces with no signal of its own.
            if created and sender in KINDS and instance.live:
                refresh_pages([instance.pk])

        def tell_deleted(sender: type[Any], instance: Any, **_facts: Any) -> None:
            if sender in KINDS:
                forget_pages([instance.pk])

        def tell_moved(sender: type[Any], instance: Any, **_facts: Any) -> None:
            refresh_below(instance)

        for signal in (page_published, page_unpublished):
            signal.connect(tell, weak=False, dispatch_uid=f"search-site-{id(signal)}")
        post_delete.connect(tell_deleted, weak=False, dispatch_uid="search-site-deleted")
        post_save.connect(tell_added, weak=False, dispatch_uid="search-site-added")
        post_page_move.connect(tell_moved, weak=False, dispatch_uid="search-site-moved")
