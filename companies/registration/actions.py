"""A company asks to take part, or is invited."""

from typing import Any

from django.db import transaction

from accounts.actions import ask_to_open, invite
from accounts.models import Membership, Organisation, OrganisationKind, OrganisationState, Role, User
from companies.models import Company
from reference.models import Industry, Municipality


def known_company(cvr: str) -> Company | None:
    """The company with this CVR number, from the register or an earlier asking."""
    return Company.objects.filter(cvr=cvr).select_related("organisation").first() if cvr else None


@transaction.atomic
def ask_for_company(*, facts: dict[str, Any], by: User) -> Membership:
    """Ask the municipality to admit a company.

    `facts` has name, cvr, sector, municipality, industry, address, postcode, town and phone, as the form cleans them.
    A company the register knows keeps its row, and gets an owner when the municipality says yes.
    """
    known = known_company(facts["cvr"])
    if known:
        _place(known.organisation, facts["municipality"])
        return ask_to_open(organisation=known.organisation, by=by, note=facts.get("note", ""))
    organisation = Organisation(
        kind=OrganisationKind.COMPANY,
        name=facts["name"],
        municipality=facts["municipality"],
        address=facts["address"],
        postcode=facts["postcode"],
        town=facts.get("town", ""),
        latitude=facts.get("latitude"),
        longitude=facts.get("longitude"),
        phone=facts.get("phone", ""),
        contact_name=by.name,
        email=by.email,
    )
    membership = ask_to_open(organisation=organisation, by=by, note=facts.get("note", ""))
    Company.objects.create(
        organisation=organisation, cvr=facts["cvr"] or None, sector=facts["sector"], industry=facts["industry"]
    )
    return membership


def _place(organisation: Organisation, municipality: Municipality) -> None:
    """Somebody must be able to answer: a company the register places nowhere gets the municipality it names."""
    if organisation.municipality_id is None:
        organisation.municipality = municipality
        organisation.save(update_fields=["municipality"])


@transaction.atomic
def invite_company(
    *, name: str, email: str, municipality: Municipality | None, industry: Industry | None, by: User, language: str
) -> Membership:
    """Invite a company by mail; it takes part from the moment somebody takes the invitation up."""
    organisation = Organisation.objects.create(
        kind=OrganisationKind.COMPANY,
        name=name,
        municipality=municipality,
        email=email,
        state=OrganisationState.KNOWN,
    )
    Company.objects.create(organisation=organisation, industry=industry)
    return invite(email=email, organisation=organisation, role=Role.COMPANY_OWNER, by=by, language=language)
