"""Reads the demo portal's texts; everybody and everything in them is invented."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
Facts = dict[str, Any]


@lru_cache(maxsize=16)
def rows(name: str) -> list[Facts]:
    """The rows of a file such as companies.toml: a list under one heading."""
    data = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    found: list[Facts] = next(value for value in data.values() if isinstance(value, list))
    return found


def offers() -> list[Facts]:
    """The offers of all files, in the order of their ids."""
    names = sorted(path.stem for path in DATA.glob("offers_*.toml"))
    swedish = {row["external_id"]: {**row, "description": [row["summary"]], "learning": ""} for row in rows("swedish")}
    found = (_with_swedish(row, swedish.get(row["external_id"])) for name in names for row in rows(name))
    return sorted(found, key=lambda row: str(row["external_id"]))


def _with_swedish(facts: Facts, text: Facts | None) -> Facts:
    return facts if text is None or "sv" in facts else {**facts, "sv": text}


def people() -> list[Facts]:
    """Everybody who can sign in."""
    return rows("people")
