"""Reads the Danish register of institutions exactly as it is downloaded (vocabulary.md §e8)."""

import math
from typing import Any

from accounts.models import Organisation, OrganisationKind
from reference.imports import Outcome, Refused, Row, apply
from reference.models import Municipality, Postcode
from schools.models import School, SchoolKind

LATITUDES, LONGITUDES = (54.5, 57.8), (8.0, 15.3)
KINDS = {"1013": SchoolKind.FREE, "1011": SchoolKind.BOARDING}
KIND_WORDS = (
    ("efterskole", SchoolKind.BOARDING),
    ("fri", SchoolKind.FREE),
    ("privat", SchoolKind.FREE),
    ("special", SchoolKind.SPECIAL),
    ("ungdomsskole", SchoolKind.YOUTH),
    ("erhverv", SchoolKind.VOCATIONAL),
    ("folkeskole", SchoolKind.PUBLIC),
)
HIGHEST_GRADE = 10


def coordinate(text: str, bounds: tuple[float, float]) -> float | None:
    """A coordinate with a decimal comma; one that lost its separator is scaled into Denmark.

    None for a blank; Refused for a number that cannot lie in Denmark.
    """
    if not text.strip():
        return None
    try:
        value = float(text.strip().replace(" ", "").replace(",", "."))
    except ValueError:
        raise Refused(f"the coordinate {text!r} is not a number") from None
    low, high = bounds
    scaled = value if math.isfinite(value) else 0.0
    while scaled > high:
        scaled /= 10
    if not low <= scaled <= high:
        raise Refused(f"the coordinate {text!r} does not lie in Denmark")
    return round(scaled, 6)


def _kind(row: Row) -> SchoolKind:
    if row.get("INST_TYPE_NR") in KINDS:
        return KINDS[row["INST_TYPE_NR"]]
    words = f"{row.get('INST_TYPE_NAVN', '')} {row.get('INST_TYPE_GRUPPE', '')}".lower()
    return next((kind for word, kind in KIND_WORDS if word in words), SchoolKind.OTHER)


def _grade(text: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdecimal():
        raise Refused(f"the highest grade {text!r} is not a number")
    return min(int(text), HIGHEST_GRADE)


def _municipality(row: Row) -> Municipality:
    code = (row.get("KOMMUNE_NR") or row.get("BEL_KOMMUNE") or "").zfill(4)
    found = Municipality.objects.filter(country="DK", code=code).first()
    if found is None:
        raise Refused(f"there is no Danish municipality with the code {code}")
    return found


def _number(row: Row) -> str:
    number = row.get("INST_NR", "")
    if not (number.isdecimal() and len(number) <= 6):
        raise Refused(f"the institution number {number!r} does not have six digits")
    return number.zfill(6)


def _place(row: Row) -> dict[str, Any]:
    latitude = coordinate(row.get("GEO_BREDDE_GRAD", ""), LATITUDES)
    longitude = coordinate(row.get("GEO_LAENGDE_GRAD", ""), LONGITUDES)
    if latitude is None or longitude is None:
        postcode = Postcode.objects.filter(country="DK", code=row.get("POSTNR", "")).first()
        latitude, longitude = (postcode.latitude, postcode.longitude) if postcode else (None, None)
    return {"latitude": latitude, "longitude": longitude}


def _website(text: str) -> str:
    address = text.strip()
    return address if not address or "://" in address else f"https://{address}"


def _organisation_facts(row: Row) -> dict[str, Any]:
    name = row.get("INST_NAVN", "")
    if not name:
        raise Refused("the school has no name")
    return {
        "name": name[:200],
        "municipality": _municipality(row),
        "address": row.get("INST_ADR", "")[:200],
        "postcode": row.get("POSTNR", "")[:10],
        "town": row.get("POSTDISTRIKT", "")[:100],
        "email": row.get("E_MAIL", "")[:254],
        "phone": row.get("TLF_NR", "")[:30],
        "website": _website(row.get("WEB_ADR", ""))[:200],
        **_place(row),
    }


def _school_facts(row: Row) -> dict[str, Any]:
    return {
        "main_number": row.get("HOVEDSKOLE_INST", "")[:8],
        "kind": _kind(row),
        "register_type": row.get("INST_TYPE_NR", "")[:8],
        "last_grade": _grade(row.get("UNDERV_NIV", "")),
    }


def store_school(row: Row) -> Outcome:
    """Make or update the school of one row of the register, by institution number."""
    number, organisation_facts, school_facts = _number(row), _organisation_facts(row), _school_facts(row)
    school = School.objects.filter(institution_number=number).select_related("organisation").first()
    if school is None:
        organisation = Organisation.objects.create(kind=OrganisationKind.SCHOOL, **organisation_facts)
        School.objects.create(organisation=organisation, institution_number=number, **school_facts)
        return Outcome.NEW
    changes = [apply(school.organisation, organisation_facts), apply(school, school_facts)]
    if not any(changes):
        return Outcome.UNCHANGED
    school.organisation.save()
    school.save()
    return Outcome.CHANGED
