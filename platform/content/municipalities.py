"""Opening a municipality: pages in all languages, group, permissions, workflow, collection; repeating mends gaps."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.actions import join_directly
from accounts.audit import record
from accounts.models import Membership, Organisation, OrganisationKind, OrganisationState, Role, User
from accounts.models.membership import COMPANY_ROLES, MUNICIPAL_ROLES
from content.models import HomePage, MunicipalApproval, MunicipalityPage
from content.tree import LANGUAGES, ensure_site
from reference.models import Municipality

PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page")
# Wagtail asks for the rights of its own image and document, whatever models stand in their place.
MEDIA_RIGHTS = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
)
GROUP_RIGHTS = (("wagtailadmin", "access_admin"), ("wagtail_localize", "submit_translation"))
MEDIA_APPS = ("wagtailimages", "wagtaildocs")
LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "a", "ö": "o"})


def slug_of(name: str) -> str:
    """An address from a name, with the Danish letters written out."""
    return slugify(name.lower().translate(LETTERS))


def ensure_municipal_organisation(municipality: Municipality) -> Organisation:
    """The organisation that stands for a municipality, active from now on."""
    ending = "Kommune" if municipality.country == "DK" else "kommun"
    organisation, _new = Organisation.objects.get_or_create(
        kind=OrganisationKind.MUNICIPALITY,
        municipality=municipality,
        defaults={
            "name": f"{municipality.name} {ending}",
            "latitude": municipality.latitude,
            "longitude": municipality.longitude,
        },
    )
    if organisation.state != OrganisationState.ACTIVE:
        organisation.state = OrganisationState.ACTIVE
        organisation.save(update_fields=["state"])
    return organisation


@transaction.atomic
def open_municipality(
    *, municipality: Municipality, editor_email: str = "", by: User | None = None
) -> MunicipalityPage:
    """Open a municipality, or mend what is missing of it; gives its page in Danish."""
    ensure_site()
    organisation = ensure_municipal_organisation(municipality)
    pages = [_page(organisation, code) for code in LANGUAGES]
    group = _group(organisation)
    _permit(group, pages)
    _collect(group, organisation)
    _review(group, organisation, pages)
    if editor_email:
        _editor(organisation, editor_email, by)
    sync_editors(organisation)
    record("opened municipality", organisation, by=by, organisation=organisation)
    return pages[0]


def municipality_page(organisation: Organisation, language: str = "da") -> MunicipalityPage | None:
    """The page of a municipality in one language."""
    pages = MunicipalityPage.objects.filter(organisation=organisation, locale__language_code=language)
    return pages.first()


def group_of(organisation: Organisation) -> Group | None:
    """The municipality's editors."""
    return Group.objects.filter(name=f"Redaktører i {organisation.name}").first()


def review_of(organisation: Organisation) -> Workflow | None:
    """The municipality's review."""
    found: Workflow | None = Workflow.objects.filter(name=organisation.name).first()
    return found


def _page(organisation: Organisation, code: str) -> MunicipalityPage:
    found = municipality_page(organisation, code)
    if found:
        return found
    home = HomePage.objects.get(locale__language_code=code)
    first = municipality_page(organisation, "da")
    page = MunicipalityPage(
        title=organisation.name,
        slug=slug_of(organisation.name.rsplit(" ", 1)[0]),
        organisation=organisation,
        locale=Locale.objects.get(language_code=code),
    )
    if first:
        page.translation_key = first.translation_key
    added: MunicipalityPage = home.add_child(instance=page)
    return added


def _group(organisation: Organisation) -> Group:
    group, _new = Group.objects.get_or_create(name=f"Redaktører i {organisation.name}")
    for app, codename in GROUP_RIGHTS:
        group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return group


def _permit(group: Group, pages: Iterable[Page]) -> None:
    rights = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS)
    for page in pages:
        for right in rights:
            GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=right)


def _collect(group: Group, organisation: Organisation) -> None:
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    collection = root.get_children().filter(name=organisation.name).first()
    if collection is None:
        collection = root.add_child(name=organisation.name)
    rights = Permission.objects.filter(content_type__app_label__in=MEDIA_APPS, codename__in=MEDIA_RIGHTS)
    for right in rights:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=right)


def _review(group: Group, organisation: Organisation, pages: Iterable[Page]) -> None:
    task = MunicipalApproval.objects.filter(groups=group).first()
    if task is None:
        task = MunicipalApproval.objects.create(name=f"Godkendelse i {organisation.name}")
        task.groups.add(group)
    workflow, _new = Workflow.objects.get_or_create(name=organisation.name)
    if not workflow.active or not task.active:
        workflow.active = task.active = True
        workflow.save(update_fields=["active"])
        task.save(update_fields=["active"])
    WorkflowTask.objects.get_or_create(workflow=workflow, task_id=task.pk, defaults={"sort_order": 0})
    for page in pages:
        WorkflowPage.objects.update_or_create(page_id=page.pk, defaults={"workflow": workflow})


def _editor(organisation: Organisation, email: str, by: User | None) -> None:
    person = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email)
    join_directly(person=person, organisation=organisation, role=Role.MUNICIPAL_EDITOR, by=by)


def sync_editors(organisation: Organisation) -> None:
    """Give the admin to exactly those with an active municipal membership and no company role."""
    group = group_of(organisation)
    if group is None:
        return
    active = Membership.objects.active()
    companies = active.filter(role__in=COMPANY_ROLES).values("person")
    editors = active.filter(organisation=organisation, role__in=MUNICIPAL_ROLES).exclude(person__in=companies)
    group.user_set.set(User.objects.filter(pk__in=editors.values("person")))


def sync_after_change(membership: Membership) -> None:
    """Keep the admin's groups in step with a person's memberships."""
    if membership.organisation.kind == OrganisationKind.MUNICIPALITY:
        sync_editors(membership.organisation)
    elif membership.person_id:
        own = Membership.objects.filter(person=membership.person_id, role__in=MUNICIPAL_ROLES)
        for municipal in own.select_related("organisation"):
            sync_editors(municipal.organisation)
