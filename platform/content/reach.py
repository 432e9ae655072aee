"""What a municipal editor reaches in the admin: the addresses named here, and in them own rows (docs/adr/0004)."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, QueryDict
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation, TranslationSource

from content.models.media import Material, Picture

RIGHTS = {"add", "change", "publish", "lock", "unlock", "bulk_delete"}
USES = {"add", "change", "choose", "delete"}
PAGES = (
    "add preview_on_add choose_parent usage edit preview_on_edit view_draft add_subpage delete unpublish "
    "convert_alias search search_results move move_confirm set_page_position copy workflow_action "
    "collect_workflow_action_data confirm_workflow_cancellation workflow_preview lock unlock revisions_index "
    "revisions_view revisions_revert revisions_unschedule revisions_compare workflow_history "
    "workflow_history_detail history history_results"
)
WORDS = {
    "wagtailadmin_": (
        "home explore_root explore explore_results choose_page choose_page_child choose_page_search "
        "choose_page_chosen_multiple choose_page_external_link choose_page_email_link choose_page_phone_link "
        "choose_page_anchor_link account logout dismissibles block_preview sprite login javascript_catalog"
    ),
    "wagtailadmin_pages:": PAGES,
    "wagtailadmin_api:pages:": "listing detail",
    "wagtailadmin_editing_sessions:": "ping release",
    "wagtail_": "bulk_action",
    "wagtail_localize:": (
        "javascript_catalog submit_page_translation update_translations edit_string_translation edit_override "
        "download_pofile upload_pofile preview_translation stop_translation convert_to_alias"
    ),
    "wagtailimages:": (
        "index index_results edit delete add image_usage add_multiple edit_multiple delete_multiple "
        "create_multiple_from_uploaded_image delete_upload_multiple preview"
    ),
    "wagtailimages_chooser:": "choose choose_results chosen chosen_multiple create select_format",
    "wagtaildocs:": (
        "index index_results add edit delete add_multiple edit_multiple delete_multiple document_usage "
        "create_multiple_from_uploaded_document delete_upload_multiple"
    ),
    "wagtaildocs_chooser:": "choose choose_results chosen chosen_multiple create",
    "": "admin_login",
}
ADDRESSES = frozenset(prefix + word for prefix, words in WORDS.items() for word in words.split())
LOOKED_AT = frozenset({"wagtailadmin_explore", "wagtailadmin_explore_results", "wagtailadmin_api:pages:detail"})
CHOOSING = "wagtailadmin_choose_page"


_of_rooms: set[str] = set()


def open_to_editors(*names: str) -> None:
    """Addresses that a higher room adds to the admin; their views start at the editor's own rows themselves."""
    _of_rooms.update(names)


def own_pages(user: Any) -> QuerySet[Page]:
    """The pages of the editor's municipality, in every language."""
    policy = policy_registry.get_by_type(Page)
    pages: QuerySet[Page] = policy.instances_user_has_any_permission_for(user, RIGHTS)
    return pages


def choosable_pages(user: Any) -> QuerySet[Page]:
    """What a chooser may name: own pages, and what the public reads under the same title."""
    public: QuerySet[Page] = Page.objects.live().public().filter(draft_title=F("title"))
    found: Any = Page.objects.filter(Q(pk__in=own_pages(user).values("pk")) | Q(pk__in=public.values("pk")))
    pages: QuerySet[Page] = found
    return pages


def own_media(model: type[Picture] | type[Material], user: Any) -> QuerySet[Any]:
    """Pictures or materials of the editor's collection."""
    found: QuerySet[Any] = policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, USES)
    return found


def _explorable(user: Any) -> QuerySet[Page]:
    policy: Any = policy_registry.get_by_type(Page)
    pages: QuerySet[Page] = policy.explorable_instances(user)
    return pages


def _pages_at(name: str, user: Any) -> QuerySet[Page]:
    if name in LOOKED_AT:
        return _explorable(user)
    return choosable_pages(user) if name.startswith(CHOOSING) else own_pages(user)


def _of_own_page(model: type[Any], user: Any) -> QuerySet[Any]:
    keys = own_pages(user).values("translation_key")
    path = "source__object__translation_key__in" if model is Translation else "object__translation_key__in"
    return model.objects.filter(**{path: keys})


Rows = Callable[[str, Any], QuerySet[Any]]


def _pictures(_name: str, user: Any) -> QuerySet[Any]:
    return own_media(Picture, user)


def _materials(_name: str, user: Any) -> QuerySet[Any]:
    return own_media(Material, user)


ROWS: dict[str, Rows] = {
    **dict.fromkeys(("page_id", "parent_page_id", "page_to_move_id", "destination_id"), _pages_at),
    "image_id": _pictures,
    "document_id": _materials,
    "doc_id": _materials,
    "translation_id": lambda _name, user: _of_own_page(Translation, user),
    "translation_source_id": lambda _name, user: _of_own_page(TranslationSource, user),
}
ROWS_OF: dict[str, Rows] = {"wagtailimages": _pictures, "wagtaildocs": _materials, "wagtailadmin": _pages_at}
MODELS: dict[tuple[str, str], Rows] = {
    ("content", "picture"): _pictures,
    ("content", "material"): _materials,
    ("wagtailcore", "page"): _pages_at,
}


def reaches(request: HttpRequest, name: str, ids: dict[str, Any]) -> bool:
    """Whether an editor may open this address with these ids."""
    if name in _of_rooms:
        return True
    if name not in ADDRESSES:
        return False
    asked = [(ROWS[key], [value]) for key, value in ids.items() if key in ROWS]
    if "pk" in ids:
        asked.append((_rows_of(name), [ids["pk"]]))
    if "model_name" in ids and "action" in ids:
        return _reaches_many(request, name, ids)
    if name.endswith("chosen_multiple"):
        asked.append((_rows_of(name), request.GET.getlist("id")))
    return all(_all_in(rows(name, request.user), values) for rows, values in asked)


def _rows_of(name: str) -> Rows:
    return ROWS_OF[name.split("_")[0].split(":")[0]]


def _all_in(rows: QuerySet[Any], values: Iterable[Any]) -> bool:
    wanted = {str(value) for value in values}
    if not wanted or not all(value.isdigit() for value in wanted):
        return False
    return rows.filter(pk__in=wanted).distinct().count() == len(wanted)


def _reaches_many(request: HttpRequest, name: str, ids: dict[str, Any]) -> bool:
    """A bulk action on own rows; «all» only below a page of one's own. Tags would be shared by all: none are set."""
    rows = MODELS.get((ids["app_label"], ids["model_name"]))
    if rows is None or ids["action"] == "add_tags":
        return False
    chosen: QueryDict = request.GET
    if "all" not in chosen.getlist("id"):
        return _all_in(rows(name, request.user), chosen.getlist("id"))
    return rows is _pages_at and _all_in(own_pages(request.user), [chosen.get("childOf", "")])
