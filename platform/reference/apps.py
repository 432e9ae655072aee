"""Tells Django about the app; the facts are loaded after every migrate."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReferenceConfig(AppConfig):
    """Facts: municipalities, postcodes, grades, subjects, industries, working days."""

    name = "reference"

    def ready(self) -> None:
        """Load the facts when the tables are there (a flush empties them too)."""
        from reference.actions import ensure_reference  # noqa: PLC0415  models exist only from here on

        def load(**_facts: Any) -> None:
            ensure_reference()

        post_migrate.connect(load, sender=self, weak=False, dispatch_uid="reference-facts")
