"""What is missing of an opened municipality: `open_municipality` mends it, `check_municipalities` finds it."""

from collections.abc import Iterator

from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, WorkflowPage

from accounts.models import Organisation
from content.models import MunicipalityPage
from content.municipalities import GROUP_RIGHTS, MEDIA_RIGHTS, PAGE_RIGHTS, group_of, review_of
from content.tree import LANGUAGES


def opened() -> list[Organisation]:
    """The organisations of municipalities that have a page in any language."""
    pages = MunicipalityPage.objects.order_by("organisation__name").select_related("organisation")
    return list({page.organisation_id: page.organisation for page in pages}.values())


def gaps_of(organisation: Organisation) -> list[str]:
    """Sentences for an administrator, none when everything is in place."""
    pages = list(MunicipalityPage.objects.filter(organisation=organisation).select_related("locale"))
    group = group_of(organisation)
    there = {page.locale.language_code for page in pages}
    missing = [f"no page in {code}" for code in LANGUAGES if code not in there]
    if group is None:
        return [*missing, "no group of editors"]
    return [*missing, *_rights(group, pages), *_collection(group, organisation), *_review(group, organisation, pages)]


def _rights(group: Group, pages: list[MunicipalityPage]) -> Iterator[str]:
    had = set(group.permissions.values_list("content_type__app_label", "codename"))
    yield from (f"the group may not {name}" for app, name in GROUP_RIGHTS if (app, name) not in had)
    held = GroupPagePermission.objects.filter(group=group)
    on_pages = set(held.values_list("page_id", "permission__codename"))
    for page in pages:
        lacking = [right for right in PAGE_RIGHTS if (page.pk, right) not in on_pages]
        if lacking:
            yield f"the group may not {', '.join(lacking)} in {page.locale.language_code}"


def _collection(group: Group, organisation: Organisation) -> Iterator[str]:
    collection = Collection.objects.filter(name=organisation.name).first()
    if collection is None:
        yield "no collection of pictures and materials"
        return
    held = GroupCollectionPermission.objects.filter(group=group, collection=collection)
    lacking = set(MEDIA_RIGHTS) - set(held.values_list("permission__codename", flat=True))
    if lacking:
        yield f"the group may not {', '.join(sorted(lacking))}"


def _review(group: Group, organisation: Organisation, pages: list[MunicipalityPage]) -> Iterator[str]:
    workflow = review_of(organisation)
    if workflow is None or not workflow.active:
        yield "no active review"
        return
    if not workflow.tasks.filter(municipalapproval__groups=group, active=True).exists():
        yield "nobody decides in the review"
    used = WorkflowPage.objects.filter(workflow=workflow, page__in=pages).values_list("page_id", flat=True)
    lacking = [page.locale.language_code for page in pages if page.pk not in set(used)]
    if lacking:
        yield f"no review in {', '.join(lacking)}"
