"""The Danish register of institutions, exactly as it is downloaded."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation, OrganisationState
from reference.imports import Refused
from schools.models import School, SchoolKind
from schools.register import LATITUDES, LONGITUDES, coordinate

COLUMNS = (
    "HOVEDSKOLE_INST; INST_NR; INST_NAVN; ENHEDSART; INST_ADR; POSTNR; POSTDISTRIKT; TLF_NR; E_MAIL; WEB_ADR; "
    "INST_TYPE_NR; INST_TYPE_NAVN; INST_TYPE_GRUPPE; UNDERV_NIV; INST_LEDER; CVR_NR; KOMMUNE_NR; ADM_KOMMUNE_NAVN; "
    "BEL_KOMMUNE; BEL_KOMMUNE_NAVN; BEL_REGION; REGION_NAVN; EJER_KODE; EJERKODE_NAVN; P_NR; VEJKODE; "
    "GEO_BREDDE_GRAD; GEO_LAENGDE_GRAD"
)
NAMES = [name.strip() for name in COLUMNS.split(";")]
ROW = {
    "HOVEDSKOLE_INST": "",
    "INST_NR": "479012",
    "INST_NAVN": 'Havneskolen "Ved Åen"',
    "INST_ADR": "Skolevej 1; st.",
    "POSTNR": "5700",
    "POSTDISTRIKT": "Svendborg",
    "TLF_NR": "62 00 00 00",
    "E_MAIL": "post@havneskolen.example",
    "WEB_ADR": "www.havneskolen.example",
    "INST_TYPE_NR": "1012",
    "INST_TYPE_NAVN": "Folkeskoler",
    "INST_TYPE_GRUPPE": "Grundskoler",
    "UNDERV_NIV": "9",
    "KOMMUNE_NR": "479",
    "GEO_BREDDE_GRAD": "55,0609",
    "GEO_LAENGDE_GRAD": "10,6110",
}


def register_file(folder: Path, *rows: dict[str, str], mark: bool = True, titles: bool = True) -> Path:
    """An export: UTF-16 LE, semicolons, doubled quotes, title lines, spaces in the header."""
    lines = ["Institutionsregisteret", "Udtrukket 1. august 2026", ""] if titles else []
    lines.append(COLUMNS)
    for row in rows:
        cells = ({**ROW, **row}.get(name, "") for name in NAMES)
        lines.append(";".join('"' + cell.replace('"', '""') + '"' for cell in cells))
    path = folder / "register.csv"
    path.write_bytes((b"\xff\xfe" if mark else b"") + "\r\n".join(lines).encode("utf-16-le"))
    return path


def take_in(path: Path, **options: object) -> str:
    """Run the command; its last line."""
    said = StringIO()
    call_command("import_schools", str(path), stdout=said, **options)
    return said.getvalue().strip().splitlines()[-1]


def refused(path: Path) -> str:
    """What lies beside the input."""
    return path.with_name("register.refused.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("text", "bounds", "found"),
    [
        ("55,0609", LATITUDES, 55.0609),
        ("55.0609", LATITUDES, 55.0609),
        ("561580", LATITUDES, 56.158),
        ("56158", LATITUDES, 56.158),
        ("10,61", LONGITUDES, 10.61),
        ("106110", LONGITUDES, 10.611),
        ("91234", LONGITUDES, 9.1234),
        (" 1 2 , 5 ", LONGITUDES, 12.5),
        ("", LATITUDES, None),
    ],
)
def test_a_coordinate_is_read_or_scaled_into_denmark(
    text: str, bounds: tuple[float, float], found: float | None
) -> None:
    """Decimal comma, decimal point, or a separator that was lost on the way."""
    assert coordinate(text, bounds) == found


@pytest.mark.parametrize("text", ["0", "5", "-55", "40,7", "999999", "nord", "inf", "-inf", "nan", "1e999"])
def test_a_coordinate_that_cannot_lie_in_denmark_is_refused(text: str) -> None:
    """However it is written; none of them hangs."""
    with pytest.raises(Refused):
        coordinate(text, LATITUDES)


@pytest.mark.django_db
@pytest.mark.parametrize("mark", [True, False])
def test_the_export_is_read_as_it_comes(tmp_path: Path, mark: bool) -> None:
    """Every column we keep, with or without a byte order mark."""
    assert take_in(register_file(tmp_path, {}, mark=mark)) == "1 new, 0 changed, 0 unchanged, 0 refused"
    school = School.objects.get()
    place = school.organisation
    assert (school.institution_number, school.kind, school.last_grade) == ("479012", SchoolKind.PUBLIC, 9)
    assert (place.name, place.address) == ('Havneskolen "Ved Åen"', "Skolevej 1; st.")
    assert (place.municipality_id, place.state) == ("dk-0479", OrganisationState.KNOWN)
    assert (place.latitude, place.longitude) == (55.0609, 10.611)
    assert place.website == "https://www.havneskolen.example"


@pytest.mark.django_db
def test_a_second_run_updates_by_number(tmp_path: Path) -> None:
    """Nothing twice; what changed is changed; the school keeps its members' organisation."""
    take_in(register_file(tmp_path, {}, {"INST_NR": "479013"}))
    before = School.objects.get(institution_number="479012").organisation_id
    path = register_file(tmp_path, {"INST_NAVN": "Ny Havneskole"}, {"INST_NR": "479013"}, {"INST_NR": "479014"})
    assert take_in(path) == "1 new, 1 changed, 1 unchanged, 0 refused"
    school = School.objects.get(institution_number="479012")
    assert (school.organisation_id, school.organisation.name) == (before, "Ny Havneskole")


