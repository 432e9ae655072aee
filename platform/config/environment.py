"""Reads what the environment decides: database, mail, cache, hosts."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
import dj_email_url
import django_cache_url
from dotenv import load_dotenv

BASE = Path(__file__).resolve().parent.parent.parent
VAR = BASE / "var"

load_dotenv(BASE / ".env")

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
}


def text(name: str, default: str = "") -> str:
    """A setting as text; empty counts as not given."""
    return os.environ.get(name) or default


def words(name: str, default: str = "") -> list[str]:
    """A setting as a list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def flag(name: str, *, default: bool = False) -> bool:
    """A setting as yes or no: 1, true and yes are yes."""
    return text(name, str(default)).lower() in {"1", "true", "yes"}


def database() -> dict[str, Any]:
    """The database of DATABASE_URL; SQLite always gets WAL, IMMEDIATE and its timeout (design.md §5)."""
    found: dict[str, Any] = dict(dj_database_url.parse(text("DATABASE_URL", f"sqlite:///{VAR / 'skolebro.sqlite3'}")))
    found["CONN_MAX_AGE"] = None
    found["CONN_HEALTH_CHECKS"] = True
    if "sqlite" in found["ENGINE"]:
        VAR.mkdir(exist_ok=True)
        found["OPTIONS"] = {**found.get("OPTIONS", {}), **SQLITE_OPTIONS}
    return found


def cache() -> dict[str, Any]:
    """The cache of CACHE_URL; local memory without one."""
    return dict(django_cache_url.parse(text("CACHE_URL", "locmem://")))


def mail() -> dict[str, Any]:
    """What EMAIL_URL says of the mail server; empty without one (then mails land in a folder)."""
    return dict(dj_email_url.parse(text("EMAIL_URL"))) if text("EMAIL_URL") else {}
