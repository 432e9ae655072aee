"""Registers the thesaurus in the admin."""

from wagtail import hooks

from search.viewsets import ConceptViewSet, concepts


@hooks.register("register_admin_viewset")
def register_concepts() -> ConceptViewSet:
    """`/admin/concepts/`."""
    return concepts
