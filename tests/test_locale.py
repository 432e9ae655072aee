"""Danish and Swedish are complete, and say the same placeholders."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

BASE = Path(__file__).resolve().parent.parent
NAMED = re.compile(r"%\(\w+\)[sd]")
FOLDERS = ("platform", "offers", "schools", "companies", "saved", "search", "templates")


def catalogue(language: str) -> polib.POFile:
    """The translations of a language."""
    return polib.pofile(str(BASE / "locale" / language / "LC_MESSAGES" / "django.po"))


def gaps(po: polib.POFile) -> list[str]:
    """Texts without a translation, or with an uncertain one."""
    return [entry.msgid for entry in po if not entry.obsolete and (not entry.translated() or "fuzzy" in entry.flags)]


def other_placeholders(po: polib.POFile) -> list[str]:
    """Translations whose placeholders differ from those of the text."""
    found = []
    for entry in po:
        allowed = set(NAMED.findall(f"{entry.msgid} {entry.msgid_plural}"))
        for said in [entry.msgstr, *entry.msgstr_plural.values()]:
            if said and not set(NAMED.findall(said)) <= allowed:
                found.append(entry.msgid)
    return found


@pytest.mark.parametrize("language", ["da", "sv"])
def test_every_text_is_translated(language: str) -> None:
    """Nothing is missing, nothing is uncertain."""
    assert gaps(catalogue(language)) == []


@pytest.mark.parametrize("language", ["da", "sv"])
def test_placeholders_are_those_of_the_text(language: str) -> None:
    """A translation cannot break a page."""
    assert other_placeholders(catalogue(language)) == []


def test_every_text_of_the_code_is_in_the_catalogues(tmp_path: Path) -> None:
    """What xgettext finds today is what was translated."""
    if shutil.which("xgettext") is None:
        pytest.skip("gettext is not installed: apt-get install gettext")
    for folder in FOLDERS:
        shutil.copytree(BASE / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "data"))
    (tmp_path / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages", "-l", "da", "--no-wrap", "-v", "0"]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    found = {(e.msgctxt, e.msgid) for e in polib.pofile(str(tmp_path / "locale/da/LC_MESSAGES/django.po"))}
    known = {(e.msgctxt, e.msgid) for e in catalogue("da") if not e.obsolete}
    assert sorted(str(row) for row in found - known) == []


def test_a_gap_is_seen() -> None:
    """The test can fail."""
    po = polib.POFile()
    po.append(polib.POEntry(msgid="%(n)s offers", msgstr=""))
    po.append(polib.POEntry(msgid="%(n)s visits", msgstr="%(m)s besøg"))
    assert gaps(po) == ["%(n)s offers"]
    assert other_placeholders(po) == ["%(n)s visits"]
