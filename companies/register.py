"""Reads CVR extracts, CSV or JSON (vocabulary.md §e8)."""

import json
from typing import Any

from accounts.models import Organisation, OrganisationKind
from companies.models import Company
from reference.cvr import is_valid_cvr
from reference.imports import Outcome, Refused, Row, apply, table
from reference.models import Industry, Municipality, Postcode

SCHEME = "DB25"
OLD_SCHEME = "DB07"


def rows_of(text: str) -> list[Row]:
    """The companies of an extract as flat rows; JSON may be a list, or an object that holds one."""
    if text.lstrip()[:1] in "[{":
        return [_flat(item) for item in _list_in(_parsed(text)) if isinstance(item, dict)]
    return table(text, needs="cvrNummer")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Refused(f"the file is not JSON: {error}") from error


def _list_in(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, list):
        return data
    lists = [value for value in data.values() if isinstance(value, list)]
    if "cvrNummer" in data or not lists:
        return [data]
    return list(lists[0])


def _flat(item: dict[str, Any]) -> Row:
    flat: Row = {}
    for name, value in item.items():
        if isinstance(value, dict):
            flat |= {inner: str(v) for inner, v in value.items() if not isinstance(v, dict | list)}
            flat.setdefault(name, str(value.get("kode") or value.get("tekst") or ""))
        elif name == "produktionsenheder" and value:
            flat["pNummer"] = str(value[0].get("pNummer", "")) if isinstance(value[0], dict) else str(value[0])
        elif not isinstance(value, list):
            flat[name] = "" if value is None else str(value)
    return flat


def _cvr(row: Row) -> str:
    number = row.get("cvrNummer", "").replace(" ", "")
    if not is_valid_cvr(number):
        raise Refused(f"the CVR number {number!r} cannot exist (modulus 11)")
    return number


def _municipality(row: Row) -> Municipality | None:
    code = row.get("kommuneKode", "")
    if not code:
        return None
    found = Municipality.objects.filter(country="DK", code=code.zfill(4)).first()
    if found is None:
        raise Refused(f"there is no Danish municipality with the code {code}")
    return found


def _organisation_facts(row: Row) -> dict[str, Any]:
    if not row.get("navn"):
        raise Refused("the company has no name")
    code = row.get("postnummer") or row.get("postnr") or ""
    place = Postcode.objects.filter(country="DK", code=code).first()
    return {
        "name": row["navn"][:200],
        "municipality": _municipality(row) or (place.municipality if place else None),
        "address": row.get("adresse", "")[:200],
        "postcode": code[:10],
        "town": (place.name if place else row.get("postdistrikt", ""))[:100],
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
    }


def _company_facts(row: Row) -> dict[str, Any]:
    code = row.get("hovedbranche", "").replace(".", "").strip()
    industry = Industry.objects.for_code(SCHEME, code) or Industry.objects.for_code(OLD_SCHEME, code)
    if code and industry is None:
        raise Refused(f"the industry code {code!r} is not known")
    return {
        "industry": industry,
        "industry_scheme": SCHEME if code else "",
        "industry_code": code[:6],
        "p_number": row.get("pNummer", "")[:10],
    }


def store_company(row: Row) -> Outcome:
    """Make or update the company of one row, by CVR number; a new one waits for an owner."""
    number, organisation_facts, company_facts = _cvr(row), _organisation_facts(row), _company_facts(row)
    company = Company.objects.filter(cvr=number).select_related("organisation").first()
    if company is None:
        organisation = Organisation.objects.create(kind=OrganisationKind.COMPANY, **organisation_facts)
        Company.objects.create(organisation=organisation, cvr=number, **company_facts)
        return Outcome.NEW
    changes = [apply(company.organisation, organisation_facts), apply(company, company_facts)]
    if not any(changes):
        return Outcome.UNCHANGED
    company.organisation.save()
    company.save()
    return Outcome.CHANGED
