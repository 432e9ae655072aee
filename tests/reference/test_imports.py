"""What every import does alike: reading tables, small batches, refused rows, the last line."""

from pathlib import Path

import pytest

from reference.imports import BATCH, Import, Outcome, Refused, Row, apply, decode, refused_path, table
from reference.models import LoadedData

TEXT = "id;navn\n1;Ærø\n"


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
    ],
)
def test_a_file_is_read_whatever_wrote_it(raw: bytes) -> None:
    """Danish letters come out right from every encoding that spreadsheets write."""
    assert table(decode(raw), needs="id") == [{"id": "1", "navn": "Ærø"}]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_separator_is_found_in_the_header(separator: str) -> None:
    """Whichever stands there most often."""
    text = separator.join(("id", "navn", "by")) + "\n" + separator.join(("1", "A", "B"))
    assert table(text, needs="id") == [{"id": "1", "navn": "A", "by": "B"}]


def test_title_lines_above_the_header_are_passed_over() -> None:
    """Registers put their own name and the day above the table."""
    assert table("Udtræk\nDato: 1.8.2026\n\n id ; navn\n1;A\n", needs="id") == [{"id": "1", "navn": "A"}]


def test_a_quoted_cell_may_hold_separators_quotes_and_lines() -> None:
    """Quotes are doubled inside, as spreadsheets do."""
    rows = table('id;navn\n1;"A; ""B""\nC"\n', needs="id")
    assert rows == [{"id": "1", "navn": 'A; "B"\nC'}]


def test_short_rows_are_filled_and_blank_rows_left_out() -> None:
    """A row may end early; an empty line is no row."""
    assert table("id;navn;by\n1;A\n;;\n\n2;B;C;D\n", needs="id") == [
        {"id": "1", "navn": "A", "by": ""},
        {"id": "2", "navn": "B", "by": "C"},
    ]


def test_bytes_no_database_keeps_are_dropped() -> None:
    """A NUL inside a cell."""
    assert table("id;navn\n1;A\x00B\n", needs="id") == [{"id": "1", "navn": "AB"}]


@pytest.mark.parametrize("text", ["", "navn;by\nA;B\n"])
def test_a_table_without_the_column_is_refused(text: str) -> None:
    """The sentence names what is missing."""
    with pytest.raises(Refused, match="no column id"):
        table(text, needs="id")


def test_a_cell_nobody_can_read_refuses_the_file() -> None:
    """Python's own limit, as a sentence."""
    with pytest.raises(Refused, match="cannot be read"):
        table("id;navn\n1;" + "x" * 200_000, needs="id")


def test_refused_rows_go_beside_the_input() -> None:
    """Same folder, same name."""
    assert refused_path(Path("/data/skoler.csv")) == Path("/data/skoler.refused.csv")


def test_apply_sets_only_what_differs() -> None:
    """And tells whether anything did."""
    row = LoadedData(name="a", checksum="1")
    assert not apply(row, {"name": "a"})
    assert apply(row, {"name": "a", "checksum": "2"})
    assert row.checksum == "2"


def keep(row: Row) -> Outcome:
    """Store a row as one of the database's; refuse «nej»."""
    if row["name"] == "nej":
        LoadedData.objects.create(name=f"half {row['name']}", checksum="")
        raise Refused("nej")
    _row, new = LoadedData.objects.get_or_create(name=row["name"], defaults={"checksum": "1"})
    return Outcome.NEW if new else Outcome.UNCHANGED


def names_kept() -> set[str]:
    """What was stored, without the site's own facts."""
    return set(LoadedData.objects.exclude(name__in=["reference", "thesaurus"]).values_list("name", flat=True))


@pytest.mark.django_db
def test_what_a_refused_row_began_is_undone(tmp_path: Path) -> None:
    """The others of its batch stay; who remembers what rows made is told."""
    undone: list[str] = []
    taken = Import(keep, tmp_path / "r.csv", row_undone=lambda: undone.append("row"))
    assert taken.run([{"name": "a"}, {"name": "nej"}, {"name": "a"}]).startswith("1 new, 0 changed, 1 unchanged, 1")
    assert names_kept() == {"a"}
    assert undone == ["row"]


@pytest.mark.django_db
def test_an_error_undoes_its_batch_alone(tmp_path: Path) -> None:
    """Earlier batches stay: the next run finds them unchanged."""

    def breaking(row: Row) -> Outcome:
        if row["name"] == "5":
            raise RuntimeError("the disk is full")
        return keep(row)

    rows = [{"name": str(number)} for number in range(8)]
    with pytest.raises(RuntimeError):
        Import(breaking, tmp_path / "r.csv", batch=2).run(rows)
    assert names_kept() == {"0", "1", "2", "3"}
    assert Import(keep, tmp_path / "r.csv").run(rows) == "4 new, 0 changed, 4 unchanged, 0 refused"


@pytest.mark.django_db
def test_a_dry_run_undoes_every_batch(tmp_path: Path) -> None:
    """It counts as a real run would within a batch, and says that nothing is stored."""
    undone: list[str] = []
    taken = Import(keep, tmp_path / "r.csv", dry_run=True, batch=2, batch_undone=lambda: undone.append("batch"))
    assert taken.run([{"name": name} for name in "aab"]) == (
        "Dry run, nothing stored: 2 new, 0 changed, 1 unchanged, 0 refused"
    )
    assert (names_kept(), undone) == (set(), ["batch", "batch"])


def test_batches_are_small() -> None:
    """A SQLite writer holds the only lock: others must get in between."""
    assert BATCH <= 200


@pytest.mark.django_db
def test_a_file_of_refusals_from_before_goes_when_nothing_is_refused(tmp_path: Path) -> None:
    """What lies beside the input is always of the last run."""
    path = tmp_path / "r.csv"
    Import(keep, path).run([{"name": "nej"}])
    assert path.read_text(encoding="utf-8-sig").splitlines() == ["name;reason", "nej;nej"]
    Import(keep, path).run([{"name": "ja"}])
    assert not path.exists()
