"""Run the tests in two sessions: those that share a rolled-back database, and those that need a database of their own.

Extra arguments go to pytest. SKIPS_FAIL=1 turns skips into failures (tests/conftest.py), PROOFS=1 adds the proofs of
booking under load (minutes).
"""

import os
import subprocess
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
ON_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")
OTHER_ENGINE = "sqlite" if ON_POSTGRES else "postgres"
NO_BROWSER = " and not browser" if os.environ.get("WITHOUT_BROWSER") else ""
NO_CLUSTER = "" if os.environ.get("ELASTICSEARCH_URL") else " and not elasticsearch"
NO_PROOFS = "" if os.environ.get("PROOFS") else " and not proof"


def run(name: str, marks: str, *more: str, **environment: str) -> int:
    """One session; tests of the other database engine are left out, and said to be."""
    print(
        f"== {name} (left out: tests of {OTHER_ENGINE} only{', browser tests' if NO_BROWSER else ''}"
        f"{', tests that need ELASTICSEARCH_URL' if NO_CLUSTER else ''}"
        f"{', proofs that take minutes: PROOFS=1' if NO_PROOFS else ''}, slow tests)",
        flush=True,
    )
    chosen = f"({marks}) and not {OTHER_ENGINE} and not slow{NO_BROWSER}{NO_CLUSTER}{NO_PROOFS}"
    command = [sys.executable, "-m", "pytest", "-ra", "-q", "-m", chosen, *more, *sys.argv[1:]]
    code = subprocess.run(command, cwd=BASE, env={**os.environ, **environment}, check=False).returncode
    return 0 if code == 5 else code


def main() -> int:
    """Both sessions, even when the first fails."""
    plain = run("tests in a rolled-back database", "not own_database", "-n", "2")
    file = BASE / "var" / "test.sqlite3"
    file.parent.mkdir(exist_ok=True)
    own = run("tests with a database of their own", "own_database", "--create-db", TEST_DATABASE=str(file))
    return plain or own


if __name__ == "__main__":
    sys.exit(main())
