"""Opening a municipality: everything an editor needs, mended when repeated."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import Collection, GroupPagePermission, WorkflowPage

from accounts.models import Membership, MembershipState, Organisation, OrganisationState, Role, User
from content.models import MunicipalityPage
from content.municipalities import PAGE_RIGHTS, open_municipality, slug_of, sync_after_change
from reference.models import Municipality
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.companies import editor_in, open_place

pytestmark = pytest.mark.django_db


def run(name: str, **options: str) -> str:
    """The command; what it says."""
    said = StringIO()
    call_command("open_municipality", name, stdout=said, **options)
    return said.getvalue()


def counts() -> tuple[int, ...]:
    """How many rows of each kind an opening makes."""
    rows = (MunicipalityPage, Group, GroupPagePermission, WorkflowPage, Collection, Organisation, User, Membership)
    return tuple(row._default_manager.count() for row in rows)


def test_one_command_opens_a_municipality() -> None:
    """SV-26: pages in three languages, rights to publish, review on each, and the first editor."""
    assert "Svendborg Kommune is open at" in run("svendborg", editor="lone@svendborg.example")
    pages = MunicipalityPage.objects.all()
    assert sorted(page.locale.language_code for page in pages) == ["da", "en", "sv"]
    assert len({page.translation_key for page in pages}) == 1
    assert {page.slug for page in pages} == {"svendborg"}
    group = Group.objects.get(name="Redaktører i Svendborg Kommune")
    for page in pages:
        given = GroupPagePermission.objects.filter(group=group, page_id=page.pk)
        assert {row.permission.codename for row in given} == set(PAGE_RIGHTS)
        assert page.get_workflow() is not None
    editor = User.objects.get(email="lone@svendborg.example")
    assert editor.has_perm("wagtailadmin.access_admin")
    assert Membership.objects.get(person=editor).role == Role.MUNICIPAL_EDITOR


def test_opening_again_makes_nothing_twice_and_mends_what_is_missing() -> None:
    """A lost right and a lost page come back."""
    run("Svendborg", editor="lone@svendborg.example")
    before = counts()
    run("Svendborg", editor="LONE@svendborg.example")
    assert counts() == before
    group = Group.objects.get(name="Redaktører i Svendborg Kommune")
    GroupPagePermission.objects.filter(group=group, permission__codename="publish_page").delete()
    MunicipalityPage.objects.get(locale__language_code="en").delete()
    run("Svendborg")
    assert counts() == before


def test_an_unknown_name_is_a_clear_error() -> None:
    """Nothing is made."""
    with pytest.raises(CommandError, match="Atlantis"):
        run("Atlantis")
    assert not MunicipalityPage.objects.exists()


def test_a_swedish_municipality_opens_too() -> None:
    """With a Swedish name and its own slug."""
    page = open_municipality(municipality=Municipality.objects.get(pk="se-1280"))
    assert (page.title, page.slug) == ("Malmö kommun", "malmo")
    assert page.organisation.state == OrganisationState.ACTIVE


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Ærø", "aeroe"), ("Århus", "aarhus"), ("Malmö", "malmo"), ("Höganäs", "hoganas"), ("Ny by 2!", "ny-by-2")],
)
def test_slugs_write_the_letters_out(name: str, slug: str) -> None:
    """Danish letters as Danes write them without their keyboard; Swedish ones without dots."""
    assert slug_of(name) == slug


def test_access_to_the_admin_follows_the_membership() -> None:
    """It ends with it, and never goes with a company role."""
    editor = editor_in()
    assert editor.groups.exists()
    at_a_company = MembershipFactory(person=editor, role=Role.COMPANY_OWNER, organisation__kind="company")
    sync_after_change(at_a_company)
    assert not editor.groups.exists()
    at_a_company.state = MembershipState.ENDED
    at_a_company.save()
    sync_after_change(at_a_company)
    assert editor.groups.exists()
    own = Membership.objects.get(person=editor, role=Role.MUNICIPAL_EDITOR)
    own.state = MembershipState.ENDED
    own.save()
    sync_after_change(own)
    assert not editor.groups.exists()


def test_an_editor_has_rights_at_home_only() -> None:
    """Another municipality's pages are not theirs."""
    editor = editor_in()
    open_place("dk-0101")
    own, foreign = (
        MunicipalityPage.objects.get(organisation__municipality_id=key, locale__language_code="da")
        for key in ("dk-0479", "dk-0101")
    )
    assert own.permissions_for_user(editor).can_publish()
    assert not foreign.permissions_for_user(editor).can_edit()


def test_a_stranger_in_the_group_is_put_out_at_the_next_change() -> None:
    """The group is exactly the members, whoever put somebody there."""
    editor, stranger = editor_in(), UserFactory()
    Group.objects.get(name="Redaktører i Svendborg Kommune").user_set.add(stranger)
    sync_after_change(Membership.objects.get(person=editor))
    assert not stranger.groups.exists()
