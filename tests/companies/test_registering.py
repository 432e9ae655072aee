"""Making a company known."""

import pytest

from accounts.models import OrganisationKind, OrganisationState
from companies.actions import find_company, register_company
from companies.models import Company, Sector
from reference.models import Industry, Municipality

pytestmark = pytest.mark.django_db


def svendborg() -> Municipality:
    """A municipality."""
    return Municipality.objects.get(pk="dk-0479")


def test_an_unknown_host_becomes_a_company_that_waits_for_an_owner() -> None:
    company = register_company(name="Fjordens Mejeri ", municipality=svendborg(), town="Svendborg")
    organisation = company.organisation
    assert (organisation.name, organisation.kind) == ("Fjordens Mejeri", OrganisationKind.COMPANY)
    assert (organisation.state, organisation.town) == (OrganisationState.KNOWN, "Svendborg")


def test_the_same_host_is_made_once() -> None:
    first = register_company(name="Fjordens Mejeri", municipality=svendborg())
    assert register_company(name="fjordens mejeri", municipality=svendborg()) == first
    elsewhere = register_company(name="Fjordens Mejeri", municipality=Municipality.objects.get(pk="dk-0101"))
    assert elsewhere != first


def test_a_cvr_number_finds_it_whatever_its_name() -> None:
    """KX-22: public workplaces take part as private companies do."""
    made = register_company(
        name="Havnen",
        municipality=svendborg(),
        cvr="13748136",
        sector=Sector.PUBLIC,
        industry=Industry.objects.first(),
    )
    assert find_company(name="Et andet navn", cvr="13748136") == made
    assert Company.objects.get().sector == Sector.PUBLIC