@pytest.mark.django_db
def test_kinds_follow_the_register(tmp_path: Path) -> None:
    """Numbers first, then words; one building with two schools stays two."""
    rows = [
        ({"INST_NR": "1", "INST_TYPE_NR": "1013"}, SchoolKind.FREE),
        ({"INST_NR": "2", "INST_TYPE_NR": "1011", "UNDERV_NIV": ""}, SchoolKind.BOARDING),
        ({"INST_NR": "3", "INST_TYPE_NR": "9", "INST_TYPE_NAVN": "Specialskoler for børn"}, SchoolKind.SPECIAL),
        ({"INST_NR": "4", "INST_TYPE_NR": "9", "INST_TYPE_NAVN": "Noget andet", "INST_TYPE_GRUPPE": ""}, "andet"),
    ]
    take_in(register_file(tmp_path, *(row for row, _kind in rows)))
    kinds = dict(School.objects.values_list("institution_number", "kind"))
    assert kinds == {row["INST_NR"].zfill(6): kind for row, kind in rows}
    assert School.objects.get(institution_number="000002").last_grade is None


@pytest.mark.django_db
def test_rows_that_cannot_be_taken_are_refused_with_reasons(tmp_path: Path) -> None:
    """The good row is taken."""
    wrong = [
        {"INST_NR": ""},
        {"INST_NR": "47901A"},
        {"INST_NR": "2", "INST_NAVN": ""},
        {"INST_NR": "3", "KOMMUNE_NR": "999"},
        {"INST_NR": "4", "GEO_BREDDE_GRAD": "12"},
        {"INST_NR": "5", "UNDERV_NIV": "mange"},
        {"INST_NR": "6", "UNDERV_NIV": "²"},
    ]
    path = register_file(tmp_path, *wrong, {})
    assert take_in(path).startswith("1 new, 0 changed, 0 unchanged, 7 refused (refused rows with reasons: ")
    said = refused(path)
    for reason in ("six digits", "no name", "code 0999", "does not lie in Denmark", "highest grade"):
        assert reason in said
    assert Organisation.objects.count() == 1


@pytest.mark.django_db
def test_a_school_without_coordinates_lies_where_its_postcode_lies(tmp_path: Path) -> None:
    """And nowhere when the postcode is unknown too."""
    blank = {"GEO_BREDDE_GRAD": "", "GEO_LAENGDE_GRAD": ""}
    take_in(register_file(tmp_path, blank, {**blank, "INST_NR": "2", "POSTNR": "0001"}))
    known, unknown = School.objects.order_by("-institution_number")
    assert known.organisation.latitude == pytest.approx(55.06, abs=0.1)
    assert unknown.organisation.latitude is None


@pytest.mark.django_db
def test_a_dry_run_stores_nothing(tmp_path: Path) -> None:
    """It says so."""
    assert take_in(register_file(tmp_path, {}), dry_run=True) == (
        "Dry run, nothing stored: 1 new, 0 changed, 0 unchanged, 0 refused"
    )
    assert not School.objects.exists()


@pytest.mark.parametrize("raw", [b"", "navn;by\nA;B\n".encode("utf-16")])
def test_another_file_is_a_clear_error(tmp_path: Path, raw: bytes) -> None:
    """No traceback."""
    path = tmp_path / "register.csv"
    path.write_bytes(raw)
    with pytest.raises(CommandError, match="no column INST_NR"):
        take_in(path)
