"""The house has the shape of docs/adr/0001, and nothing in it names a place outside."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
ROOMS = ("config", "demo", "desks", "bookings", "content", "accounts", "outbox", "reference")
FRONT_ROOMS = ("offers", "schools", "companies", "saved", "search")
CATCH_ALLS = {"utils", "common", "core", "helpers", "misc"}
LONGEST = 350
REGISTRIES = re.compile(
    r"https?://[^\s\"')]*(?:pypi|npmjs|pythonhosted|repo1\.maven|deb\.debian|yarnpkg)", re.IGNORECASE
)
MACHINE_PATHS = re.compile(r"(?<![\w./])/(?:work|root|home/\w+)/\w")
TEXT = {".py", ".md", ".toml", ".txt", ".json", ".html", ".css", ".js", ".sh", ".cfg", ".yml", ".yaml", ""}


def shape_faults(root: Path) -> list[str]:
    """What is wrong with the folders."""
    found = []
    if (root / "platform" / "__init__.py").exists():
        found.append("platform/ is a package: it would shadow Python's own module")
    if (root / "tests" / "platform").exists():
        found.append("tests/platform/ exists")
    for base in (root, root / "platform"):
        for folder in sorted(path for path in base.glob("*") if (path / "apps.py").is_file()):
            found += _room_faults(folder)
    return found


def _room_faults(folder: Path) -> list[str]:
    found = [f"{folder.name} is a module of Python's own"] if folder.name in sys.stdlib_module_names else []
    for path in folder.rglob("*.py"):
        if path.stem in CATCH_ALLS:
            found.append(f"{path.name} says nothing of what is in it")
        if "migrations" not in path.parts and path.read_text(encoding="utf-8").count("\n") > LONGEST:
            found.append(f"{path.name} has more than {LONGEST} lines")
    return found


def text_faults(root: Path, names: list[str]) -> list[str]:
    """Registry hosts and paths of a machine in tracked files."""
    found = []
    for name in names:
        path = root / name
        if path.suffix not in TEXT or not path.is_file() or path == Path(__file__):
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        found += [f"{name}: {hit}" for pattern in (REGISTRIES, MACHINE_PATHS) for hit in pattern.findall(text)]
    return found


def test_the_folders_are_as_agreed() -> None:
    """Rooms where they belong, none with a name that says nothing."""
    assert shape_faults(BASE) == []
    assert all((BASE / "platform" / room).is_dir() for room in ROOMS)
    assert all((BASE / room).is_dir() for room in FRONT_ROOMS)


def test_no_tracked_file_names_a_registry_or_a_machine() -> None:
    """A clone works anywhere."""
    listed = subprocess.run(["git", "ls-files"], cwd=BASE, capture_output=True, text=True, check=True)  # noqa: S607
    assert text_faults(BASE, listed.stdout.splitlines()) == []


def test_every_locked_package_has_a_hash() -> None:
    """pip installs nothing it cannot verify."""
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-node.txt"):
        blocks = re.split(r"\n(?=[a-z0-9])", (BASE / name).read_text(encoding="utf-8"))
        packages = [block for block in blocks if "==" in block.splitlines()[0]]
        assert packages
        assert all("--hash=sha256:" in block for block in packages), name


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("platform/__init__.py", ""),
        ("tests/platform/test_x.py", ""),
        ("platform/calendar/apps.py", ""),
        ("offers/apps.py", "\n" * 400),
        ("offers/utils.py", ""),
        ("platform/content/templatetags/helpers.py", ""),
    ],
)
def test_a_planted_fault_of_shape_is_seen(tmp_path: Path, place: str, text: str) -> None:
    """Each rule can fail."""
    for room in ("offers", "platform/content"):
        (tmp_path / room).mkdir(parents=True)
        (tmp_path / room / "apps.py").write_text("")
    assert shape_faults(tmp_path) == []
    file = tmp_path / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    assert shape_faults(tmp_path)


@pytest.mark.parametrize("line", ["https://registry.npmjs" + ".org/x", "see /ro" + "ot/project"])
def test_a_planted_name_of_a_place_is_seen(tmp_path: Path, line: str) -> None:
    """Hosts of registries and paths of machines."""
    (tmp_path / "notes.md").write_text(line)
    assert text_faults(tmp_path, ["notes.md"])
