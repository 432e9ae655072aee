"""Whose colours and mark stand above a page."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Organisation
from content.models import MunicipalityPage
from content.municipalities import municipality_page
from tests.conftest import signed_in
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.companies import open_place

pytestmark = pytest.mark.django_db
MARK = '<svg viewBox="0 0 20 24"><path d="M0 0h20v24H0z"/></svg>'
PLUM, BLUE = "#74305f", "#1d4e89"


def dressed(key: str, accent: str) -> MunicipalityPage:
    """An open municipality with a mark and an accent of its own."""
    page = municipality_page(open_place(key))
    assert page is not None
    page.logo_svg, page.accent = MARK, accent
    page.clean()
    page.save_revision(clean=False).publish()
    return MunicipalityPage.objects.get(pk=page.pk)


@pytest.fixture
def ours() -> MunicipalityPage:
    """Svendborg in plum."""
    return dressed("dk-0479", PLUM)


@pytest.fixture
def theirs() -> MunicipalityPage:
    """Copenhagen in blue."""
    return dressed("dk-0101", BLUE)


@pytest.fixture
def teacher(ours: MunicipalityPage) -> Membership:
    """A teacher in Svendborg."""
    school: Organisation = OrganisationFactory(municipality_id=ours.organisation.municipality_id)
    membership: Membership = MembershipFactory(organisation=school)
    return membership


def theme_of(page: MunicipalityPage) -> str:
    """The address of a municipality's stylesheet of one line."""
    return reverse("theme", args=[page.pk, page.accent_day.lstrip("#")])


def test_a_shared_page_wears_the_readers_municipality(teacher: Membership, ours: MunicipalityPage) -> None:
    """The catalogue has name, mark and accent of the place a signed-in person works in."""
    assert teacher.person is not None
    html = signed_in(teacher.person).get(reverse("search:catalogue")).content.decode()
    assert theme_of(ours) in html
    assert "M0 0h20v24H0z" in html
    assert ours.organisation.name in html


def test_a_shared_page_is_neutral_to_a_stranger(ours: MunicipalityPage) -> None:
    """Signed out, no municipality's accent is taken."""
    html = Client().get(reverse("search:catalogue")).content.decode()
    assert "/tema/" not in html
    assert "M0 0h20v24H0z" not in html


def test_a_municipalitys_own_page_stays_its_own(
    teacher: Membership, ours: MunicipalityPage, theirs: MunicipalityPage
) -> None:
    """A reader from elsewhere sees the accent of the place whose page it is."""
    assert teacher.person is not None
    html = signed_in(teacher.person).get(theirs.url).content.decode()
    assert theme_of(theirs) in html
    assert theme_of(ours) not in html


def test_the_stylesheet_of_one_line_sets_two_tokens(ours: MunicipalityPage) -> None:
    """Day and night, as they were worked out when the editor saved."""
    answer = Client().get(theme_of(ours))
    assert answer.headers["Content-Type"].startswith("text/css")
    css = answer.content.decode()
    assert f"--accent-day:{ours.accent_day}" in css.replace(" ", "")
    assert f"--accent-night:{ours.accent_night}" in css.replace(" ", "")
