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
    return sorted((row for name in names for row in rows(name)), key=lambda row: str(row["external_id"]))


def people() -> list[Facts]:
    """Everybody who can sign in."""
    return rows("people")
