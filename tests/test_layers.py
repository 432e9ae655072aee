"""An app imports only from below (docs/adr/0001)."""

import ast
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
LADDER = (
    ("config",),
    ("demo",),
    ("desks",),
    ("saved",),
    ("search",),
    ("coordination",),
    ("partnerships",),
    ("bookings",),
    ("offers",),
    ("schools", "companies"),
    ("content",),
    ("accounts",),
    ("outbox",),
    ("reference",),
)
HEIGHT = {app: len(LADDER) - rung for rung, apps in enumerate(LADDER) for app in apps}


def room_of(path: Path, root: Path) -> str:
    """The app a file lives in; platform/ is looked through."""
    parts = path.relative_to(root).parts
    return parts[1] if parts[0] == "platform" else parts[0]


def faults(root: Path) -> list[str]:
    """Imports that go upwards or sideways, and first-party imports inside functions (but for AppConfig.ready)."""
    found = []
    for path in sorted(root.rglob("*.py")):
        room = room_of(path, root)
        if room not in HEIGHT or "migrations" in path.parts or "node_modules" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [f for f in ast.walk(tree) if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef)]
        inside = {id(node) for function in functions for node in ast.walk(function)}
        for node in ast.walk(tree):
            for target in _targets(node):
                above = HEIGHT[target] >= HEIGHT[room] and target != room
                hidden = id(node) in inside and path.name != "apps.py"
                if above or hidden:
                    found.append(f"{path.relative_to(root)}: {target}{' (inside a function)' if hidden else ''}")
    return found


def _targets(node: ast.AST) -> list[str]:
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        names = [node.module]
    return [name.split(".")[0] for name in names if name.split(".")[0] in HEIGHT]


def test_every_import_goes_downwards() -> None:
    """The ladder holds."""
    assert faults(BASE) == []


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("platform/reference/models.py", "from accounts.models import User"),
        ("schools/models.py", "import companies.models"),
        ("offers/actions.py", "def late() -> None:\n    from content.models import Picture"),
        ("offers/actions.py", "async def late() -> None:\n    import content.models"),
        (
            "platform/bookings/models.py",
            "class A:\n    def late(self) -> None:\n        from offers.models import Offer",
        ),
        ("search/views.py", "if True:\n    from desks.views import start"),
    ],
)
def test_a_planted_fault_is_seen(tmp_path: Path, place: str, line: str) -> None:
    """Upwards, sideways and hidden."""
    file = tmp_path / place
    file.parent.mkdir(parents=True)
    file.write_text(f"{line}\n")
    assert len(faults(tmp_path)) == 1


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("platform/desks/views.py", "from bookings.models import Booking"),
        ("offers/apps.py", "def ready() -> None:\n    from offers.models import Offer"),
        ("offers/migrations/0001_initial.py", "import desks.views"),
    ],
)
def test_what_is_allowed_is_no_fault(tmp_path: Path, place: str, line: str) -> None:
    """Downwards, an app's own start, and migrations."""
    file = tmp_path / place
    file.parent.mkdir(parents=True)
    file.write_text(f"{line}\n")
    assert faults(tmp_path) == []
