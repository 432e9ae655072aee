"""Makes the invented municipalities, companies, schools and people."""

from typing import Any

from accounts.actions import join_directly
from accounts.models import Organisation, OrganisationKind, OrganisationState, Role, User
from companies.models import Company, PeakSeason
from content.municipalities import ensure_municipal_organisation, open_municipality
from demo.reading import Facts, people, rows
from reference.models import Industry, Municipality, Postcode, RegionPeriod
from schools.models import Group, School, SchoolKind

PASSWORD = "broen-er-aaben"  # noqa: S105  printed by `make run`: the demo portal's people are invented
CODES = {"brohavn": "0901", "lyngsoe": "0902", "strandby": "0903"}
ROLES = {
    "teacher": Role.TEACHER,
    "school_coordinator": Role.SCHOOL_COORDINATOR,
    "school_leader": Role.SCHOOL_LEADER,
    "learning_centre": Role.LEARNING_CENTRE,
    "company": Role.COMPANY_OWNER,
    "editor": Role.MUNICIPAL_EDITOR,
}
PLACE = ("address", "postcode", "latitude", "longitude")


def municipality_key(key: str) -> str:
    """The key of an invented municipality in the table of municipalities."""
    return f"dk-{CODES[key]}"


def make_municipality(facts: Facts) -> Organisation:
    """An invented municipality, opened like any other."""
    code = CODES[facts["key"]]
    place = {"latitude": facts["latitude"], "longitude": facts["longitude"], "is_invented": True}
    row, _new = Municipality.objects.update_or_create(
        key=f"dk-{code}", defaults={"country": "DK", "code": code, "name": facts["name"].split()[0], **place}
    )
    _lay_in_regions(row, facts["postcode"])
    open_municipality(municipality=row)
    organisation = ensure_municipal_organisation(row)
    Organisation.objects.filter(pk=organisation.pk).update(
        email=facts["email"], phone=facts["phone"], contact_name=facts["contact_name"]
    )
    return organisation


def _lay_in_regions(invented: Municipality, postcode: str) -> None:
    """An invented municipality belongs to the regions of the real one that has its postcode."""
    real = Postcode.objects.find(postcode).municipality_id
    for period in RegionPeriod.objects.filter(municipality=real):
        facts = {"region": period.region, "last_day": period.last_day}
        RegionPeriod.objects.update_or_create(municipality=invented, first_day=period.first_day, defaults=facts)


def _organisation(kind: OrganisationKind, facts: Facts, **more: Any) -> Organisation:
    code = str(facts["postcode"])
    town = Postcode.objects.filter(country="DK", code=code).values_list("name", flat=True).first() or ""
    return Organisation.objects.create(
        kind=kind,
        name=facts["name"],
        state=OrganisationState.ACTIVE,
        municipality_id=municipality_key(facts["municipality"]),
        town=town,
        **{name: facts[name] for name in PLACE if name != "postcode"},
        postcode=code,
        **more,
    )


def make_company(facts: Facts) -> Organisation:
    """A company with an owner who can sign in."""
    organisation = _organisation(
        OrganisationKind.COMPANY,
        facts,
        email=facts["contact_email"],
        phone=facts["contact_phone"],
        website=facts.get("website", ""),
        contact_name=facts["contact_name"],
        contact_title=facts["contact_title"],
    )
    scheme = "DB25" if facts.get("db25") else "DB07"
    company = Company.objects.create(
        organisation=organisation,
        cvr=str(facts["cvr"]),
        sector=facts["sector"],
        industry=Industry.objects.get(pk=facts["industry"]),
        industry_scheme=scheme,
        industry_code=str(facts.get("db25") or facts.get("db07") or ""),
        employees=facts.get("employees"),
        experience=facts.get("experience", ""),
    )
    for season in facts.get("peak_seasons", []):
        PeakSeason.objects.create(company=company, **season)
    return organisation


def make_school(facts: Facts) -> School:
    """A school with its classes."""
    organisation = _organisation(
        OrganisationKind.SCHOOL, facts, email=facts.get("email", ""), phone=facts.get("phone", "")
    )
    school = School.objects.create(
        organisation=organisation,
        institution_number=str(facts["institution_number"]),
        kind=facts["kind"] if facts["kind"] in SchoolKind.values else SchoolKind.OTHER,
        first_grade=facts.get("first_grade"),
        last_grade=facts.get("last_grade"),
    )
    for label in facts.get("classes", []):
        _make_group(school, label, facts)
    return school


def _make_group(school: School, label: str, facts: Facts) -> None:
    grade = label.split(".")[0]
    Group.objects.create(
        school=school,
        label=label,
        grade=int(grade) if grade.isdigit() else None,
        level=facts.get("level", ""),
        pupils=facts.get("pupils", 22),
        adults=2,
    )


def make_people(places: dict[str, Organisation]) -> dict[str, User]:
    """Everybody who can sign in, by address; `places` maps the keys of schools, companies and municipalities."""
    hashed = User()
    hashed.set_password(PASSWORD)
    found: dict[str, User] = {}
    for facts in people():
        email = facts["email"].lower()
        person = User.objects.create(
            email=email, name=facts["name"], phone=facts.get("phone", ""), password=hashed.password
        )
        person.vouch_for_address()
        found[email] = person
        _give_role(person, facts, places)
    return found


def _give_role(person: User, facts: Facts, places: dict[str, Organisation]) -> None:
    if facts["role"] == "administrator":
        User.objects.filter(pk=person.pk).update(is_staff=True, is_superuser=True)
        return
    organisation = places[facts["organisation"]]
    join_directly(person=person, organisation=organisation, role=ROLES[facts["role"]], by=None)


def everyone() -> tuple[list[Facts], list[Facts], list[Facts]]:
    """Municipalities, companies and schools as they stand in the files."""
    return rows("municipalities"), rows("companies"), rows("schools")
