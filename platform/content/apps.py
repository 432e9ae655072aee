"""Tells Django about the app; the tree's root is made after every migrate."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from wagtail.signals import page_published


class ContentConfig(AppConfig):
    """Pages that editors own: home, municipality, strategy, stories, articles, guides."""

    name = "content"

    def ready(self) -> None:
        """Listen to memberships, and see that the tree has a root."""
        from accounts.events import on_membership_change  # noqa: PLC0415  models exist only from here on
        from content.chrome import forget_strips  # noqa: PLC0415
        from content.models import MunicipalityPage  # noqa: PLC0415
        from content.municipalities import sync_after_change  # noqa: PLC0415
        from content.tree import ensure_site  # noqa: PLC0415

        def ensure(**_facts: Any) -> None:
            ensure_site()

        def forget(**_facts: Any) -> None:
            forget_strips()

        post_migrate.connect(ensure, sender=self, weak=False, dispatch_uid="content-tree")
        on_membership_change(sync_after_change)
        page_published.connect(forget, sender=MunicipalityPage, weak=False, dispatch_uid="content-strips")
