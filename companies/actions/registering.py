"""Making a company known: by name and municipality, or by its CVR number."""

from typing import Any

from django.db import transaction

from accounts.audit import record
from accounts.models import Organisation, OrganisationKind, OrganisationState, User
from companies.models import Company, Sector
from reference.models import Industry, Municipality


def find_company(*, name: str, municipality: Municipality | None = None, cvr: str = "") -> Company | None:
    """The company with this CVR number, else the one with this name in the municipality."""
    rows = Company.objects.select_related("organisation__municipality", "industry")
    if cvr:
        return rows.filter(cvr=cvr).first()
    same_name = rows.filter(organisation__name__iexact=name.strip(), organisation__municipality=municipality)
    return same_name.order_by("pk").first()


@transaction.atomic
def register_company(
    *,
    name: str,
    municipality: Municipality | None,
    cvr: str = "",
    sector: str = Sector.PRIVATE,
    industry: Industry | None = None,
    state: OrganisationState = OrganisationState.KNOWN,
    by: User | None = None,
    **facts: Any,
) -> Company:
    """The company of this name or number; made when unknown, and then waiting for an owner.

    `facts` are fields of Organisation: address, postcode, town, latitude, longitude, email, phone, …
    """
    known = find_company(name=name, municipality=municipality, cvr=cvr)
    if known:
        return known
    organisation = Organisation.objects.create(
        kind=OrganisationKind.COMPANY, name=name.strip(), municipality=municipality, state=state, **facts
    )
    company = Company.objects.create(organisation=organisation, cvr=cvr or None, sector=sector, industry=industry)
    record("registered company", organisation, by=by, organisation=organisation)
    return company
