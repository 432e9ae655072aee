"""The thesaurus in the admin: editors add concepts, effective with the next search."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from search.concepts import with_keys
from search.models import Concept
from search.permissions import ConceptPolicy, municipality_of

POLICY = ConceptPolicy(Concept)
register_permission_policy(Concept, POLICY)


class ConceptForm(WagtailAdminModelForm):
    """Saves a concept with the keys by which it is found."""

    class Meta:
        model = Concept
        fields = ("language", "kind", "name", "words")

    def save(self, commit: bool = True) -> Concept:
        """Work out the keys, then store."""
        with_keys(self.instance)
        saved: Concept = super().save(commit)
        return saved


class ConceptIndex(generic.IndexView):
    """What ships with the site, and one's own."""

    def get_base_queryset(self) -> QuerySet[Concept]:
        """Not those of other municipalities."""
        return POLICY.instances_user_has_any_permission_for(self.request.user, {"view"})


class ConceptCreate(generic.CreateView):
    """A new concept belongs to the municipality of whoever writes it."""

    def save_instance(self) -> Any:
        """Note whose it is."""
        self.form.instance.owner_id = municipality_of(self.request.user)
        return super().save_instance()


class OwnOnly:
    """A foreign concept is not there."""

    def get_object(self, *args: Any) -> Concept:
        """The concept, if it may be changed."""
        found: Concept = super().get_object(*args)  # type: ignore[misc]  # a mixin before one of Wagtail's views
        if not POLICY.user_has_permission_for_instance(self.request.user, "change", found):  # type: ignore[attr-defined]
            raise Http404
        return found


class ConceptEdit(OwnOnly, generic.EditView):
    """Changes an own concept."""


class ConceptDelete(OwnOnly, generic.DeleteView):
    """Takes an own concept away."""


class ConceptViewSet(ModelViewSet):
    """`/admin/concepts/`."""

    model = Concept
    url_prefix = "concepts"
    name = "concepts"
    icon = "tag"
    menu_label = _("Words that belong together")
    add_to_admin_menu = True
    form_fields = ("language", "kind", "name", "words")
    list_display = ("name", "kind", "language", "words")
    list_filter = ("language", "kind")
    search_fields = ("name", "words")
    index_view_class = ConceptIndex
    add_view_class = ConceptCreate
    edit_view_class = ConceptEdit
    delete_view_class = ConceptDelete
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[ConceptForm]:
        """The same form for new and old."""
        return ConceptForm


concepts = ConceptViewSet()
