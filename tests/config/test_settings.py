"""Settings come from the environment: what is missing, what is given, what production refuses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from config import environment as env

BASE = Path(__file__).resolve().parents[2]
SHOW = "from django.conf import settings; print(settings.{})"


def read_setting(name: str, **given: str) -> "subprocess.CompletedProcess[str]":
    """A setting as another process sees it, with this environment."""
    plain = {key: value for key, value in os.environ.items() if key not in {"SECRET_KEY", "DATABASE_URL", "PORT"}}
    environment = {**plain, "PYTHONPATH": str(BASE / "platform"), **given}
    command = [sys.executable, "-c", SHOW.format(name)]
    return subprocess.run(command, cwd=BASE, env=environment, capture_output=True, text=True, check=False)


def test_production_refuses_to_start_without_a_secret_key() -> None:
    """And says which variable is missing."""
    refused = read_setting("DEBUG", DJANGO_SETTINGS_MODULE="config.settings.production", SECRET_KEY="")
    assert refused.returncode != 0
    assert "SECRET_KEY is missing" in refused.stderr


def test_production_starts_with_one_and_is_strict() -> None:
    """HTTPS, cookies only over it, no debug pages, mails by SMTP."""
    given = {"DJANGO_SETTINGS_MODULE": "config.settings.production", "SECRET_KEY": "x" * 50}
    names = "DEBUG, settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE, settings.OUTBOX_SHOW_MAIL"
    shown = read_setting(names, **given)
    assert shown.stdout.split() == ["False", "True", "True", "False"], shown.stderr


def test_development_needs_nothing() -> None:
    """Its address follows PORT."""
    shown = read_setting("SITE_URL", DJANGO_SETTINGS_MODULE="config.settings.development", PORT="8123")
    assert shown.stdout.strip() == "http://127.0.0.1:8123", shown.stderr


def test_words_and_flags_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blanks and empty values count as not given."""
    monkeypatch.setenv("HOSTS", " a.example, ,b.example ")
    assert env.words("HOSTS") == ["a.example", "b.example"]
    assert env.words("NOT_GIVEN", "x,y") == ["x", "y"]
    monkeypatch.setenv("EMPTY", "")
    assert env.text("EMPTY", "usual") == "usual"
    for said, meant in (("1", True), ("TRUE", True), ("yes", True), ("0", False), ("no", False), ("", False)):
        monkeypatch.setenv("FLAG", said)
        assert env.flag("FLAG") is meant
    monkeypatch.delenv("FLAG")
    assert env.flag("FLAG", default=True)


@pytest.mark.parametrize("address", ["sqlite:///var/x.sqlite3", "sqlite:////tmp/x.sqlite3?timeout=1", ""])
def test_sqlite_always_gets_what_booking_needs(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Whatever the address says: WAL, IMMEDIATE, twenty seconds."""
    monkeypatch.setenv("DATABASE_URL", address)
    options = env.database()["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    assert "journal_mode=WAL" in options["init_command"]


def test_postgres_gets_no_option_of_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    """And keeps its connections."""
    monkeypatch.setenv("DATABASE_URL", "postgres://u:p@127.0.0.1:5999/d")
    found = env.database()
    assert (found["ENGINE"], found["PORT"]) == ("django.db.backends.postgresql", 5999)
    assert "transaction_mode" not in found.get("OPTIONS", {})
    assert found["CONN_MAX_AGE"] is None


@pytest.mark.sqlite
@pytest.mark.django_db
def test_the_open_connection_has_the_pragmas() -> None:
    """Read back from SQLite itself; a database in memory has no WAL."""
    with connection.cursor() as cursor:
        answers = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "busy_timeout", "foreign_keys", "cache_size", "journal_mode")
        }
    assert answers["journal_mode"] in {"wal", "memory"}
    del answers["journal_mode"]
    assert answers == {"synchronous": 1, "busy_timeout": 20_000, "foreign_keys": 1, "cache_size": -32_000}


def test_mail_and_cache_come_from_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing given: no mail server, a cache in memory."""
    monkeypatch.delenv("EMAIL_URL", raising=False)
    assert env.mail() == {}
    monkeypatch.setenv("EMAIL_URL", "submission://user:secret@mail.example:465")
    assert env.mail()["EMAIL_HOST"] == "mail.example"
    monkeypatch.delenv("CACHE_URL", raising=False)
    assert "locmem" in env.cache()["BACKEND"]
    monkeypatch.setenv("CACHE_URL", "redis://127.0.0.1:6379/1")
    assert "redis" in env.cache()["BACKEND"].lower()


def test_every_variable_is_explained() -> None:
    """What the code reads stands in .env.example."""
    example = (BASE / ".env.example").read_text(encoding="utf-8")
    for name in ("DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL", "CACHE_URL", "SEARCH_ENGINE", "PORT"):
        assert name in example


def test_the_admin_has_its_own_policy_and_the_public_a_strict_one(client: object) -> None:
    """No inline script on public pages; none of this is loosened by a setting."""
    public = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert "'unsafe-inline'" not in str(public)
    assert public["default-src"] == ["'self'"]
