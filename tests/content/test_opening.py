"""Opening a municipality by command and by form, what is missing of it, and the way into the admin."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Collection, GroupPagePermission, Workflow, WorkflowPage

from accounts.models import Role, User
from content.gaps import gaps_of
from content.models import MunicipalityPage
from content.municipalities import open_municipality
from reference.models import Municipality
from tests.conftest import signed_in
from tests.factories.accounts import UserFactory
from tests.factories.companies import company_in, editor_in, member_of, open_place

pytestmark = pytest.mark.django_db


def said(command: str, *arguments: str) -> str:
    """What a command prints."""
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def test_the_command_opens_a_municipality_and_lets_its_editor_in() -> None:
    """One command, repeatable, and nothing is missing."""
    for _again in range(2):
        assert "Herlev" in said("open_municipality", "Herlev", "--editor", "lone@herlev.example")
    editor = User.objects.get(email="lone@herlev.example")
    assert MunicipalityPage.objects.filter(slug="herlev").count() == 3
    assert signed_in(editor).get("/admin/").status_code == 200
    assert "nothing is missing" in said("check_municipalities")


def test_an_unknown_name_is_a_sentence() -> None:
    """No traceback."""
    with pytest.raises(CommandError, match="no Danish or Swedish municipality"):
        said("open_municipality", "Andeby")


def take_away_collection() -> None:
    Collection.objects.filter(name__startswith="Svendborg").delete()


def take_away_rights() -> None:
    GroupPagePermission.objects.filter(permission__codename="publish_page").delete()


def take_away_group() -> None:
    Group.objects.filter(name__contains="Svendborg").delete()


def take_away_review() -> None:
    WorkflowPage.objects.filter(workflow__name__startswith="Svendborg").delete()


def stop_review() -> None:
    Workflow.objects.get(name__startswith="Svendborg").deactivate()


def take_away_swedish() -> None:
    MunicipalityPage.objects.get(slug="svendborg", locale__language_code="sv").delete()


FAULTS = {
    take_away_collection: "no collection",
    take_away_rights: "may not publish_page",
    take_away_group: "no group of editors",
    take_away_review: "no review in",
    stop_review: "no active review",
    take_away_swedish: "no page in sv",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_gap_is_found_and_mended_by_opening_again(fault: object) -> None:
    """Whatever is missing is named, and opening again brings it back."""
    organisation = open_place()
    fault()  # type: ignore[operator]  # the functions above
    assert FAULTS[fault] in "; ".join(gaps_of(organisation))  # type: ignore[index]
    with pytest.raises(CommandError, match="gaps"):
        said("check_municipalities")
    open_municipality(municipality=Municipality.objects.get(pk="dk-0479"))
    assert gaps_of(organisation) == []


def test_an_administrator_opens_one_by_form() -> None:
    """The form does what the command does, and says what it cannot."""
    client = signed_in(User.objects.create_superuser("admin@skolebro.example", "broen er aaben"))
    assert client.get("/admin/kommuner/").status_code == 200
    assert client.post("/admin/kommuner/", {"name": "Andeby"}).status_code == 200
    assert client.post("/admin/kommuner/", {"name": "Herlev", "editor": "lone@herlev.example"}).status_code == 302
    assert "Herlev Kommune" in client.get("/admin/kommuner/").content.decode()
    assert User.objects.get(email="lone@herlev.example").memberships.get().role == Role.MUNICIPAL_EDITOR


def test_the_form_is_not_for_editors() -> None:
    """They see neither the address nor the menu."""
    client = signed_in(editor_in())
    assert client.get("/admin/kommuner/").status_code == 403
    assert "/admin/kommuner/" not in client.get("/admin/").content.decode()


def test_the_admins_sign_in_is_ours() -> None:
    """Signed out, every address of the admin ends at our own sign-in."""
    for address in ("/admin/login/", "/admin/", "/admin/pages/"):
        response = Client().get(address, follow=True)
        assert response.redirect_chain[-1][0].startswith("/konto/log-ind/?next=")


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/pages/", "/admin/reports/workflow/"])
def test_without_admin_access_one_reads_a_clear_403(address: str) -> None:
    """A company's owner and somebody without a role: no loop, no redirect that goes round."""
    for person in (member_of(company_in()), UserFactory()):
        response = signed_in(person).get(address, follow=True)
        assert response.status_code == 403
        assert "Ikke for dig" in response.content.decode()
