"""CVR extracts, CSV and JSON."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation, OrganisationState
from companies.models import Company
from companies.register import rows_of
from reference.cvr import is_valid_cvr

VALID, OTHER = "13748136", "10150817"
ROW: dict[str, Any] = {
    "cvrNummer": VALID,
    "navn": "Nordvind Værksted A/S",
    "hovedbranche": "351100",
    "adresse": "Møllevej 4",
    "postnummer": "5700",
    "kommuneKode": "479",
}


def csv_file(folder: Path, *rows: dict[str, str]) -> Path:
    """An extract with ROW, changed as each row says."""
    path = folder / "cvr.csv"
    lines = [";".join(ROW), *(";".join({**ROW, **row}.values()) for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def json_file(folder: Path, data: Any) -> Path:
    """An extract as JSON."""
    path = folder / "cvr.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def take_in(path: Path, **options: object) -> str:
    """Run the command; its last line."""
    said = StringIO()
    call_command("import_companies", str(path), stdout=said, **options)
    return said.getvalue().strip().splitlines()[-1]


@pytest.mark.parametrize("number", [VALID, OTHER, "25313763", "61056416"])
def test_numbers_that_exist_pass_modulus_11(number: str) -> None:
    """The last digit checks the others."""
    assert is_valid_cvr(number)


@pytest.mark.parametrize(
    "number", ["13748137", "12345678", "1374813", "137481360", "1374813a", "", "１３７４８１３６"]
)
def test_other_numbers_do_not(number: str) -> None:
    """Wrong check digit, wrong length, no ASCII digits."""
    assert not is_valid_cvr(number)


def test_one_changed_digit_is_always_seen() -> None:
    """Modulus 11 finds every slip in a single place."""
    for place in range(8):
        for digit in "0123456789":
            slip = VALID[:place] + digit + VALID[place + 1 :]
            assert is_valid_cvr(slip) is (slip == VALID)


@pytest.mark.parametrize(
    "data",
    [
        [ROW],
        {"virksomheder": [ROW]},
        ROW,
        {**ROW, "cvrNummer": int(VALID)},
        [{**ROW, "hovedbranche": {"kode": "351100", "tekst": "Elektricitet"}}],
        [ROW, 7, None, "x"],
    ],
)
def test_json_is_read_as_list_object_or_single_company(data: Any) -> None:
    """Flat or nested; what is no company in a list is passed over."""
    (row,) = rows_of(json.dumps(data))
    assert (row["cvrNummer"], row["navn"], row["hovedbranche"]) == (VALID, ROW["navn"], "351100")


def test_the_first_production_unit_is_kept() -> None:
    """As an object or as a number."""
    for units in ([{"pNummer": 1001234567}], ["1001234567"]):
        (row,) = rows_of(json.dumps([{**ROW, "produktionsenheder": units}]))
        assert row["pNummer"] == "1001234567"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_company_waits_for_an_owner_with_what_the_register_knows(tmp_path: Path, kind: str) -> None:
    """SV-33: name, place, industry of the sixteen, and the official code beside it."""
    path = csv_file(tmp_path, {}) if kind == "csv" else json_file(tmp_path, [ROW])
    assert take_in(path) == "1 new, 0 changed, 0 unchanged, 0 refused"
    company = Company.objects.get(cvr=VALID)
    place = company.organisation
    assert (company.industry_id, company.industry_code) == ("energy", "351100")
    assert (place.name, place.town, place.municipality_id) == (ROW["navn"], "Svendborg", "dk-0479")
    assert (place.state, place.memberships.count()) == (OrganisationState.KNOWN, 0)
    assert place.latitude is not None


@pytest.mark.django_db
def test_a_second_run_updates_by_number(tmp_path: Path) -> None:
    """New, changed and unchanged."""
    take_in(csv_file(tmp_path, {}, {"cvrNummer": OTHER}))
    path = csv_file(tmp_path, {"navn": "Nordvind ApS"}, {"cvrNummer": OTHER}, {"cvrNummer": "25313763"})
    assert take_in(path) == "1 new, 1 changed, 1 unchanged, 0 refused"
    assert Company.objects.get(cvr=VALID).organisation.name == "Nordvind ApS"


@pytest.mark.django_db
def test_rows_that_cannot_be_taken_are_refused_with_reasons(tmp_path: Path) -> None:
    """Modulus 11, name, municipality, industry."""
    wrong = [
        {"cvrNummer": "13748137"},
        {"navn": ""},
        {"kommuneKode": "999"},
        {"hovedbranche": "000000"},
    ]
    path = csv_file(tmp_path, *wrong)
    assert take_in(path).startswith("0 new, 0 changed, 0 unchanged, 4 refused")
    said = path.with_name("cvr.refused.csv").read_text(encoding="utf-8-sig")
    for reason in ("modulus 11", "no name", "code 999", "industry code '000000'"):
        assert reason in said
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_a_dry_run_stores_nothing(tmp_path: Path) -> None:
    """It says so."""
    assert take_in(csv_file(tmp_path, {}), dry_run=True).startswith("Dry run, nothing stored: 1 new")
    assert not Company.objects.exists()


@pytest.mark.parametrize("text", ["", "[{", "navn;by\nA;B", '{"a": [1,'])
def test_another_file_is_a_clear_error(tmp_path: Path, text: str) -> None:
    """No traceback."""
    path = tmp_path / "cvr.csv"
    path.write_text(text)
    with pytest.raises(CommandError, match=r"cvr\.csv"):
        take_in(path)
