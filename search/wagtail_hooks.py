"""Registers the thesaurus in the admin."""

from wagtail import hooks

from content.reach import open_to_editors
from search.viewsets import ConceptViewSet, concepts


@hooks.register("register_admin_viewset")
def register_concepts() -> ConceptViewSet:
    """`/admin/concepts/`."""
    return concepts


open_to_editors(*(f"concepts:{name}" for name in ("index", "index_results", "add", "edit", "delete")))
