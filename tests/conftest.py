"""What all tests share: facts after a flush, a real browser, axe, and skips that fail where nothing may be skipped."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from accounts.models import User
from content.tree import ensure_site
from reference.actions import ensure_reference

BASE = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")
AXE = BASE / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop is not Django's


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """With SKIPS_FAIL=1 a skipped test has failed: what is needed must be there."""
    outcome: Any = yield
    report = outcome.get_result()
    if os.environ.get("SKIPS_FAIL") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and SKIPS_FAIL is set: {report.longrepr}"


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """No test sees what another has cached."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """No test reads the language that another's last request has left active."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _facts_after_a_flush(request: pytest.FixtureRequest) -> Iterator[None]:
    """A transactional test ends with a flush, which leaves no page, no locale and no facts: make them again."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if marker and (marker.kwargs.get("transaction") or "live_server" in request.fixturenames):
        blocker = request.getfixturevalue("django_db_blocker")
        with blocker.unblock():
            ensure_reference()
            ensure_site()


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    """Uploads and mails of a test go to its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MAIL_FOLDER = tmp_path / "mail"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    if not CHROMIUM.is_file():
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile that reads Danish."""
    made = chromium.new_context(locale="da-DK", viewport={"width": 1280, "height": 900})
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of that browser."""
    return context.new_page()


@pytest.fixture
def plain_page(chromium: Browser) -> Iterator[Page]:
    """A page of a browser without JavaScript."""
    made = chromium.new_context(locale="da-DK", java_script_enabled=False)
    made.set_default_timeout(15_000)
    yield made.new_page()
    made.close()


def signed_in(person: User) -> Client:
    """A test client in which the person is signed in."""
    client = Client()
    client.force_login(person)
    return client
